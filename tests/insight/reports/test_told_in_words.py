"""The course of a report tells of its conclusions by their sentences and of posts by their names."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.reports import making
from dianzhang.insight.reports.models import PeriodReport

from .week import drafted, enter, findings, keep_all

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.5")]


def course(office: SimpleNamespace, who: str, report: PeriodReport, language: str = "zh-hans") -> str:
    page = enter(office, who, language).get(f"/period_report/{report.pk}").content.decode()
    return page.partition('<ol class="time">')[2].partition("</ol>")[0]


def test_a_conclusion_is_told_in_its_own_sentence(office: SimpleNamespace) -> None:
    report = drafted()
    must(one("period_report.keep", office.mengyan, report.pk, finding="moved:支付金额"))
    told = course(office, "mengyan", report)
    assert "这一周支付金额 160.00 元，上一周 100.00 元" in told
    assert "电商总监" in told
    english = course(office, "mengyan", report, "en")
    assert "160.00" in english
    for page in (told, english):
        for raw in ("moved:", ",director,", "finding"):
            assert raw not in page, raw


def test_one_that_was_taken_back_is_said_to_be_gone(office: SimpleNamespace) -> None:
    report = drafted()
    must(one("period_report.add", office.mengyan, report.pk, words="新品上得晚了", advice=""))
    must(one("period_report.drop", office.mengyan, report.pk, finding="own:1", reason=""))
    told = course(office, "mengyan", report)
    assert "一条结论，后来没有了" in told
    assert "own:1" not in told


def test_what_a_reader_may_not_see_is_not_told_there_either(office: SimpleNamespace) -> None:
    with living_at(datetime(2026, 1, 2, 9, tzinfo=HOME)):
        must(one("target.set", office.shenlan, metric="支付金额", period="2026-01", value="10000"))
    making.make_due()
    report = PeriodReport.objects.get(kind="monthly")
    assert "target:支付金额" in findings(report)
    keep_all(report, office.shenlan)
    must(one("period_report.submit", office.shenlan, report.pk))
    told = course(office, "hejing", report)
    assert "依据的数你的岗位看不到" in told
    for raw in ("target:", "支付金额", "100.00"):
        assert raw not in told, raw
