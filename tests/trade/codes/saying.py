"""What tests of codes say of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dianzhang.engine.act import perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.trade.models import ItemCode, OrderPiece
from tests.trade.desk import MONDAY
from tests.trade.stocked import Shelf


def code(name: str) -> ItemCode:
    return ItemCode.objects.get(code=name)


def says(shelf: Shelf, action: str, name: str, minute: float = 5, who: str = "mengyan", **given: Any) -> Outcome:
    """Somebody says something of a code."""
    with living_at(MONDAY + timedelta(minutes=minute)):
        return perform(action, Item(code(name).pk, None, given or None), getattr(shelf.people, who))[0]


def pieces(order: Any) -> list[tuple[str, int, int | None]]:
    """What an order was taken apart into."""
    rows = OrderPiece.objects.filter(order=order).order_by("line", "id")
    return list(rows.values_list("sku__code", "pieces", "receives_cents"))
