"""What a platform calls over: only what the buyer has is delivered, and nobody else's clocks in the parcel are lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dianzhang.engine.act import must
from dianzhang.trade.models import Order, Parcel
from tests.trade.desk import COLUMNS, row, table
from tests.trade.tracking.way import NUMBER, Way, at, clocks, now

COLLECT, DELIVER = "parcels.way/deadline-1", "parcels.way/deadline-2"
DAY = 24 * 60
CLOSED: dict[str, Any] = {"发货状态": "已关闭"}
BACK = CLOSED | {"退款金额": "120.00", "退款时间": "2026-10-13 09:00:00"}
pytestmark = pytest.mark.requirement("T3.6")


def read(way: Way, folder: Path, minute: float, **said: dict[str, str]) -> None:
    """A file with these orders, each with what it says of itself."""
    rows = [row(number, **{"实付金额": "120.00", **says}) for number, says in said.items()]
    columns = dict.fromkeys([*COLUMNS, *(name for says in said.values() for name in says)])
    blank = [dict.fromkeys(columns, "") | one for one in rows]
    way.desk.take(table(folder / f"{minute}.csv", blank, list(columns)), at(minute))


def entered(way: Way, folder: Path, *numbers: str) -> list[Order]:
    read(way, folder, 0, **{number: {} for number in numbers})
    for number in numbers:
        order = Order.objects.get(number=number)
        Order.objects.filter(pk=order.pk).update(deliver_by=at(4 * DAY))
        must(way.shelf.approve(order))
    return [Order.objects.get(number=number) for number in numbers]


@pytest.fixture
def sent(way: Way, tmp_path: Path) -> Parcel:
    return way.ship(*entered(way, tmp_path, "P1"))


@pytest.fixture
def together(way: Way, tmp_path: Path) -> Parcel:
    """P1 and P2 in one parcel, on its way."""
    first, _second = entered(way, tmp_path, "P1", "P2")
    must(way.does("chenmo", "order.merge", 40, first, others="P2"))
    parcel = Parcel.objects.get(status="planned")
    must(way.does("chenmo", "parcel.ship", 60, parcel, carrier="圆通", waybill=NUMBER))
    return now(parcel)


def states(*numbers: str) -> list[str]:
    return [Order.objects.get(number=number).fulfilment for number in numbers]


def test_closed_with_no_refund_told_is_no_delivery(way: Way, sent: Parcel, tmp_path: Path) -> None:
    read(way, tmp_path, 240, P1=CLOSED)
    assert (now(sent).status, clocks(sent)) == ("let_go", {COLLECT: "stopped", DELIVER: "stopped"})
    assert states("P1") == ["shipped"]


def test_completed_is_delivered(way: Way, sent: Parcel, tmp_path: Path) -> None:
    read(way, tmp_path, 2 * DAY, P1={"发货状态": "已完成"})
    assert (now(sent).status, now(sent).delivered_at, states("P1")) == ("delivered", at(2 * DAY), ["delivered"])


def test_closed_and_it_says_when_it_came_is_delivered(way: Way, sent: Parcel, tmp_path: Path) -> None:
    read(way, tmp_path, 2 * DAY, P1=CLOSED | {"送达时间": "2026-10-13 15:00:00"})
    assert (now(sent).status, now(sent).delivered_at) == ("delivered", at(DAY + 300))


def test_one_of_a_merged_parcel_refunded_the_other_is_still_waited_for(
    way: Way, together: Parcel, tmp_path: Path
) -> None:
    running = {COLLECT: "running", DELIVER: "running"}
    read(way, tmp_path, DAY, P1=BACK, P2={"发货状态": "已发货"})
    assert (now(together).status, clocks(together)) == ("shipped", running)
    read(way, tmp_path, 2 * DAY, P1=BACK, P2={"发货状态": "已签收"})
    assert (now(together).status, states("P1", "P2")) == ("delivered", ["shipped", "delivered"])


@pytest.mark.parametrize("order", [("P1", "P2"), ("P2", "P1")])
def test_with_the_last_of_its_orders_it_is_let_go(
    way: Way, together: Parcel, tmp_path: Path, order: tuple[str, str]
) -> None:
    first, second = order
    read(way, tmp_path, DAY, **{first: BACK, second: {"发货状态": "已发货"}})
    assert now(together).status == "shipped"
    read(way, tmp_path, DAY + 60, **{first: BACK, second: BACK})
    assert (now(together).status, clocks(together)) == ("let_go", {COLLECT: "stopped", DELIVER: "stopped"})


def test_closed_and_received_in_one_file_it_is_received(way: Way, together: Parcel, tmp_path: Path) -> None:
    read(way, tmp_path, DAY, P1=BACK, P2={"发货状态": "已完成"})
    assert (now(together).status, states("P2")) == ("delivered", ["delivered"])


def test_the_platforms_times_of_the_other_order_are_those_of_the_parcel(
    way: Way, together: Parcel, tmp_path: Path
) -> None:
    read(way, tmp_path, DAY, P1={}, P2={"发货状态": "已发货", "交件时间": "2026-10-12 15:00:00"})
    assert (now(together).status, now(together).first_scan_at) == ("scanned", at(300))


def test_carried_before_the_waybill_was_entered_is_no_fault_of_the_warehouse(way: Way, tmp_path: Path) -> None:
    (order,) = entered(way, tmp_path, "P1")
    read(way, tmp_path, 190, P1={"发货状态": "已发货", "交件时间": "2026-10-12 11:00:00"})
    parcel = way.ship(Order.objects.get(pk=order.pk), minute=200)
    assert (now(parcel).status, now(parcel).first_scan_at) == ("scanned", at(200))
    way.tick(3 * DAY)
    assert clocks(parcel) == {COLLECT: "met", DELIVER: "running"}


@pytest.mark.parametrize(
    ("says", "status", "fulfilment"),
    [({"发货状态": "已签收", "送达时间": "2026-10-12 12:00:00"}, "delivered", "delivered"),
     ({"发货状态": "已完成"}, "delivered", "delivered"), (CLOSED, "let_go", "shipped")],
)  # fmt: skip
def test_over_before_the_waybill_was_entered(
    way: Way, tmp_path: Path, says: dict[str, str], status: str, fulfilment: str
) -> None:
    (order,) = entered(way, tmp_path, "P1")
    read(way, tmp_path, 190, P1=says)
    parcel = way.ship(Order.objects.get(pk=order.pk), minute=200)
    assert (now(parcel).status, states("P1"), clocks(parcel)) == (status, [fulfilment], {})
    assert now(parcel).delivered_at == (at(200) if status == "delivered" else None)
