"""A shelf for tests of stock: one warehouse, articles with a number of pieces, orders of them."""

from __future__ import annotations

import json
from typing import Any

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Outcome
from dianzhang.goods.models import Stock
from dianzhang.goods.movements import COLUMNS, summed
from dianzhang.trade.models import Order

from .desk import Desk, now


class Shelf:
    """``desk`` with its main warehouse."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.people = desk, desk.people
        self.warehouse = must(one("warehouse.open", SYSTEM, name="主仓"))

    def lay(self, code: str = "COAT", pieces: int = 5, warehouse: str = "主仓") -> Stock:
        """An article with so many pieces."""
        one("sku.add", self.people.mengyan, code=code, title="羽绒服")
        stock: Stock = must(one("stock.open", self.people.chenmo, code=code, warehouse=warehouse, opening=pieces))
        return stock

    def order(self, number: str, pieces: int = 1, code: str = "COAT", minute: float = 0) -> Order:
        """A paid order of so many pieces, in somebody's own name, so that no rule holds it."""
        return self.desk.paid(
            number, minute, total="300.00", lines=[{"sku": code, "title": "羽绒服", "quantity": pieces}],
            buyer_id=f"buyer-{number}", receiver=f"收件{number}",
        )  # fmt: skip

    def approve(self, order: Order, minute: float = 30) -> Outcome:
        return self.desk.does(self.people.zhaoning, "order.approve", minute, order)

    def approved(self, number: str, pieces: int = 1, code: str = "COAT") -> Order:
        order = self.order(number, pieces, code)
        must(self.approve(order))
        return now(order)

    def ship(self, order: Order, minute: float = 60) -> Outcome:
        waybill = f"SF00000{order.number}"
        return self.desk.does(self.people.chenmo, "order.ship", minute, order, carrier="顺丰", waybill=waybill)


def figures(stock: Stock) -> tuple[int, int, int, int]:
    """On hand, reserved, set aside, free: as the database has them."""
    there = Stock.objects.get(pk=stock.pk)
    return there.on_hand, there.reserved, there.set_aside, there.free


def is_the_sum_of_its_movements(stock: Stock) -> bool:
    rows = Event.objects.filter(subject_kind="stock", subject_id=stock.pk).order_by("id").values_list("kind", "data")
    there: dict[str, Any] = Stock.objects.filter(pk=stock.pk).values(*COLUMNS).get()
    return summed((kind, json.loads(data)) for kind, data in rows) == there
