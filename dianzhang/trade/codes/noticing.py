"""Codes that come in with orders: those that are an article's own are known at once, and said so; the others wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from dianzhang.engine.act import must
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import actions, consequence, observation
from dianzhang.gateways.orders import OrderLine

from .meaning import Key, Meanings, Version, said_in
from .models import ItemCode, ItemPiece
from .releasing import release
from .states import ITEM_CODE


class Seen(BaseModel):
    """A code as an order tells it; ``sku_id`` and ``sku`` name the article whose own code it is."""

    shop_id: int = Kept()
    code: str = Kept()
    title: str = Kept("")
    spec: str = Kept("")
    sku_id: int | None = Kept(None)
    sku: str = Kept("")


class Learnt(BaseModel):
    """The article whose own code it is."""

    sku_id: int = Kept()
    sku: str = Kept()


@observation("item_code.notice", zh="商品对照.发现", en="Seen", on=ITEM_CODE, creates=True, input=Seen)
def seen(items: Batch[ItemCode, Seen], act: Act) -> None:
    """An order has a code that was never seen in its shop."""
    shops = organisation().shops
    for item, given in items:
        shop = shops.get(given.shop_id)
        item.shop_id, item.unit_id = given.shop_id, shop.unit_id if shop else None
        item.code, item.title, item.spec, item.seen_at = given.code, given.title, given.spec, act.at
        if given.sku_id is not None:
            _is(item, given.sku_id, given.sku, act)


@consequence("item_code.learn", zh="商品对照.认出", en="Recognised", on=ITEM_CODE, input=Learnt)
def learn(items: Batch[ItemCode, Learnt], act: Act) -> None:
    """An article has this code by now, and nobody had said what it is."""
    for item, given in items:
        _is(item, given.sku_id, given.sku, act)
    release(act, [item for item, _given in items])


def _is(item: ItemCode, sku_id: int, code: str, act: Act) -> None:
    item.status, item.origin, item.contents = "mapped", "equal", code
    act.add(ItemPiece(item_id=item.id, since=None, sku_id=sku_id, pieces=1))
    said_in(act.transaction).versions[item.shop_id, item.code] = [Version(None, ((sku_id, 1),))]


def notice(act: Act, meanings: Meanings, told: Iterable[tuple[Key, OrderLine]]) -> None:
    """Write down what is new of the codes of a batch, once the batch is in the journal."""
    fresh, learnt = meanings.news()
    if not fresh and not learnt:
        return
    said_in(act.transaction).noticed.update(fresh)
    wanted = set(fresh)
    lines = {key: line for key, line in told if key in wanted}
    new = [Item(data=_seen(key, lines[key], meanings)) for key in fresh]
    known = [Item(meanings.unlearnt[key], data=_learnt(key, meanings)) for key in learnt]
    act.transaction.afterwards(lambda: _write_down(act, new, known))


def _write_down(act: Act, new: Sequence[Item], known: Sequence[Item]) -> None:
    for name, items in (("item_code.notice", new), ("item_code.learn", known)):
        if items:
            for outcome in act.transaction.do(actions[name], items, actor=act.actor, checked=True):
                must(outcome)


def _seen(key: Key, line: OrderLine, meanings: Meanings) -> Seen:
    equal = meanings.equal(key)
    return Seen(
        shop_id=key[0], code=key[1], title=line.title[:200], spec=line.spec[:200],
        sku_id=equal.id if equal else None, sku=equal.code if equal else "",
    )  # fmt: skip


def _learnt(key: Key, meanings: Meanings) -> Learnt:
    equal = meanings.equal(key)
    assert equal is not None
    return Learnt(sku_id=equal.id, sku=equal.code)
