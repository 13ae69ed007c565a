"""An order desk for tests: named people, a shop, orders told one by one or by file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import ClockRow, Event, Flag
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.gateways.orders import open_orders
from dianzhang.trade.intake import Intake, Report
from dianzhang.trade.models import Order
from tests.engine.department import LONG_AGO, found, put_in_force

MONDAY = datetime(2026, 10, 12, 10, tzinfo=HOME)
WHOLE = {
    "receiver": "王小明", "phone": "13800000031", "province": "浙江省", "city": "杭州市", "address": "文一西路 1 号",
    "buyer_id": "buyer-31", "buyer_name": "小明同学",
}  # fmt: skip
COLUMNS = (
    "订单号",
    "下单时间",
    "订单总额",
    "付款时间",
    "实付金额",
    "退款金额",
    "发货状态",
    "买家ID",
    "收货人",
    "联系电话",
    "省",
    "市",
    "详细地址",
)


class Desk:
    """Who is here, and what they do.  Minutes count from Monday, ten o'clock."""

    def __init__(self) -> None:
        self.people = found()
        self.rulebook = put_in_force(shipped.read("process-first"))
        with living_at(LONG_AGO):
            self.shop = must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))

    def told(self, action: str, minute: float, order: Order | None = None, **data: Any) -> Outcome:
        """The platform tells something."""
        return self.does(PLATFORM, action, minute, order, **data)

    def does(self, actor: Any, action: str, minute: float, order: Order | None = None, **data: Any) -> Outcome:
        """Somebody does something to an order as it is now."""
        at = MONDAY + timedelta(minutes=minute)
        with living_at(at):
            return perform(action, Item(order.id if order else None, None, data or None), actor)[0]

    def enter(self, number: str = "P1", minute: float = 0, total: str = "120.00", **data: Any) -> Order:
        """An order comes in, whole unless told otherwise."""
        order: Order = must(
            self.told("order.enter", minute, number=number, total=total, **{"shop": "tmall-1"} | WHOLE | data)
        )
        return order

    def paid(self, number: str = "P1", minute: float = 0, total: str = "120.00", **data: Any) -> Order:
        order = self.enter(number, minute, total, **data)
        must(self.told("order.pay", minute, order))
        return now(order)

    def take(self, file: Path, at: datetime = MONDAY, actor: Any = None, **how: Any) -> Report:
        """A file comes in."""
        with living_at(at):
            intake = Intake(open_orders(file, now=at), "tmall-1", actor or self.people.xunuo, **how)
            return intake.run(file.with_suffix(".rejects.csv"))


def now(order: Order) -> Order:
    """The order as the database has it."""
    return Order.objects.get(pk=order.pk)


def table(path: Path, rows: Iterable[dict[str, Any]], columns: Iterable[str] = COLUMNS) -> Path:
    """A plain table of orders."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns))
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(number: str = "P1", **changed: Any) -> dict[str, Any]:
    """One paid order with everything in it."""
    return {
        "订单号": number, "下单时间": "2026-10-12 09:00:00", "订单总额": "120.00", "付款时间": "2026-10-12 09:01:00",
        "实付金额": "120.00", "退款金额": "", "发货状态": "待发货", "买家ID": "buyer-31", "收货人": "王小明",
        "联系电话": "13800000031", "省": "浙江省", "市": "杭州市", "详细地址": "文一西路 1 号",
    } | changed  # fmt: skip


def kinds(order: Order) -> list[str]:
    """What happened to an order, in the order it was journaled."""
    return list(
        Event.objects.filter(subject_kind="order", subject_id=order.pk).order_by("id").values_list("kind", flat=True)
    )


def flags(order: Order) -> list[str]:
    return list(
        Flag.objects.filter(subject_kind="order", subject_id=order.pk).order_by("id").values_list("reason", flat=True)
    )


def clocks(order: Order) -> dict[str, str]:
    rows = ClockRow.objects.filter(subject_kind="order", subject_id=order.pk).order_by("id")
    return {clock.rule: clock.state for clock in rows}
