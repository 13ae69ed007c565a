"""Sending a report: of which days, with which parts, to whom; who reads it and answers."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import perform
from dianzhang.engine.models import Event, Note, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.reading import visible
from dianzhang.work.models import Report
from dianzhang.work.reports.periods import period
from dianzhang.work.reports.states import REPORT

from .conftest import MONDAY, WHOLE, do, now, sent


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("daily", "2026-10-12", "2026-10-12", "2026-10-12"),
        ("weekly", "2026-10-12", "2026-10-12", "2026-10-18"),
        ("weekly", "2026-10-18", "2026-10-12", "2026-10-18"),
        ("weekly", "2027-01-01", "2026-12-28", "2027-01-03"),
        ("monthly", "2026-10-31", "2026-10-01", "2026-10-31"),
        ("monthly", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("monthly", "2026-12-01", "2026-12-01", "2026-12-31"),
    ],
)
def test_which_days_a_report_is_about(kind: str, day: str, first: str, last: str) -> None:
    assert period(kind, date.fromisoformat(day)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.requirement("W2.1")
def test_a_daily_report_has_four_parts_and_goes_to_the_lead(people: SimpleNamespace) -> None:
    report = now(sent(people))
    assert (report.done, report.figures, report.problems, report.plan) == tuple(WHOLE.values())
    assert (report.parts, report.reader_post, report.backfilled) == (4, "service_lead", False)
    (told,) = Notice.objects.filter(person=people.linxiao.person_id)
    assert told.subject_id == report.pk


@pytest.mark.requirement("W2.1")
def test_one_that_is_not_whole_is_flagged(people: SimpleNamespace) -> None:
    report = sent(people, problems=" ")
    assert Event.objects.filter(kind="report.flag", subject_id=report.pk).exists()
    other = sent(people, kind="weekly", problems="")
    assert not Event.objects.filter(kind="report.flag", subject_id=other.pk).exists()


def test_the_journal_has_none_of_its_words(people: SimpleNamespace) -> None:
    report = sent(people)
    event = Event.objects.get(kind="report.send", subject_id=report.pk)
    assert "色差" not in event.data
    assert '"parts":4' in event.data


@pytest.mark.requirement("W2.2")
@pytest.mark.parametrize("way", ["spoken", "qq", "wechat"])
def test_one_by_word_of_mouth_needs_no_text(people: SimpleNamespace, way: str) -> None:
    assert do(people.zhouke, "report.send", way=way).done
    assert not Event.objects.filter(kind="report.flag").exists()


def test_a_written_one_says_something(people: SimpleNamespace) -> None:
    outcome = do(people.zhouke, "report.send", way="written", done="  ")
    assert outcome.status == "refused"
    assert "至少写一项" in outcome.why


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"day": "2026-10-13"}, "还没有到"),
        ({"kind": "weekly", "day": "2026-10-20"}, "还没有到"),
        ({"day": "2026-09-10"}, "一个多月"),
        ({"kind": "monthly", "day": "9999-12-31"}, "还没有到"),
        ({"kind": "weekly", "day": "0001-01-01"}, "一个多月"),
    ],
)
def test_days_that_cannot_be(people: SimpleNamespace, given: dict[str, str], why: str) -> None:
    outcome = do(people.zhouke, "report.send", **(WHOLE | given))
    assert outcome.status == "refused"
    assert why in outcome.why


def test_each_period_has_one_report_of_a_kind(people: SimpleNamespace) -> None:
    sent(people)
    assert do(people.zhouke, "report.send", **WHOLE).status == "refused"
    assert sent(people, kind="weekly")
    assert sent(people, kind="monthly")
    with living_at(MONDAY + timedelta(days=1)):
        items = [Item(data=dict(WHOLE)), Item(data=dict(WHOLE))]
        assert [o.status for o in perform("report.send", items, people.zhouke)] == ["done", "refused"]


def test_it_is_amended_until_it_is_read(people: SimpleNamespace) -> None:
    report = sent(people)
    assert do(people.zhouke, "report.amend", report.pk, **(WHOLE | {"problems": "吊牌色差，客人退了三件"})).done
    assert "三件" in now(report).problems
    assert do(people.linxiao, "report.read", report.pk).done
    assert do(people.zhouke, "report.amend", report.pk, **WHOLE).status != "done"


@pytest.mark.requirement("W2.5")
def test_the_lead_reads_and_answers(people: SimpleNamespace) -> None:
    report = sent(people)
    assert do(people.linxiao, "report.read", report.pk, note="色差的图明天换").done
    assert now(report).status == "read"
    assert now(report).reader_id == people.linxiao.person_id
    assert Note.objects.get(subject_kind="report", subject_id=report.pk).text == "色差的图明天换"
    assert Notice.objects.filter(person=people.zhouke.person_id, subject_id=report.pk).exists()
    assert do(people.zhouke, "report.answer", report.pk, note="好").done
    assert Notice.objects.filter(person=people.linxiao.person_id, data__contains="report.answer").exists()


@pytest.mark.requirement("W2.5")
@pytest.mark.parametrize("who", ["zhouke", "xunuo", "mengyan"])
def test_nobody_else_reads_it(people: SimpleNamespace, who: str) -> None:
    report, actor = sent(people), getattr(people, who)
    author = who == "zhouke"
    assert do(actor, "report.read", report.pk).status == "refused"
    assert do(actor, "report.amend", report.pk, **WHOLE).status == ("done" if author else "refused")
    assert visible(actor, REPORT).filter(pk=report.pk).exists() is author


def test_whose_post_has_nobody_above_is_told_so(people: SimpleNamespace) -> None:
    outcome = do(people.shenlan, "report.send", **WHOLE)
    assert outcome.done
    assert "没有岗位" in outcome.why
    assert Report.objects.get().reader_post == ""
