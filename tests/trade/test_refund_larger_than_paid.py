"""A refund larger than what was paid: refused with the figures, whoever says it and however it comes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dianzhang.engine.act import must, perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Refund
from tests.trade.desk import MONDAY, Desk, now, row, table

pytestmark = pytest.mark.requirement("T4.2")


def test_a_person_gives_back_no_more_than_was_paid(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.xunuo, "order.refund", 60, order, amount="20.00"))
    outcome = desk.does(desk.people.xunuo, "order.refund", 61, order, amount="100.01")
    assert (outcome.status, Refund.objects.count()) == ("refused", 1)
    for figure in ("100.01", "120.00", "20.00", "100.00"):
        assert figure in outcome.why
    must(desk.does(desk.people.xunuo, "order.refund", 62, order, amount="100.00"))
    assert now(order).payment == "refunded"


def test_nor_in_two_pieces_of_one_call(desk: Desk) -> None:
    order = desk.paid()
    items = [Item(order.pk, None, {"amount": "70.00"}) for _ in range(2)]
    with living_at(MONDAY + timedelta(minutes=60)):
        outcomes = perform("order.refund", items, desk.people.xunuo)
    assert sorted(outcome.status for outcome in outcomes)[0] == "done"
    assert now(order).refunded_cents == 7000


def test_nor_of_an_order_that_nobody_paid(desk: Desk) -> None:
    outcome = desk.does(desk.people.xunuo, "order.refund", 60, desk.enter(), amount="1.00")
    assert (outcome.status, "实付 0.00 元" in outcome.why) == ("refused", True)


def test_no_more_is_taken_back_than_was_given(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.xunuo, "order.refund", 60, order, amount="20.00"))
    outcome = desk.does(desk.people.xunuo, "order.refund", 61, order, amount="-20.01")
    assert (outcome.status, "一共只退过 20.00 元" in outcome.why) == ("refused", True)
    must(desk.does(desk.people.xunuo, "order.refund", 62, order, amount="-20.00"))
    assert (now(order).payment, now(order).refunded_cents) == ("paid", 0)


@pytest.mark.requirement("T1.4")
def test_a_row_of_a_file_that_says_so_comes_back(desk: Desk, tmp_path: Path) -> None:
    report = desk.take(table(tmp_path / "o.csv", [row("P1", 退款金额="120.00"), row("P2", 退款金额="120.01")]))
    assert list(Order.objects.values_list("number", "payment")) == [("P1", "refunded")]
    back = report.rejects_file.read_text("utf-8-sig")
    assert "第 3 行：「退款金额」写着「120.01」，比实付 120.00 元还多：请核对退款和实付" in back


@pytest.mark.parametrize("amount", ["1000000000000000", "99999999999999.99"])
def test_an_amount_that_no_order_has_is_called_too_large(desk: Desk, amount: str) -> None:
    order = desk.paid()
    outcome = desk.does(desk.people.xunuo, "order.refund", 60, order, amount=amount)
    assert (outcome.status, "数太大，应是写错了" in outcome.why) == ("refused", True)
