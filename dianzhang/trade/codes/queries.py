"""What waits for somebody to say which article it is: codes, with the orders and the money that wait with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.goods.models import Sku

from ..models import OrderLine
from .likeness import Article, Likeness
from .meaning import Key, key_of
from .models import ItemCode
from .states import ITEM_CODE

MOST = 100  # codes on the page: those that hold most money


@dataclass
class Waiting:
    """One code: the lines and orders that wait for it, their money in cents, and the article it looks like."""

    item: ItemCode
    lines: int = 0
    money_cents: int = 0
    orders: set[int] = field(default_factory=set)
    first: datetime | None = None
    like: Article | None = None


def waiting(actor: Actor) -> tuple[list[Waiting], int]:
    """The codes that wait and this person may see, most money first; and how many there are.

    Four statements, however many wait.
    """
    items = list(reading.visible(actor, ITEM_CODE).filter(status="unmapped").select_related("shop").order_by("id"))
    found = {(item.shop_id, item.code): Waiting(item, first=item.seen_at) for item in items}
    if found:
        _count(found)
    chosen = sorted(found.values(), key=lambda one: (-one.money_cents, -one.lines, one.item.pk))[:MOST]
    _suggest(chosen)
    return chosen, len(found)


def _count(found: dict[Key, Waiting]) -> None:
    held = OrderLine.objects.filter(
        order__unmapped__isnull=False,
        order__fulfilment__in=("waiting", "approved"),
        order__shop__in={shop for shop, _code in found},
    )
    rows = held.values_list(
        "order_id", "order__shop_id", "sku_code", "title", "spec", "quantity", "unit_price_cents", "receives_cents"
    )
    for order, shop, code, title, spec, quantity, price, receives in rows.iterator():
        one = found.get((shop, key_of(code, title, spec)))
        if one is not None:
            one.lines += 1
            one.orders.add(order)
            one.money_cents += receives if receives is not None else (price or 0) * quantity


def _suggest(codes: Sequence[Waiting]) -> None:
    if not codes:
        return
    rows = Sku.objects.filter(status="active").order_by("id").values_list("code", "title", "spec")
    likeness = Likeness(Article(code, f"{title} {spec}".strip()) for code, title, spec in rows.iterator())
    for one in codes:
        one.like = likeness.best(one.item.code, f"{one.item.title} {one.item.spec}")
