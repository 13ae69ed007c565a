"""What articles bring, and at which prices things are sold: all adds up to the catalogue's number to the cent."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.moment import living_at
from dianzhang.goods.models import Sku
from dianzhang.insight.forms.shape import Refused
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import total
from dianzhang.trade.models import Order, OrderLine
from tests.measure.sales import order, shop

from .asked import FEBRUARY, MARCH, named, outcome, values

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.6")]


def line(of: Order, number: int, sku: Sku | None, pieces: int, money: str | None, cost: int | None = None) -> None:
    OrderLine.objects.create(
        order=of, number=number, sku=sku, quantity=pieces, cost_cents=cost,
        receives_cents=None if money is None else int(Decimal(money) * 100),
    )  # fmt: skip


def goods() -> dict[str, Sku]:
    """COAT brings 800, HAT 150, SOCK 50 and a present; one line is nobody's, freight is 6; three cents went back."""
    tmall = shop("tmall")
    found = {code: Sku.objects.create(code=code, title=code.title()) for code in ("COAT", "HAT", "SOCK")}
    first = order(tmall, "1", "806.00", 2, 3)
    line(first, 1, found["COAT"], 4, "800.00", cost=5000)
    second = order(tmall, "2", "200.00", 3, 4, refunded=("0.03", 5))
    line(second, 1, found["HAT"], 3, "100.00", cost=1000)
    line(second, 2, found["SOCK"], 10, "50.00")
    line(second, 3, None, 1, "50.00")
    third = order(tmall, "3", "50.00", 5, 6)
    line(third, 1, found["HAT"], 1, "50.00", cost=1000)
    line(third, 2, found["SOCK"], 1, "0.00")
    unpaid = order(tmall, "4", "900.00", 5)
    line(unpaid, 1, found["SOCK"], 9, "900.00")
    return found


def catalogue(*names: str) -> Decimal:
    of = Slice(MARCH.date().replace(month=2, day=1), MARCH.date().replace(month=2, day=28))
    with living_at(MARCH):
        first, *rest = (total(measures[name], of) or Decimal(0) for name in names)
    return first - sum(rest)


def money(rows: Any, column: int) -> Decimal:
    return sum((row[column].value for row in rows if row[column].value is not None), Decimal(0))


def test_articles_by_net_sales(people: SimpleNamespace) -> None:
    found = goods()
    classes, articles = outcome("abc", people.chenmo).tables
    assert [(row[0].value, row[1].value) for row in classes.rows] == [("A", 1), ("B", 1), ("C", 1)]
    coat, hat, sock = articles.rows[:3]
    assert [cell.value for cell in coat[:3]] == ["Coat", "A", 4]
    assert coat[0].record == ("sku", found["COAT"].pk)
    assert [cell.value for cell in hat[2:6]] == [4, Decimal("150.00"), Decimal("0.01"), Decimal("149.99")]
    assert sock[4].value == Decimal("0.01"), "three cents over three lines by 100, 50 and 50"
    assert named(articles.rows, "没有对上单一商品的")[1].value is None
    assert named(articles.rows, "不在商品上的")[5].value == Decimal("6.00")


def test_they_add_up_to_the_net_sales_of_the_catalogue(people: SimpleNamespace) -> None:
    goods()
    _classes, articles = outcome("abc", people.chenmo).tables
    whole = catalogue("amount_paid", "amount_refunded")
    assert money(articles.rows, 5) == articles.foot[5].value == whole == Decimal("1055.97")
    assert money(articles.rows, 4) == catalogue("amount_refunded")
    assert money(articles.rows, -2) == 1, "shares of what is brought in"


def test_a_refund_of_goods_that_these_days_did_not_sell(people: SimpleNamespace) -> None:
    found = goods()
    before = order(shop("jd"), "old", "10.00", -20, -20, refunded=("10.00", 9))
    line(before, 1, found["SOCK"], 1, "10.00")
    extra = Sku.objects.create(code="OLD", title="旧款")
    gone = order(before.shop, "older", "7.00", -20, -20, refunded=("7.00", 9))
    line(gone, 1, extra, 1, "7.00")
    articles = outcome("abc", people.chenmo).tables[1]
    assert [cell.value for cell in named(articles.rows, "旧款")[1:6]] == ["C", 0, 0, Decimal("7.00"), Decimal("-7.00")]
    assert money(articles.rows, 5) == catalogue("amount_paid", "amount_refunded")


def test_margin_is_for_those_who_see_costs_and_none_where_a_cost_is_missing(people: SimpleNamespace) -> None:
    goods()
    by_margin = {**FEBRUARY, "by": "margin"}
    for who in ("shenlan", "chenmo"):
        found = outcome("abc", getattr(people, who), by_margin)
        if found.empty:
            assert "看不到的成本" in found.empty
            assert len(outcome("abc", getattr(people, who)).tables[1].columns) == 8
            continue
        articles = found.tables[1]
        assert named(articles.rows, "Coat")[6].value == Decimal("600.00")
        assert named(articles.rows, "Sock")[6].value is None
        assert "没有成本" in named(articles.rows, "Sock")[6].reason
        assert found.clear == {"order.cost"}


def test_bands_of_ones_own_and_every_line_in_one(people: SimpleNamespace) -> None:
    goods()
    table = outcome("bands", people.shenlan, {**FEBRUARY, "edges": "10,50,200"}).tables[0]
    assert values(table.rows) == [
        ["0 元（赠品）", 1, 1, Decimal("0.05"), 0, 0],
        ["10 元以下", 1, 10, Decimal("0.5"), Decimal("50.00"), Decimal("0.047619")],
        ["10–50 元", 1, 3, Decimal("0.15"), Decimal("100.00"), Decimal("0.095238")],
        ["50–200 元", 2, 2, Decimal("0.1"), Decimal("100.00"), Decimal("0.095238")],
        ["200 元起", 1, 4, Decimal("0.2"), Decimal("800.00"), Decimal("0.761905")],
        ["不在商品上的", *["— 没有单价，不在哪一档"] * 3, Decimal("6.00"), "— 没有单价，不在哪一档"],
    ]
    assert money(table.rows, 4) == table.foot[4].value == catalogue("amount_paid")
    assert table.foot[1].value == catalogue("orders_paid")
    assert sum(row[2].value or 0 for row in table.rows) == table.foot[2].value == 20  # type: ignore[misc,arg-type]


def test_lines_without_a_price_stand_apart(people: SimpleNamespace) -> None:
    found = goods()
    silent = order(shop("jd"), "s", "30.00", 7, 7)
    line(silent, 1, found["HAT"], 2, None)
    table = outcome("bands", people.shenlan).tables[0]
    assert named(table.rows, "没有写价钱的")[2].value == 2
    assert table.foot[4].value == catalogue("amount_paid")


@pytest.mark.parametrize("edges", ["50,20", "0,10", "x", "5,5", ",".join(map(str, range(1, 30)))])
def test_edges_that_make_no_sense_are_refused(people: SimpleNamespace, edges: str) -> None:
    goods()
    with pytest.raises(Refused):
        outcome("bands", people.shenlan, {**FEBRUARY, "edges": edges})


@pytest.mark.parametrize("code", ["abc", "bands"])
def test_nothing_sold_is_said(people: SimpleNamespace, code: str) -> None:
    assert outcome(code, people.shenlan).empty
