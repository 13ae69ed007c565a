"""Numbers by day and by month, exact, in one statement."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import NotCut, Slice
from dianzhang.measure.series import address, series, total
from dianzhang.trade.models import OrderLine
from tests.measure.sales import order, shop, some_sales

pytestmark = pytest.mark.django_db
FIRST, THIRD = date(2026, 2, 1), date(2026, 2, 3)


def measure(zh: str) -> catalogue.Measure:
    found = catalogue.find(zh)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("订单数", ["2", "0", "1"]),
        ("下单金额", ["100.30", "0", "50.00"]),
        ("支付订单数", ["1", "0", "1"]),
        ("支付金额", ["100.10", "0", "0.20"]),
        ("退款金额", ["0", "0", "0.20"]),
        ("退款订单数", ["0", "0", "1"]),
    ],
)
def test_by_day_every_day_is_there(name: str, days: list[str]) -> None:
    tmall, _other = some_sales()
    found = series(measure(name), "day", Slice(FIRST, THIRD, shop=tmall.pk))
    assert list(found) == ["2026-02-01", "2026-02-02", "2026-02-03"]
    assert list(found.values()) == [Decimal(day) for day in days]


def test_by_month_a_payment_counts_where_it_was_made() -> None:
    tmall, _other = some_sales()
    of = Slice(FIRST, date(2026, 3, 31), shop=tmall.pk)
    assert series(measure("支付金额"), "month", of) == {"2026-02": Decimal("100.30"), "2026-03": Decimal("10.00")}
    assert series(measure("下单金额"), "month", of) == {"2026-02": Decimal("160.30"), "2026-03": 0}


def test_without_a_shop_all_of_them() -> None:
    some_sales()
    assert total(measure("支付金额"), Slice(FIRST, date(2026, 2, 28))) == Decimal("108.07")


def test_one_statement_for_a_series(django_assert_num_queries: Any) -> None:
    tmall, _other = some_sales()
    with django_assert_num_queries(1):
        series(measure("支付金额"), "month", Slice(FIRST, date(2026, 12, 31), shop=tmall.pk))


def test_sums_are_exact_where_floats_are_not() -> None:
    """0.1 + 0.2 in cents, a thousand times."""
    tmall = shop("tmall-1")
    for n in range(300):
        order(tmall, str(n), "0.10" if n % 3 else "0.20", placed=1, paid=1)
    assert total(measure("支付金额"), Slice(FIRST, FIRST)) == Decimal("40.00")


def test_a_number_opens_to_its_rows() -> None:
    tmall, _other = some_sales()
    found = address(measure("支付金额"), Slice(FIRST, THIRD, shop=tmall.pk))
    assert found is not None
    assert (found.kind, dict(found.filters)) == (
        "order", {"paid_from": "2026-02-01", "paid_to": "2026-02-03", "shop": str(tmall.pk), "marked": "no"}
    )  # fmt: skip


def test_what_facts_do_not_have_they_are_not_cut_by() -> None:
    with pytest.raises(NotCut):
        total(measure("GMV目标"), Slice(FIRST, THIRD, person=1))


def test_a_measure_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        catalogue.declare(measure("订单数"))


@pytest.mark.parametrize(
    ("costs", "cost"),
    [
        ([None, None], None),  # nothing known of any: no value, never a nought that would flatter the margin
        (["3.00", None], "6.00"),  # two pieces of three yuan
        (["3.00", "1.50"], "9.00"),
    ],
)
def test_the_cost_of_what_was_sold(costs: list[str | None], cost: str | None) -> None:
    sold = order(shop("tmall-1"), "1", "20.00", placed=1, paid=1)
    for n, each in enumerate(costs):
        OrderLine.objects.create(
            order=sold, number=n, quantity=2, cost_cents=None if each is None else int(Decimal(each) * 100)
        )
    expected = None if cost is None else Decimal(cost)
    assert total(measure("销售成本"), Slice(FIRST, FIRST)) == expected
    found = series(measure("销售成本"), "day", Slice(FIRST, date(2026, 2, 2)))
    assert found == {"2026-02-01": expected, "2026-02-02": 0}
