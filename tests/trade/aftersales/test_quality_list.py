"""What came back for its quality, by month, article and supplier; for those who see the cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.exporting import NotExported, Spec, sheet_of
from dianzhang.goods.models import Sku
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import series
from dianzhang.trade.aftersales.quality_list import articles, suppliers
from tests.trade.desk import MONDAY
from tests.trade.stocked import Shelf

from .conftest import Counter

pytestmark = pytest.mark.requirement("T4.7")
MONTH = (MONDAY.date().replace(day=1), MONDAY.date())


@pytest.fixture
def articles_known(counter: Counter) -> None:
    """Cups and pots come from one kiln, as its people say."""
    shelf = Shelf(counter.desk)
    for code in ("CUP", "POT"):
        shelf.lay(code, 50)
        sku = Sku.objects.get(code=code)
        must(one("sku.supply", counter.people.mengyan, sku.pk, supplier="景德窑"))


def test_by_article_and_by_supplier(counter: Counter, articles_known: None) -> None:
    counter.came_back(counter.order("P1"), "CUP×1 完好；CUP×1 损坏", lines="CUP×2")
    counter.open(counter.order("P2"), lines="CUP×1；POT×1")
    found = articles(counter.people.shenlan, *MONTH)
    assert [(one.name.split()[0], one.supplier, one.cases, one.pieces, one.damaged, one.sold) for one in found] == [
        ("CUP", "景德窑", 2, 3, 1, 6), ("POT", "景德窑", 1, 1, 0, 2),
    ]  # fmt: skip
    assert found[0].rate == Decimal("0.5")
    assert [(row.name, row.articles, row.pieces, row.sold) for row in suppliers(found)] == [("景德窑", 2, 4, 8)]


def test_not_what_is_no_trouble(counter: Counter) -> None:
    order = counter.order("P1")
    case = counter.open(order, lines="CUP×1")
    must(counter.does(counter.people.zhouke, "withdraw", 5, case))
    unwanted = {"order": order.number, "kind": "return", "cause": "unwanted", "lines": "CUP×1"}
    must(one("aftersale.open", counter.people.zhouke, **unwanted))
    assert articles(counter.people.shenlan, *MONTH) == []


def test_only_the_month_asked_for_and_only_who_sees_cases(counter: Counter) -> None:
    counter.open(counter.order("P1"), lines="CUP×1")
    assert len(articles(counter.people.shenlan, *MONTH)) == 1
    assert articles(counter.people.shenlan, date(2020, 1, 1), date(2020, 1, 31)) == []
    assert articles(counter.people.zhaoning, *MONTH) == []
    with pytest.raises(NotExported):
        sheet_of(Spec("quality", "aftersale", f"month={MONDAY:%Y-%m}"), counter.people.zhaoning)


def test_as_a_file(counter: Counter, articles_known: None) -> None:
    counter.open(counter.order("P1"), lines="CUP×1")
    sheet = sheet_of(Spec("quality", "aftersale", f"month={MONDAY:%Y-%m}"), counter.people.shenlan)
    assert (sheet.count, len(sheet.headings)) == (1, 7)
    assert next(iter(sheet.rows()))[1:] == ["景德窑", 1, 1, 0, 3, Decimal(1) / 3]
    with pytest.raises(NotExported):
        sheet_of(Spec("quality", "aftersale", "month=November"), counter.people.shenlan)


def test_as_many_statements_for_many_articles(counter: Counter) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            articles(counter.people.shenlan, *MONTH)
        return len(asked)

    counter.open(counter.order("P0"), lines="CUP×1")
    few = statements()
    for n in range(1, 6):
        counter.open(counter.order(f"P{n}"), lines="CUP×1；POT×1")
    assert statements() == few


def test_the_measures_count_the_same(counter: Counter) -> None:
    counter.open(counter.order("P1"), lines="CUP×1")
    of, day = Slice(MONDAY.date(), MONDAY.date()), f"{MONDAY:%Y-%m-%d}"
    assert series(measures["aftersales"], "day", of) == {day: 1}
    assert series(measures["aftersales_quality"], "day", of) == {day: 1}
    assert series(measures["aftersales_refunded"], "day", of) == {day: 0}
