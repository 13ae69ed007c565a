"""Help desks, content and scores become facts and numbers; of what a report cannot tell there is no number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dianzhang.engine.act import must, one
from dianzhang.marketing.models import ContentFact, ScoreFact, ServiceFact, TrafficFact
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define, over
from tests.gateways.reports import made_up as m

from .conftest import Desk
from .test_numbers import FIRST, asked, numbers

OCTOBER_FIRST = (FIRST, FIRST)
SECOND = date(2026, 10, 2)


@pytest.mark.requirement("I1.7")
def test_what_came_of_those_who_asked_for_the_desk_and_for_each_person(desk: Desk) -> None:
    desk.has(m.QIANNIU_AGENTS)
    assert numbers(asked("询单人数", *OCTOBER_FIRST)) == [Decimal(50)]
    assert numbers(asked("询单转化率", *OCTOBER_FIRST)) == [Decimal("0.2")]
    assert numbers(asked("客服销售额", *OCTOBER_FIRST)) == [Decimal("1280.50")]
    definition = define("询单转化率", FIRST)
    assert definition is not None
    assert definition.clause is not None
    assert definition.clause.id == "figures.service"
    assert over(definition, Slice(*OCTOBER_FIRST, person=desk.people.zhouke.person_id)) == Decimal("0.25")
    assert over(definition, Slice(*OCTOBER_FIRST, person=desk.people.suhe.person_id)) == 0


@pytest.mark.requirement("I1.7")
def test_accounts_and_the_overview_of_one_day_count_nothing_twice(desk: Desk) -> None:
    desk.has(m.QIANNIU_AGENTS)
    assert numbers(asked("响应总时长", *OCTOBER_FIRST)) == [None]
    desk.has(m.QIANNIU_SHOP)
    assert numbers(asked("响应总时长", *OCTOBER_FIRST)) == [Decimal(73 * 24)]
    assert numbers(asked("响应次数", *OCTOBER_FIRST)) == [Decimal(73)]
    assert numbers(asked("询单人数", *OCTOBER_FIRST)) == [Decimal(50)]


@pytest.mark.requirement("I1.7")
def test_a_day_without_the_report_that_tells_it_has_no_value_whatever_others_tell(desk: Desk) -> None:
    desk.has(m.QIANNIU_AGENTS)
    desk.has(m.QIANNIU_SHOP)
    desk.has(m.QIANNIU_AGENTS.replace("2026-10-01", "2026-10-02").replace("40,12", "41,12"))
    assert numbers(asked("询单人数", FIRST, SECOND)) == [Decimal(50), Decimal(51)]
    assert numbers(asked("响应次数", FIRST, SECOND)) == [Decimal(73), None]


@pytest.mark.requirement("I1.4")
def test_content_is_kept_by_title_and_its_sales_are_not_those_of_advertising(desk: Desk) -> None:
    desk.has(m.CONTENT, "dy-1")
    assert ContentFact.objects.count() == 3
    assert numbers(asked("内容播放量", *OCTOBER_FIRST)) == [Decimal(16300)]
    assert numbers(asked("内容引导成交额", *OCTOBER_FIRST)) == [Decimal("4919.40")]
    assert numbers(asked("推广成交额", *OCTOBER_FIRST)) == [None]


@pytest.mark.requirement("I1.4")
def test_scores_are_kept_as_told_and_a_later_report_takes_their_place(desk: Desk) -> None:
    first = desk.has(m.STORE_SCORES)
    kept = ScoreFact.objects.order_by("id").values_list("component", "score", "full")
    assert next(iter(kept)) == ("综合体验分", Decimal("4.620"), Decimal(5))
    assert numbers(asked("店铺综合评分", *OCTOBER_FIRST)) == [Decimal("4.62")]
    desk.has(m.STORE_SCORES.replace("4.62", "4.70"))
    first.refresh_from_db()
    assert first.status == "replaced"
    assert numbers(asked("店铺综合评分", *OCTOBER_FIRST)) == [Decimal("4.7")]
    assert numbers(asked("店铺综合评分", SECOND, SECOND)) == [None]


@pytest.mark.requirement("I1.5")
def test_scores_beside_visitors_go_with_their_report(desk: Desk) -> None:
    report = desk.has(m.SYCM_SHOP_SCORED)
    assert numbers(asked("店铺描述评分", *OCTOBER_FIRST)) == [Decimal("4.81")]
    assert numbers(asked("店铺物流评分", *OCTOBER_FIRST)) == [None]
    must(one("data_report.withdraw", desk.people.mengyan, report.pk))
    assert not ScoreFact.objects.exists()
    assert not TrafficFact.objects.exists()


@pytest.mark.requirement("I1.6")
def test_a_report_of_another_platforms_help_desk_is_refused(desk: Desk) -> None:
    report = desk.has(m.KUAISHOU)
    assert report.status == "failed"
    assert not ServiceFact.objects.exists()
