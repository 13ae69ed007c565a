"""Money given back: states, days, and what became of the rest."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must
from dianzhang.trade.models import Refund
from tests.trade.desk import MONDAY, Desk, now


@pytest.mark.parametrize(
    ("amounts", "payment", "left"),
    [
        (["20.00"], "part_refunded", 2000),
        (["120.00"], "refunded", 12000),
        (["20.00", "100.00"], "refunded", 12000),
        (["120.00", "-20.00"], "part_refunded", 10000),
        (["20.00", "-20.00"], "paid", 0),
    ],
)
def test_parts_add_up(desk: Desk, amounts: list[str], payment: str, left: int) -> None:
    order = desk.paid()
    for n, amount in enumerate(amounts):
        must(desk.told("order.refund", 60 + n, order, amount=amount))
    order = now(order)
    assert (order.payment, order.refunded_cents, order.paid_cents) == (payment, left, 12000)
    assert [r.amount_cents for r in Refund.objects.order_by("id")] == [round(float(a) * 100) for a in amounts]


def test_nothing_is_no_refund(desk: Desk) -> None:
    assert desk.told("order.refund", 60, desk.paid(), amount="0.00").status == "refused"


def test_a_refund_stands_on_its_day_and_says_which_it_is(desk: Desk) -> None:
    order = desk.paid()
    must(desk.told("order.refund", 60, order, amount="20.00"))
    must(desk.told("order.refund", 70, order, amount="5.00", day="2026-10-10", day_basis="payment_day"))
    days = [(r.day, r.basis) for r in Refund.objects.order_by("id")]
    assert days == [(MONDAY.date(), "refund_day"), (MONDAY.date().replace(day=10), "payment_day")]


def test_asked_then_given(desk: Desk) -> None:
    order = desk.paid()
    must(desk.told("order.ask_refund", 30, order))
    assert now(order).aftersale == "asked"
    must(desk.told("order.refund", 60, order, amount="120.00"))
    assert now(order).aftersale == "refunded"
