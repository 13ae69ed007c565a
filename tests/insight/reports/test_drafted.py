"""A report of the week is drafted once, at its hour, from the numbers of the week; its page is read by whom it may."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import living_at
from dianzhang.insight.reports import making
from dianzhang.insight.reports.models import PeriodReport
from tests.insight.test_why_it_moved import visited

from .week import at, drafted, enter, findings, numbers, sold

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.4")]


def weekly() -> Any:
    return PeriodReport.objects.filter(kind="weekly")


def test_it_is_drafted_at_its_hour_and_only_once(office: SimpleNamespace) -> None:
    with living_at(at(7, 59)):
        making.make_due()
        assert not weekly().exists()
    making.make_due()
    made = weekly().get(post="ops_lead")
    assert (made.first_day, made.last_day, made.status) == (date(2026, 2, 2), date(2026, 2, 8), "draft")
    assert (made.owner_id, made.goes_to) == (office.mengyan.person_id, ",director,")
    told = numbers(made.drafted)
    paid = told["支付金额"]
    assert list(told) == ["支付金额", "净支付金额", "支付订单数", "客单价", "退款率", "总访客数"]
    assert (paid["value"], paid["earlier"][-1], paid["year"]) == ("160", "100", None)  # there was no shop a year before
    assert sum(Decimal(part["amount"]) for part in paid["why"]) == 60
    assert [value for _day, value in paid["line"]] == ["0", "40", "40", "40", "40", "0", "0"]
    assert making.make_due() == 0
    assert Notice.objects.filter(person_id=office.mengyan.person_id, subject_kind="period_report").count() == 1


def test_conclusions_say_what_the_figures_show(office: SimpleNamespace) -> None:
    found = findings(drafted())
    moved = found["moved:支付金额"]
    assert (moved["data"]["value"], moved["data"]["before"], moved["state"]) == ("160", "100", "proposed")
    assert found["moved:客单价"]["good"] is False
    assert "year:支付金额" not in found  # nothing was sold then
    assert "moved:退款率" not in found  # 0 before, 0 now
    assert "moved:总访客数" not in found  # no report of traffic


def test_a_target_that_was_not_kept_up_with_comes_first(office: SimpleNamespace) -> None:
    with living_at(at(9, day=1)):
        wanted = {"metric": "支付金额", "period": "2026-02", "value": "10000"}
        must(one("target.set", office.shenlan, **wanted))
    first = next(iter(findings(drafted()).values()))
    assert (first["kind"], first["data"]["there"], first["data"]["target"]) == ("behind", "160", "10000")


def test_what_two_workers_make_at_once_is_there_once(office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    made = making.make_due()
    notices = Notice.objects.count()
    monkeypatch.setattr(making, "made_already", lambda _one: False)  # the other had not committed when it looked
    assert made > 0
    assert making.make_due() == 0
    assert (PeriodReport.objects.count(), Notice.objects.count()) == (made, notices)


def test_a_worker_that_ends_in_between_has_made_nothing(
    office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = making.content

    def ended(*given: Any) -> Any:
        whole(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "content", ended)
    with pytest.raises(KeyboardInterrupt):
        making.make_due()
    assert not PeriodReport.objects.exists()
    monkeypatch.setattr(making, "content", whole)
    assert making.make_due() > 0


def test_of_a_month_too(office: SimpleNamespace) -> None:
    making.make_due()
    made = PeriodReport.objects.get(kind="monthly")
    assert (made.first_day, made.last_day, made.goes_to) == (date(2026, 1, 1), date(2026, 1, 31), ",hr,")
    assert made.owner_id == office.shenlan.person_id
    assert numbers(made.drafted)["支付金额"]["value"] == "100"


def test_it_is_worked_out_again_and_decisions_stay(office: SimpleNamespace) -> None:
    report = drafted()
    must(one("period_report.keep", office.mengyan, report.pk, finding="moved:支付金额"))
    sold(office, "late", "200", 4)
    must(one("period_report.redraw", office.mengyan, report.pk))
    report.refresh_from_db()
    assert numbers(report.drafted)["支付金额"]["value"] == "360"
    kept = findings(report)["moved:支付金额"]
    assert (kept["state"], kept["data"]["value"]) == ("kept", "360")


def test_everybody_reads_what_they_may(office: SimpleNamespace) -> None:
    visited(office.shop, date(2026, 2, 3), 100)
    report = drafted()
    page = enter(office, "mengyan").get(f"/period_report/{report.pk}").content.decode()
    for words in ("160.00", "较上一期", "支付金额", "认可", "缺"):
        assert words in page, words
    assert enter(office, "zhouke").get(f"/period_report/{report.pk}").status_code == 404
    assert enter(office, "hejing").get(f"/period_report/{report.pk}").status_code == 404
    english = enter(office, "shenlan", "en").get(f"/period_report/{report.pk}").content.decode()
    assert "Business report" in english
    assert "认可" not in english


def test_a_number_that_a_reader_may_not_see_is_not_shown_nor_concluded_from(office: SimpleNamespace) -> None:
    """何静 takes the report of the month; money is not hers to see."""
    making.make_due()
    report = PeriodReport.objects.get(kind="monthly")
    must(one("period_report.add", office.shenlan, report.pk, words="对手这个月没有大动作", advice=""))
    for key, kept in findings(report).items():
        if kept["state"] == "proposed":
            must(one("period_report.keep", office.shenlan, report.pk, finding=key))
    must(one("period_report.submit", office.shenlan, report.pk))
    page = enter(office, "hejing").get(f"/period_report/{report.pk}").content.decode()
    assert "对手这个月没有大动作" in page
    assert "100.00" not in page
    assert json.loads(report.drafted)["numbers"]


def test_the_page_asks_little(office: SimpleNamespace) -> None:
    report = drafted()
    client = enter(office, "mengyan")
    client.get(f"/period_report/{report.pk}")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/period_report/{report.pk}")
    assert len(asked) <= 35
