"""Numbers of reports by day and month: defined once, opened to their reports, no value where days are missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.metrics import Value, define, over, values
from dianzhang.measure.series import address
from tests.gateways.reports import made_up as m

from .conftest import Desk
from .test_taken import HELP_DESK

pytestmark = pytest.mark.requirement("I1.7")
HEAD = "日期,计划名称,展现量,点击量,花费,总成交金额\n"
SHOP_HEAD = "统计日期,访客数,浏览量,跳失率\n"
FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3)


def asked(word: str, first: date, last: date, by: str = "day", shop: Shop | None = None) -> list[Value]:
    definition = define(word, first)
    assert definition is not None
    return values(definition, by, Slice(first, last, shop=shop.pk if shop else None))  # type: ignore[arg-type]


def numbers(found: list[Value]) -> list[Decimal | None]:
    return [value.value for value in found]


def test_a_metric_names_its_clause_and_opens_to_the_reports(desk: Desk) -> None:
    desk.has(m.ZHITONGCHE.replace("\\N", "0"))
    definition = define("推广点击成本（CPC）", FIRST)
    assert definition is not None
    assert definition.clause is not None
    assert definition.clause.id == "figures.promotion"
    assert numbers(asked("推广点击成本（CPC）", FIRST, FIRST)) == [Decimal("0.3")]
    opened = address(measures["promotion_spend"], Slice(FIRST, FIRST, shop=desk.tmall.pk))
    assert opened is not None
    assert (opened.kind, opened.filters["family"]) == ("data_report", "promotion")


def test_no_click_is_no_value_and_says_why(desk: Desk) -> None:
    desk.has(HEAD + "2026-10-01,主推,1000,0,20.00,0\n")
    (cpc,) = asked("推广点击成本（CPC）", FIRST, FIRST)
    assert cpc.value is None
    assert cpc.reason is not None
    assert "0" in cpc.reason.zh
    assert numbers(asked("推广点击率（CTR）", FIRST, FIRST)) == [Decimal(0)]


def test_a_day_without_a_report_has_no_value_and_neither_has_its_month(desk: Desk) -> None:
    desk.has(HEAD + "2026-10-01,主推,1000,50,20.00,0\n")
    desk.has(HEAD + "2026-10-03,主推,1000,50,30.00,0\n")
    found = asked("总推广费用", FIRST, THIRD)
    assert numbers(found) == [Decimal(20), None, Decimal(30)]
    assert found[1].reason is not None
    assert "2026-10-02" in found[1].reason.zh
    (month,) = asked("总推广费用", FIRST, THIRD, "month")
    assert month.value is None
    definition = define("总推广费用", FIRST)
    assert definition is not None
    assert over(definition, Slice(FIRST, THIRD)) is None
    assert over(definition, Slice(THIRD, THIRD)) == 30
    desk.has(HEAD + "2026-10-02,主推,1000,50,1.00,0\n")
    assert over(definition, Slice(FIRST, THIRD)) == 51


def test_clicks_that_one_report_does_not_tell_are_not_set_against_all_of_the_cost(desk: Desk) -> None:
    desk.has("日期,消耗(元),直接成交金额(元)\n2026-10-01,100.00,900.00\n", "dy-1")
    (cpc,) = asked("推广点击成本（CPC）", FIRST, FIRST)
    assert cpc.value is None
    assert numbers(asked("推广ROI", FIRST, FIRST)) == [Decimal(9)]


def test_sales_that_several_scenes_claim_are_never_added(desk: Desk) -> None:
    desk.has(m.WANXIANGTAI)
    (claimed,) = asked("推广成交额", FIRST, FIRST)
    assert claimed.value is None
    assert numbers(asked("推广ROI", FIRST, FIRST)) == [None]
    desk.has("日期,消耗(元),直接成交金额(元)\n2026-10-01,100.00,900.00\n", "dy-1")
    assert numbers(asked("推广成交额", FIRST, FIRST, shop=desk.douyin)) == [Decimal(900)]


def test_conversion_needs_the_visitors_of_every_shop(desk: Desk) -> None:
    desk.has(SHOP_HEAD + "2026-10-01,200,900,40%\n")
    assert numbers(asked("总访客数", FIRST, FIRST, shop=desk.tmall)) == [Decimal(200)]
    assert numbers(asked("跳失访客数", FIRST, FIRST, shop=desk.tmall)) == [Decimal(80)]
    assert numbers(asked("进店转化率", FIRST, FIRST, shop=desk.tmall)) == [Decimal(0)]
    (whole,) = asked("进店转化率", FIRST, FIRST)
    assert whole.value is None
    assert whole.reason is not None
    assert "抖音小店" in whole.reason.zh


def test_visitors_of_articles_are_not_visitors_of_the_shop(desk: Desk) -> None:
    desk.has(m.SYCM_ITEMS)
    assert numbers(asked("总访客数", FIRST, FIRST, shop=desk.tmall)) == [None]


def test_a_sum_of_days_is_of_those_days_only(desk: Desk) -> None:
    october = (FIRST, date(2026, 10, 7))
    desk.has(m.FACEBOOK, days=october)
    definition = define("总推广费用", FIRST)
    assert definition is not None
    assert over(definition, Slice(*october)) == Decimal("6.93")
    assert over(definition, Slice(FIRST, THIRD)) is None
    assert set(numbers(asked("总推广费用", FIRST, THIRD))) == {None}


def test_a_persons_own_answers(desk: Desk) -> None:
    desk.has(HELP_DESK, "dy-1")
    definition = define("响应总时长", FIRST)
    assert definition is not None
    assert over(definition, Slice(FIRST, FIRST, person=desk.people.zhouke.person_id)) == 1000
    assert over(definition, Slice(FIRST, SECOND, person=desk.people.zhouke.person_id)) is None


def test_today_is_told_tomorrow(desk: Desk) -> None:
    desk.has(SHOP_HEAD + "2026-10-07,200,900,40%\n")
    (today,) = asked("总访客数", date(2026, 10, 8), date(2026, 10, 8), shop=desk.tmall)
    assert today.value is None
    assert today.reason is not None
    assert "第二天" in today.reason.zh


def test_a_shop_without_reports_says_so(desk: Desk) -> None:
    (visitors,) = asked("总访客数", FIRST, FIRST, shop=desk.tmall)
    assert visitors.value is None
    assert visitors.reason is not None
    assert "没有流量报表" in visitors.reason.zh


def test_the_same_statements_for_many_shops_and_days(desk: Desk) -> None:
    desk.has(SHOP_HEAD + "2026-10-01,200,900,40%\n")
    few = _statements()
    for n in range(4):
        must(one("shop.open", SYSTEM, code=f"s-{n}", name=f"分店{n}"))
        desk.has(SHOP_HEAD + "".join(f"2026-10-{day:02},{n}0,9,40%\n" for day in range(1, 8)), f"s-{n}")
    assert _statements() == few


def _statements() -> int:
    asked("总访客数", FIRST, THIRD)
    with CaptureQueriesContext(connection) as seen:
        asked("总访客数", FIRST, THIRD)
    return len(seen)
