"""Who came back, and the eight kinds of customers: named buyers, the catalogue's sums, names as far as rights go."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection

from dianzhang.customers.models import Buyer
from dianzhang.engine.exporting import Spec, sheet_of
from dianzhang.engine.moment import living_at
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import total
from dianzhang.trade.models import Order
from tests.measure.sales import order, shop

from .asked import MARCH, named, outcome, values

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.6")]
SPAN = {"from": "2026-02-01", "to": "2026-03-09"}


def buyers() -> SimpleNamespace:
    """王小明 buys in February, again in February and in March; 李雷 in February; 韩梅 in March; one order is nobody's.

    李雷 ordered once more without paying, which is no purchase."""
    tmall = shop("tmall")
    people = {
        name: Buyer.objects.create(shop=tmall, platform_id=name, name=name) for name in ("王小明", "李雷雷", "韩梅梅")
    }
    for number, who, total_, day in (
        ("1", "王小明", "100.00", 2), ("2", "王小明", "50.10", 20), ("3", "王小明", "70.00", 30),
        ("4", "李雷雷", "10.00", 5), ("5", "韩梅梅", "20.00", 33),
    ):  # fmt: skip
        order(tmall, number, total_, day, day, buyer=people[who])
    order(tmall, "6", "9.99", 6, 6)
    order(tmall, "7", "1000.00", 7, buyer=people["李雷雷"])
    order(tmall, "8", "500.00", 8, 8, buyer=people["李雷雷"], brushing=True)
    return SimpleNamespace(tmall=tmall, **people)


def paid(of: Slice) -> Decimal:
    with living_at(MARCH):
        return total(measures["amount_paid"], of) or Decimal(0)


def test_who_came_back_in_which_month(people: SimpleNamespace) -> None:
    buyers()
    found = outcome("cohorts", people.shenlan, SPAN)
    back, months, money = found.tables
    february, march = values(back.rows)
    assert february[:3] == ["2026-02", 2, Decimal("0.5")]
    assert march[:2] == ["2026-03", 1]
    assert march[2] == "— 这个月还没有到"
    assert values(money.rows)[0][:3] == ["2026-02", Decimal("160.10"), Decimal("70.00")]
    assert values(months.rows) == [
        ["2026-02", 2, 0, Decimal("160.10"), 0, Decimal("9.99"), Decimal("170.09"), 0],
        ["2026-03", 1, 1, Decimal("20.00"), Decimal("70.00"), 0, Decimal("90.00"), Decimal("0.777778")],
    ]
    assert "买家 3 个，其中 1 个付过两次以上，复购率 33.3%" in found.told[1]


def test_months_are_the_catalogues_numbers_to_the_cent(people: SimpleNamespace) -> None:
    buyers()
    months = outcome("cohorts", people.shenlan, SPAN).tables[1]
    assert months.foot[6].value == paid(Slice(MARCH.date().replace(month=2, day=1), MARCH.date().replace(day=9)))
    march = named(months.rows, "2026-03")[6]
    assert march.value == paid(Slice(MARCH.date().replace(day=1), MARCH.date().replace(day=9)))
    assert march.rows is not None
    assert march.rows.filters["paid_from"] == "2026-03-01"


def test_whoever_bought_before_the_span_is_not_new_in_it(people: SimpleNamespace) -> None:
    buyers()
    months = outcome("cohorts", people.shenlan, {"from": "2026-03-01", "to": "2026-03-09"}).tables[1]
    assert values(months.rows)[0][1:3] == [1, 1]


def test_segments_add_up_and_the_cut_points_are_shown(people: SimpleNamespace) -> None:
    buyers()
    found = outcome("rfm", people.shenlan, SPAN)
    segments, latest, times, money = found.tables
    assert named(segments.rows, "重要保持客户")[1].value == 1, "王小明 bought most and most often, and not last"
    assert named(segments.rows, "不知道买家的订单")[3].value == 1
    assert sum(row[1].value or 0 for row in segments.rows) == segments.foot[1].value == 3  # type: ignore[arg-type,misc]
    whole = paid(Slice(MARCH.date().replace(month=2, day=1), MARCH.date().replace(day=9)))
    assert sum(row[4].value or 0 for row in segments.rows) == segments.foot[4].value == whole  # type: ignore[arg-type,misc]
    assert [row[0].value for row in money.rows] == [5, 4, 3, 2, 1]
    assert values(money.rows)[1] == [4, Decimal("220.10"), Decimal("220.10"), 1]
    assert "人太少" in values(money.rows)[0][1]
    assert sum(row[3].value for row in latest.rows) == sum(row[3].value for row in times.rows) == 3  # type: ignore[misc]


KEPT = "重要保持客户"


@pytest.mark.parametrize(("who", "name"), [("chenmo", "王小明"), ("shenlan", "王**")])
def test_the_customers_of_a_segment_with_names_for_those_who_see_them(
    people: SimpleNamespace, who: str, name: str
) -> None:
    buyers()
    listed = outcome("rfm", getattr(people, who), {**SPAN, "segment": KEPT})
    first = listed.tables[0].rows[0]
    assert [cell.value for cell in first[:2]] == [name, "tmall"]
    assert [cell.value for cell in first[3:5]] == [3, Decimal("220.10")]
    assert first[2].record == ("order", Order.objects.get(number="3").pk)
    assert bool(listed.clear) == (name == "王小明")


@pytest.mark.parametrize(("who", "name"), [("chenmo", "王小明"), ("shenlan", "王**")])
def test_the_list_leaves_as_a_file_that_says_whether_names_are_in_it(
    people: SimpleNamespace, who: str, name: str
) -> None:
    buyers()
    with living_at(MARCH):
        query = f"code=rfm&from={SPAN['from']}&to={SPAN['to']}&segment={KEPT}"
        sheet = sheet_of(Spec("form", "form", query), getattr(people, who))
    assert sheet.personal == (name == "王小明")
    assert next(iter(sheet.rows()))[0] == name


def test_the_same_as_a_direct_statement(people: SimpleNamespace) -> None:
    buyers()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), SUM(n), SUM(cents) FROM (SELECT buyer_id, COUNT(*) AS n, SUM(paid_cents) AS cents"
            " FROM trade_order WHERE paid_day BETWEEN '2026-02-01' AND '2026-03-09' AND NOT brushing"
            " AND buyer_id IS NOT NULL GROUP BY buyer_id) AS buyer"
        )
        count, orders, cents = map(int, cursor.fetchone())
    segments = outcome("rfm", people.shenlan, SPAN).tables[0]
    mine = [row for row in segments.rows if row[0].opens]
    assert [sum(int(row[n].value) for row in mine) for n in (1, 3)] == [count, orders]  # type: ignore[arg-type]
    assert sum(row[4].value for row in mine) * 100 == cents  # type: ignore[misc]


def test_nobody_known_is_said(people: SimpleNamespace) -> None:
    order(shop("tmall"), "6", "9.99", 6, 6)
    assert "认得出买家" in outcome("rfm", people.shenlan, SPAN).empty
    found = outcome("cohorts", people.shenlan, SPAN)
    assert [table.title for table in found.tables] == ["每个月的新老买家"]


def test_months_before_there_were_any_facts_are_no_rows(people: SimpleNamespace) -> None:
    found = buyers()
    asked = {"from": "2025-06-10", "to": "2026-03-09"}
    months = outcome("cohorts", people.shenlan, asked).tables[1]
    assert [row[0].value for row in months.rows] == ["2026-02", "2026-03"]
    order(found.tmall, "old", "30.00", -39, -39, buyer=found.王小明)  # a file brought what was before the shop opened
    months = outcome("cohorts", people.shenlan, asked).tables[1]
    assert [row[0].value for row in months.rows] == ["2025-12", "2026-01", "2026-02", "2026-03"]
