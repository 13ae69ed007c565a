"""A person settles a difference: says which order it is, or why it is as it is; each can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading
from dianzhang.engine.act import must
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, command, observation
from dianzhang.engine.telling import write_down

from ..models import Order
from ..states import ORDER
from .models import Settlement
from .reckoning import hold, known_by_id, known_by_number, of_one_order, reckon
from .states import DIFFERS, SETTLEMENT
from .taking import anew


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


class Perhaps(BaseModel):
    reason: str = Personal("", max_length=500)


class Matched(BaseModel):
    """``order``: the number of an order of the same shop."""

    order: str = Personal(
        ..., min_length=1, max_length=64, title="是哪张订单", description="我们这里的单号，同一家店铺的"
    )
    reason: str = Personal(..., min_length=1, max_length=500)


def _no_difference(one: Settlement, _given: Any, _act: Any) -> str:
    return "" if one.tally in DIFFERS else _("没有差异，不用说明。")


def _here(one: Settlement, _given: Any, _act: Any) -> str:
    return "" if one.tally == "orderless" else _("它已经对上订单了。")


def _not_by_hand(one: Settlement, _given: Any, _act: Any) -> str:
    return "" if one.by_hand else _("它是按单号自己对上的，不是人对上的。")


@command(
    "settlement.explain", zh="结算.说明差异", en="Explain", on=SETTLEMENT, leads={"answer": ("open", "explained")},
    input=Why, unfit=_no_difference, undo="settlement.reopen", primary=True,
)  # fmt: skip
def explain(settlements: Batch[Settlement, Why], act: Act) -> None:
    """Why it is so, and that nothing more is to be done."""
    for one, said in settlements:
        write_down(act, SETTLEMENT, one, said.reason)


@command(
    "settlement.reopen", zh="结算.撤回说明", en="Open again", on=SETTLEMENT,
    leads={"answer": ("explained", "open")}, input=Perhaps,
)  # fmt: skip
def reopen(settlements: Batch[Settlement, Perhaps], act: Act) -> None:
    """What was said does not hold: it is to be settled once more."""
    for one, said in settlements:
        write_down(act, SETTLEMENT, one, said.reason)


@command(
    "settlement.match", zh="结算.对上订单", en="Match", on=SETTLEMENT, input=Matched, unfit=_here,
    undo="settlement.unmatch",
)  # fmt: skip
def match(settlements: Batch[Settlement, Matched], act: Act) -> None:
    """The platform's number is another one's, but the money is this order's."""
    found: list[Settlement] = []
    given: dict[int, str] = {}  # order -> the settlement with money for its goods that this call gave it
    for one, said in settlements:
        order = Order.objects.select_for_update().filter(shop_id=one.shop_id, number=said.order.strip()).first()
        if order is None or not (act.actor.unbound or reading.may_see(act.actor, ORDER, order)):
            settlements.refuse(one, _("这家店铺没有单号为 %(number)s 的订单。") % {"number": said.order})
        elif (other := _taken(order, one, given)) is not None:
            settlements.refuse(one, _("这张订单已经有结算 %(number)s。") % {"number": other})
        else:
            one.by_hand, one.order_id = True, order.pk
            found.append(one)
            if one.settled_day:
                given[order.pk] = one.number
            write_down(
                act, SETTLEMENT, one, _("对上 %(number)s：%(why)s") % {"number": order.number, "why": said.reason}
            )
    _reckon_after(found, act)


def _taken(order: Order, one: Settlement, given: Mapping[int, str]) -> str | None:
    """The number of another settlement of the order that has money for its goods: two cannot both be right."""
    if not one.settled_day:
        return None
    if order.pk in given:
        return given[order.pk]
    others = Settlement.objects.filter(order_id=order.pk, settled_day__isnull=False).exclude(pk=one.pk)
    return others.values_list("number", flat=True).first()


@command(
    "settlement.unmatch", zh="结算.撤回对上", en="Take the match back", on=SETTLEMENT, input=Perhaps,
    unfit=_not_by_hand,
)  # fmt: skip
def unmatch(settlements: Batch[Settlement, Perhaps], act: Act) -> None:
    """It is not that order's money."""
    orders = {one.order_id for one, _said in settlements if one.order_id is not None}
    hold(orders)
    found = [one for one, _said in settlements]
    left = [one for every in of_one_order(act.transaction, orders).values() for one in every if one not in found]
    for one, said in settlements:
        one.by_hand, one.order_id = False, None
        write_down(act, SETTLEMENT, one, said.reason)
    _reckon_after([*found, *left], act)


@observation("settlement.reckon", zh="结算.重算", en="Reckon anew", on=SETTLEMENT)
def reckon_anew(settlements: Batch[Settlement, Any], act: Act) -> None:
    """The order is here by now, or says something else than before."""
    batch = [one for one, _given in settlements]
    by_id = known_by_id([one.order_id for one in batch if one.order_id is not None])
    known = {}
    for shop in {one.shop_id for one in batch if one.order_id is None}:
        numbers = [one.number for one in batch if one.order_id is None and one.shop_id == shop]
        known.update({(shop, n): k for n, k in known_by_number(shop, numbers).items()})
    told = [(one, by_id.get(one.order_id) if one.order_id else known.get((one.shop_id, one.number))) for one in batch]
    orders = {order.id for _one, order in told if order is not None}
    hold(orders)
    before = {one.id: _figures(one) for one in batch}
    for one, order in told:
        one.order_id = order.id if order is not None else None
    groups = of_one_order(act.transaction, orders)
    differ, moved = [], set()
    for one, order in told:
        reckon(one, order, groups.get(order.id, ()) if order is not None else ())
        if before[one.id] == _figures(one):
            settlements.unchanged(one)
            continue
        moved.add(one.order_id)
        if before[one.id][1:3] != (one.tally, one.gap_cents):
            differ.append(one)
    anew(differ, act)
    rest = [one for order, every in groups.items() if order in moved for one in every if one.id not in before]
    _reckon_after(rest, act)


def _figures(one: Settlement) -> tuple[Any, ...]:
    return (one.order_id, one.tally, one.gap_cents, one.cost_cents, one.margin_cents)


def _reckon_after(found: list[Settlement], act: Act) -> None:
    """Once what was said is in the journal, so that what it came to stands behind it."""
    if found:
        items = [Item(record=one) for one in found]
        act.transaction.afterwards(lambda: _reckon(act, items))


def _reckon(act: Act, items: list[Item]) -> None:
    for outcome in act.transaction.do(actions["settlement.reckon"], items, checked=True):
        if outcome.status != "unchanged":
            must(outcome)
