"""Conclusions are decided, the report is handed in and taken or sent back; what was handed in stays as it was."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed

from .week import at, drafted, enter, findings, handed_in, keep_all, numbers, sold

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.5")]


def test_nothing_is_handed_in_before_each_conclusion_is_decided(office: SimpleNamespace) -> None:
    report = drafted()
    assert report.undecided > 0
    assert one("period_report.submit", office.mengyan, report.pk).status == "refused"
    for key in findings(report):
        must(one("period_report.drop", office.mengyan, report.pk, finding=key, reason="这周不说"))
    out = one("period_report.submit", office.mengyan, report.pk)
    assert (out.status, "一条结论都没有" in out.why) == ("refused", True)
    must(one("period_report.add", office.mengyan, report.pk, words="新品上得晚了", advice="提前一周备货"))
    must(one("period_report.submit", office.mengyan, report.pk))


def test_a_conclusion_is_put_otherwise_or_taken_up_again(office: SimpleNamespace) -> None:
    report = drafted()
    key = "moved:支付金额"
    given = {"finding": key, "words": "老客回来了，多卖 60 元", "advice": ""}
    must(one("period_report.put", office.mengyan, report.pk, **given))
    assert [findings(report)[key][part] for part in ("state", "words", "advice")] == ["kept", given["words"], ""]
    must(one("period_report.drop", office.mengyan, report.pk, finding=key, reason=""))
    assert findings(report)[key]["state"] == "dropped"
    must(one("period_report.keep", office.mengyan, report.pk, finding=key))
    assert findings(report)[key]["state"] == "kept"
    assert one("period_report.keep", office.mengyan, report.pk, finding="moved:没有").status == "refused"


def test_who_may_and_who_may_not(office: SimpleNamespace) -> None:
    report = drafted()
    for who in (office.linxiao, office.zhouke, office.shenlan):  # another lead, an agent, its reader
        assert one("period_report.keep", who, report.pk, finding="moved:支付金额").status == "refused"
        assert one("period_report.submit", who, report.pk).status == "refused"
    report = handed_in(office)
    for who in (office.mengyan, office.linxiao, office.hejing):
        assert one("period_report.accept", who, report.pk).status == "refused"
        assert one("period_report.return", who, report.pk, reason="再看看").status == "refused"
    assert one("period_report.keep", office.mengyan, report.pk, finding="moved:支付金额").status != "done"
    must(one("period_report.accept", office.shenlan, report.pk, note="看过了"))


def test_what_was_sent_back_is_mended_and_handed_in_again(office: SimpleNamespace) -> None:
    report = handed_in(office)
    must(one("period_report.return", office.shenlan, report.pk, reason="退款怎么没写"))
    must(one("period_report.add", office.mengyan, report.pk, words="退款没有变化", advice=""))
    must(one("period_report.submit", office.mengyan, report.pk))
    report.refresh_from_db()
    assert "退款没有变化" in report.sent
    must(one("period_report.accept", office.shenlan, report.pk))
    report.refresh_from_db()
    assert report.status == "accepted"


@pytest.mark.requirement("I4.6")
def test_it_reads_as_it_was_handed_in_and_what_came_late_stands_beside(office: SimpleNamespace) -> None:
    report = handed_in(office)
    must(one("period_report.accept", office.shenlan, report.pk))
    before = report.sent
    assert one("period_report.remake", office.shenlan, report.pk).status == "unchanged"
    sold(office, "late", "30", 4)
    assert one("period_report.remake", office.mengyan, report.pk).status == "refused"
    must(one("period_report.remake", office.shenlan, report.pk))
    report.refresh_from_db()
    assert report.sent == before
    assert numbers(report.now)["支付金额"]["value"] == "190"
    page = enter(office, "shenlan").get(f"/period_report/{report.pk}").content.decode()
    for words in ("160.00", "190.00", "交的时候是"):
        assert words in page, words


def test_the_duty_of_the_week_is_kept_by_it_and_late_is_late(office: SimpleNamespace) -> None:
    lay_out()
    handed_in(office)
    with living_at(at(12, 1)):
        tick(at(12, 1))
    states = {
        row.post: ClockRow.objects.get(subject_kind="duty", subject_id=row.pk).state
        for row in Owed.objects.filter(name="每周分析", day=at(8).date())
    }
    assert states["ops_lead"] == "met"
    assert set(states.values()) <= {"met", "missed"}


def test_after_noon_it_is_late(office: SimpleNamespace) -> None:
    lay_out()
    report = drafted()
    keep_all(report, office.mengyan)
    with living_at(at(15)):
        tick(at(15))
        must(one("period_report.submit", office.mengyan, report.pk))
    owed = Owed.objects.get(name="每周分析", day=at(8).date(), post="ops_lead")
    assert ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).state == "missed"
    assert owed.status == "done"


def test_the_list_has_what_waits(office: SimpleNamespace) -> None:
    report = handed_in(office)
    page = enter(office, "shenlan").get("/period_report?mine=to_read").content.decode()
    assert f"/period_report/{report.pk}" in page
    assert f"/period_report/{report.pk}" not in enter(office, "zhouke").get("/period_report").content.decode()
    assert json.loads(report.sent)["findings"]
