"""No figure counts twice: the same report, overlapping days, two reports of the same money."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Sum

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.marketing.models import DataReport, PromotionFact, ReportDay
from tests.gateways.reports import made_up as m

from .conftest import Desk

pytestmark = pytest.mark.requirement("I1.5")
HEAD = "日期,计划名称,展现量,点击量,花费\n"


def days(*given: tuple[int, str]) -> str:
    """Zhitongche's table with one campaign: ``(1, "75.00")`` is 1 October."""
    return HEAD + "".join(f"2026-10-{day:02},主推,1000,50,{spend}\n" for day, spend in given)


def spent() -> int:
    return PromotionFact.objects.filter(counts=True).aggregate(all=Sum("spend_cents"))["all"] or 0


def now(report: DataReport) -> DataReport:
    report.refresh_from_db()
    return report


def test_the_same_file_twice_is_told_and_not_doubled(desk: Desk) -> None:
    desk.has(m.WANXIANGTAI)
    again = desk.send(m.WANXIANGTAI)
    assert again.status == "refused"
    assert "已经收过" in again.why
    assert spent() == 19270


def test_the_same_days_exported_anew_replace_the_earlier_ones(desk: Desk) -> None:
    first = desk.has(days((1, "75.00"), (2, "10.00")))
    second = desk.has(days((1, "80.00"), (2, "12.00")))
    assert spent() == 9200
    assert (now(first).status, first.given_days, now(second).status) == ("replaced", 2, "taken")


def test_overlapping_days_are_replaced_whole(desk: Desk) -> None:
    first = desk.has(HEAD + "2026-10-01,甲,10,1,5.00\n2026-10-02,甲,10,1,6.00\n2026-10-02,乙,10,1,7.00\n")
    desk.has(days((2, "9.00"), (3, "1.00")))
    assert spent() == 500 + 900 + 100
    assert (now(first).status, first.given_days) == ("taken", 1)
    assert ReportDay.objects.filter(report=first).count() == 1


def test_what_gave_way_in_part_may_be_sent_again(desk: Desk) -> None:
    text = days((1, "5.00"), (2, "6.00"))
    desk.has(text)
    desk.has(days((2, "9.00")))
    assert desk.has(text).status == "taken"
    assert spent() == 1100


def test_a_day_between_on_which_nothing_was_is_told_too(desk: Desk) -> None:
    desk.has(days((1, "5.00"), (2, "6.00"), (3, "7.00")))
    desk.has(days((1, "5.00"), (3, "8.00")))
    assert spent() == 1300
    assert ReportDay.objects.count() == 3


def test_two_reports_of_the_same_money_count_once(desk: Desk) -> None:
    desk.has(m.ZHITONGCHE)
    assert spent() == 7500
    whole = desk.has(m.WANXIANGTAI)
    assert spent() == 19270  # what the campaigns cost is in the scenes
    desk.has(days((1, "76.00"), (3, "4.00")))
    assert spent() == 19270 + 400  # a day that only the campaigns tell
    must(one("data_report.withdraw", SYSTEM, whole.pk))
    assert spent() == 7600 + 400


def test_a_sum_of_days_is_not_replaced_in_part(desk: Desk) -> None:
    october = (date(2026, 10, 1), date(2026, 10, 7))
    desk.has(m.FACEBOOK, days=october)
    later = desk.has(m.FACEBOOK.replace("5.5", "6.5"), days=(date(2026, 10, 3), date(2026, 10, 9)))
    assert later.status == "failed"
    assert "不能只换其中几天" in later.problems
    assert desk.has(m.FACEBOOK.replace("5.5", "7.5"), days=october).status == "taken"
    assert spent() == 143 + 0 + 750


def test_taken_back_its_figures_go_and_it_may_come_again(desk: Desk) -> None:
    report = desk.has(m.WANXIANGTAI)
    must(one("data_report.withdraw", desk.people.mengyan, report.pk))
    assert (spent(), ReportDay.objects.count(), now(report).status) == (0, 0, "withdrawn")
    assert desk.has(m.WANXIANGTAI).status == "taken"
