"""Advice says which report it stems from, with a link for whoever may open that."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from tests.insight.reports.conftest import office  # noqa: F401 — the same week
from tests.insight.reports.week import enter, handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I6.1")]


def proposed(office: SimpleNamespace, **more: object) -> tuple[int, int]:  # noqa: F811
    report = handed_in(office)
    made = must(
        one(
            "advice.propose", office.mengyan, title="老客发券", what="满两百减二十", person="xunuo",
            due_at="2026-02-11T18:00+08:00", review_on="2026-02-14", measure="支付金额", report_id=report.pk, **more,
        )
    )  # fmt: skip
    return made.pk, report.pk


def test_it_links_to_the_report_and_shows_its_own_text(office: SimpleNamespace) -> None:  # noqa: F811
    advice, report = proposed(office)
    for who, language, title in (("shenlan", "zh-hans", "周报 2026-02-02 运营组长"), ("mengyan", "en", "2026-02-02")):
        page = enter(office, who, language).get(f"/advice/{advice}").content.decode()
        assert page.count(f'href="/period_report/{report}"') >= 2  # beside its text, and in its course
        assert title in page
        assert "满两百减二十" in page
        assert "汇报" not in page.partition('<ol class="time">')[2].partition("</ol>")[0]


def test_whoever_may_not_open_the_report_has_no_link(office: SimpleNamespace) -> None:  # noqa: F811
    """许诺 does what is advised; the report is not hers to read."""
    advice, report = proposed(office)
    page = enter(office, "xunuo").get(f"/advice/{advice}").content.decode()
    assert "周报 2026-02-02 运营组长" in page
    assert f'href="/period_report/{report}"' not in page
    assert "一条经营报告" in page.partition('<ol class="time">')[2].partition("</ol>")[0]
