"""Money given back: states, days, and what became of the rest."""

from __future__ import annotations

import pytest

from dianzhang.engine import lists
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must
from dianzhang.engine.exporting.sources import wanted_of
from dianzhang.trade.models import Refund
from dianzhang.trade.pages import LIST
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


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("refunded_from=2026-10-10&refunded_to=2026-10-11", {"both"}),
        ("refunded_from=2026-10-11&refunded_to=2026-10-29", set()),  # one before and one after is none between
        ("refunded_from=2026-10-11", {"both", "late"}),
        ("refunded_to=2026-10-10", {"both"}),
    ],
)
def test_orders_are_found_by_one_refund_between_two_days(desk: Desk, query: str, found: set[str]) -> None:
    both, late, _none = desk.paid("P1"), desk.paid("P2"), desk.paid("P3")
    for n, (order, day) in enumerate([(both, "2026-10-10"), (both, "2026-10-30"), (late, "2026-10-31")]):
        must(desk.told("order.refund", 60 + n, order, amount="5.00", day=day, day_basis="refund_day"))
    rows = lists.rows(LIST, SYSTEM, wanted_of(LIST, query, SYSTEM)[0])
    assert {row.pk for row in rows} == {{"both": both, "late": late}[name].pk for name in found}


def test_asked_then_given(desk: Desk) -> None:
    order = desk.paid()
    must(desk.told("order.ask_refund", 30, order))
    assert now(order).aftersale == "asked"
    must(desk.told("order.refund", 60, order, amount="120.00"))
    assert now(order).aftersale == "refunded"
