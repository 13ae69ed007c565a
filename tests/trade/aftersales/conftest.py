"""An order of three cups and a pot, paid with 300 yuan, delivered; 周可 does after-sales, 陈默 has the warehouse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.tick import tick
from dianzhang.trade.models import Aftersale, Order
from tests.trade.desk import MONDAY, Desk
from tests.trade.desk import now as order_now

LINES = [
    {"sku": "CUP", "title": "保温杯", "quantity": 3, "unit_price": "50.00"},
    {"sku": "POT", "title": "砂锅", "quantity": 1, "unit_price": "150.00"},
]
DEMAND = "杯盖漏水，暗语八八"


class Counter:
    """What service and the warehouse do to cases.  Minutes count from Monday, ten o'clock."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.people = desk, desk.people

    def order(self, number: str = "P1", **more: Any) -> Order:
        """Paid, shipped and delivered."""
        order = self.desk.paid(number, -600, "300.00", lines=LINES, **more)
        must(self.desk.does(self.people.zhaoning, "order.approve", -590, order))
        waybill = f"SF{number:0>10}"
        must(self.desk.does(self.people.chenmo, "order.ship", -580, order, carrier="顺丰", waybill=waybill))
        must(self.desk.told("order.deliver", -100, order))
        return order_now(order)

    def does(self, actor: Any, action: str, minute: float, case: Aftersale | None = None, **data: Any) -> Outcome:
        with living_at(MONDAY + timedelta(minutes=minute)):
            return perform(f"aftersale.{action}", Item(case.pk if case else None, None, data or None), actor)[0]

    def open(self, order: Order, minute: float = 0, kind: str = "refund", **data: Any) -> Aftersale:
        """周可 takes it in."""
        return must(self.does(self.people.zhouke, "open", minute, None, **_asked(order, kind), **data))

    def told(self, order: Order, minute: float = 0, kind: str = "refund", number: str = "R1", **data: Any) -> Aftersale:
        """The platform tells of it."""
        return must(
            self.does(PLATFORM, "ask", minute, None, shop="tmall-1", number=number, **_asked(order, kind), **data)
        )

    def agreed(self, order: Order, kind: str = "refund", **data: Any) -> Aftersale:
        case = self.open(order, 0, kind, **data)
        return must(self.does(self.people.zhouke, "agree", 10, case))

    def came_back(self, order: Order, seen: str, kind: str = "return", **data: Any) -> Aftersale:
        """Agreed, sent back by the buyer, checked by the warehouse."""
        case = self.agreed(order, kind, **data)
        waybill = f"YT{case.pk:0>8}"
        must(self.does(self.people.zhouke, "send_back", 60, case, carrier="圆通", waybill=waybill))
        return must(self.does(self.people.chenmo, "receive", 120, case, seen=seen))


def _asked(order: Order, kind: str) -> dict[str, str]:
    return {"order": order.number, "kind": kind, "cause": "quality", "demand": DEMAND}


def now(case: Aftersale) -> Aftersale:
    return Aftersale.objects.get(pk=case.pk)


def clocks(case: Aftersale) -> dict[str, str]:
    rows = ClockRow.objects.filter(subject_kind="aftersale", subject_id=case.pk).order_by("id")
    return {row.rule: row.state for row in rows}


def events(case: Aftersale) -> list[str]:
    found = Event.objects.filter(subject_kind="aftersale", subject_id=case.pk)
    return list(found.order_by("id").values_list("kind", flat=True))


def live(minute: float) -> None:
    with living_at(MONDAY + timedelta(minutes=minute)):
        tick(MONDAY + timedelta(minutes=minute))


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)
