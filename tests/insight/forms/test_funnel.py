"""The funnel: the catalogue's numbers, what became of paid orders, no value where nobody told."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import living_at
from dianzhang.engine.organisation import organisation
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import total
from dianzhang.trade.models import Order
from tests.measure.sales import order, shop

from .asked import FEBRUARY, MARCH, named, outcome, values

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.6")]


def sales() -> SimpleNamespace:
    """tmall: 5 orders, 4 paid, of which 3 were shipped, 2 signed for, 1 of those refunded.  jd: one, paid, waiting."""
    tmall, jd = shop("tmall"), shop("jd")
    for number, fulfilment, payment in (
        ("a", "shipped", "paid"), ("b", "delivered", "paid"), ("c", "closed", "refunded"), ("d", "waiting", "paid"),
    ):  # fmt: skip
        made = order(tmall, number, "10.00", 2, 3, fulfilment=fulfilment)
        Order.objects.filter(pk=made.pk).update(payment=payment)
    order(tmall, "e", "10.00", 2)
    order(tmall, "late", "10.00", 2, 40, fulfilment="shipped")  # paid in March: of no step after the order
    order(jd, "f", "10.00", 5, 5)
    return SimpleNamespace(tmall=tmall, jd=jd)


def test_each_step_and_its_share_of_the_step_before(people: SimpleNamespace) -> None:
    sales()
    table = outcome("funnel", people.shenlan).tables[0]
    found = {row[0]: row[1:] for row in values(table.rows)}
    assert found["订单数"][0] == 7
    assert found["支付订单数"] == [5, Decimal("0.714286")]
    assert found["已发货"] == [3, Decimal("0.6")]
    assert found["已签收"] == [2, Decimal("0.666667")]
    assert found["签收且没有退款"] == [1, Decimal("0.5")]
    for name in ("推广展现数", "总访客数", "加购人数"):
        assert found[name][0].startswith("— "), "nobody told, which is not 0"
        assert "报表" in found[name][0]


def test_the_same_as_the_catalogue_and_opens_to_its_rows(people: SimpleNamespace) -> None:
    sales()
    table = outcome("funnel", people.shenlan).tables[0]
    with living_at(MARCH):
        for measure in (measures["orders_placed"], measures["orders_paid"]):
            cell = named(table.rows, measure.zh)[1]
            of = Slice(MARCH.date().replace(month=2, day=1), MARCH.date().replace(month=2, day=28))
            assert cell.value == total(measure, of)
    signed = named(table.rows, "签收且没有退款")[1].rows
    assert signed is not None
    assert signed.filters["payment"] == "paid"
    assert signed.filters["fulfilment"] == "delivered,closed"


def test_shops_beside_each_other_add_up_to_the_whole(people: SimpleNamespace) -> None:
    sales()
    whole, shops = outcome("funnel", people.shenlan).tables[:2]
    assert [row[0].value for row in shops.rows] == ["tmall", "jd"]
    for place, row in enumerate(whole.rows, 1):
        figures = [line[place].value for line in shops.rows]
        assert row[1].value == (None if None in figures else sum(figures))


def test_orders_of_which_nobody_says_how_far_they_are(people: SimpleNamespace) -> None:
    found = sales()
    order(found.jd, "g", "10.00", 6, 6, fulfilment="unknown")
    whole, shops = outcome("funnel", people.shenlan).tables[:2]
    assert "没有写发到哪一步" in named(whole.rows, "已发货")[1].reason
    assert named(shops.rows, "tmall")[6].value == 3
    assert named(shops.rows, "jd")[6].value is None


def test_one_shop(people: SimpleNamespace) -> None:
    sales()
    tables = outcome("funnel", people.shenlan, {**FEBRUARY, "shop": "jd"}).tables
    assert len(tables) == 1
    assert named(tables[0].rows, "支付订单数")[1].value == 1


def test_a_step_beyond_ones_right_says_so(people: SimpleNamespace) -> None:
    """The warehouse sees orders, not what advertising brought."""
    sales()
    table = outcome("funnel", people.chenmo).tables[0]
    assert "范围超出" in named(table.rows, "推广展现数")[1].reason
    assert named(table.rows, "支付订单数")[1].value == 5
    assert organisation().shops
