"""However many invoices of one order come in one call: together they are never for more than was paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine.act import must, perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.trade.invoices.states import LIVE
from dianzhang.trade.models import Invoice, Order
from tests.trade.desk import MONDAY, Desk

pytestmark = pytest.mark.requirement("T9.5")

PAID = 120_00
amounts = st.one_of(st.none(), st.integers(1, 130))
ASKED = st.lists(st.tuples(st.sampled_from(["P1", "P2"]), amounts), min_size=1, max_size=4)
ISSUED = st.lists(st.tuples(st.integers(0, 5), amounts), min_size=1, max_size=4, unique_by=lambda one: one[0])
WITHDRAWN = st.lists(st.integers(0, 5), min_size=1, max_size=2, unique=True)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), ASKED), st.tuples(st.just("issue"), ISSUED),
        st.tuples(st.just("withdraw"), WITHDRAWN),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def live(order: Order) -> int:
    rows = Invoice.objects.filter(order=order, status__in=LIVE)
    return rows.aggregate(sum=Sum("amount_cents"))["sum"] or 0


def ask(desk: Desk, asked: Sequence[tuple[str, int | None]]) -> list[Outcome]:
    items = [Item(data={"order": number, "title": "王小明"} | said(amount)) for number, amount in asked]
    with living_at(MONDAY):
        return perform("invoice.ask", items, desk.people.zhouke)


def issue(desk: Desk, issued: Sequence[tuple[Invoice, int | None]]) -> list[Outcome]:
    items = [
        Item(one.pk, data={"number": f"26332{one.pk:015}", "issued_on": "2026-10-12"} | said(amount))
        for one, amount in issued
    ]
    with living_at(MONDAY):
        return perform("invoice.issue", items, desk.people.xunuo)


def said(amount: int | None) -> dict[str, Any]:
    return {} if amount is None else {"amount": str(amount)}


def test_asked_twice_in_one_call(desk: Desk) -> None:
    order = desk.paid("P1", -600)
    first, second = ask(desk, [("P1", None), ("P1", None)])
    assert (first.status, second.status) == ("done", "refused")
    assert "最多还能开 0.00" in second.why
    assert live(order) == PAID


def test_both_issued_for_more_in_one_call(desk: Desk) -> None:
    order = desk.paid("P1", -600)
    one, other = (must(outcome) for outcome in ask(desk, [("P1", 50), ("P1", 50)]))
    assert [outcome.status for outcome in issue(desk, [(one, 70), (other, 70)])] == ["done", "refused"]
    assert live(order) == PAID


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_called_the_invoices_of_an_order_are_within_its_money(
    desk: Desk, steps: list[tuple[str, list[Any]]]
) -> None:
    with transaction.atomic():
        orders = [desk.paid(number, -600) for number in ("P1", "P2")]
        before = Invoice.objects.count()
        for verb, said_ in steps:
            made = list(Invoice.objects.order_by("id"))[before:]
            if verb == "ask":
                ask(desk, said_)
            elif verb == "issue":
                issue(desk, [(made[n], amount) for n, amount in said_ if n < len(made)])
            else:
                items = [Item(made[n].pk, data={"reason": "不要了"}) for n in said_ if n < len(made)]
                with living_at(MONDAY):
                    perform("invoice.withdraw", items, desk.people.zhouke)
            assert all(live(order) <= PAID for order in orders)
        transaction.set_rollback(True)
