"""Settling really settles: the order becomes what the platform says, by its own action, or it is said why not."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must
from dianzhang.trade.comparing.making import file_of
from dianzhang.trade.models import Order, OrderDifference
from tests.trade.desk import now as order_now

from .conftest import Beside, of, row

pytestmark = pytest.mark.requirement("T1.7")


def test_total_paid_and_refund_are_taken_over(beside: Beside) -> None:
    order = beside.desk.paid("P1")
    beside.compares(row("P1", total="130.00", paid="125.00", refund="5.00"))
    for kind in ("total", "paid", "refund"):
        must(beside.does("take", of("P1", kind)))
    order = order_now(order)
    assert (order.total_cents, order.paid_cents, order.refunded_cents) == (13000, 12500, 500)
    assert order.payment == "part_refunded"
    assert beside.compares(row("P1", total="130.00", paid="125.00", refund="5.00"), minute=70).found == 0


def test_a_payment_that_we_missed_is_written_down(beside: Beside) -> None:
    order = beside.desk.enter("P1")
    beside.compares(row("P1"))
    must(beside.does("take", of("P1", "paid")))
    assert (order_now(order).payment, order_now(order).paid_cents) == ("paid", 12000)


def test_shipped_by_the_platform_needs_the_waybill_and_the_right_to_ship(beside: Beside) -> None:
    order = beside.approved("P1")
    beside.compares(row("P1", state="已发货"))
    assert "运单号" in beside.does("take", of()).why
    waybill = {"carrier": "顺丰", "waybill": "SF1234567890"}
    assert beside.does("take", of(), **waybill).status == "refused"  # 许诺 ships nothing
    assert (order_now(order).fulfilment, of().status) == ("approved", "open")


def test_delivered_is_taken_over(beside: Beside) -> None:
    order = beside.shipped("P1")
    beside.compares(row("P1", state="已签收"))
    must(beside.does("take", of()))
    assert (order_now(order).fulfilment, of().status) == ("delivered", "taken")


def test_what_is_only_closed_is_not_taken_over_as_delivered(beside: Beside) -> None:
    order = beside.shipped("P1")
    beside.compares(row("P1", state="已关闭"))
    assert "货到没到" in beside.does("take", of()).why
    assert order_now(order).fulfilment == "shipped"


def test_what_is_completed_is_taken_over_as_delivered(beside: Beside) -> None:
    order = beside.shipped("P1")
    beside.compares(row("P1", state="已完成"))
    must(beside.does("take", of()))
    assert order_now(order).fulfilment == "delivered"


def test_closed_before_it_was_paid_is_called_off_and_a_paid_one_is_refused(beside: Beside) -> None:
    order, paid = beside.desk.enter("P1"), beside.desk.paid("P2")
    beside.compares(row("P1", paid="", state="已关闭"), row("P2", state="已关闭"))
    must(beside.does("take", of("P1", "state")))
    assert order_now(order).fulfilment == "cancelled"
    assert "退款" in beside.does("take", of("P2", "state")).why
    assert order_now(paid).fulfilment == "waiting"


@pytest.mark.parametrize(
    ("told", "kind", "why"),
    [
        ({"paid": ""}, "paid", "不能抹掉"), ({"paid": "130.00", "refund": "121.00"}, "refund", "比实付还多"),
        ({"state": "待发货"}, "state", "退不回去"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_reason(beside: Beside, told: dict[str, str], kind: str, why: str) -> None:
    order = beside.shipped("P1") if kind == "state" else beside.desk.paid("P1")
    before = order_now(order).revision
    beside.compares(row("P1", **told))
    assert why in beside.does("take", of("P1", kind)).why
    assert (of("P1", kind).status, order_now(order).revision) == ("open", before)


def test_an_order_that_is_not_in_the_file_is_called_off_only_before_it_was_paid(beside: Beside) -> None:
    unpaid, paid = beside.desk.enter("P1"), beside.desk.paid("P2")
    beside.compares(row("P3"))
    must(beside.does("take", of("P1")))
    assert order_now(unpaid).fulfilment == "cancelled"
    assert "平台上没有" in beside.does("take", of("P2")).why
    assert order_now(paid).payment == "paid"


def test_a_missing_order_comes_in_from_the_compared_file(beside: Beside) -> None:
    one = beside.compares(row("P8", refund="20.00"), row("P9"))
    assert "补进订单" in beside.does("take", of("P8")).why
    must(beside.does("enter", of("P8")))
    order = Order.objects.get(number="P8")
    assert (order.paid_cents, order.refunded_cents, of("P8").order_id) == (12000, 2000, order.pk)
    assert not Order.objects.filter(number="P9").exists()
    file_of(one).unlink()
    assert "已经不在了" in beside.does("enter", of("P9")).why


def test_ours_stands_until_either_side_says_something_else(beside: Beside) -> None:
    beside.desk.paid("P1")
    beside.compares(row("P1", total="130.00"))
    must(beside.does("keep", of(), reason="平台含了赠品价"))
    assert beside.compares(row("P1", total="130.00"), minute=70).opened == 0
    assert beside.compares(row("P1", total="140.00"), minute=80).opened == 1
    assert of().status == "open"
    first = OrderDifference.objects.get(status="kept")
    assert "后来又有一条" in beside.does("reopen", first, minute=85).why


def test_ours_stands_is_taken_back(beside: Beside) -> None:
    beside.desk.paid("P1")
    beside.compares(row("P1", total="130.00"))
    assert beside.does("keep", of()).status == "refused"  # not without a reason
    must(beside.does("keep", of(), reason="看错了"))
    must(beside.does("reopen", of(), minute=65))
    assert of().status == "open"
