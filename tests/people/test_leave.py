"""A leave request: written, asked for, agreed to by somebody else, taken back, ended."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.reading import visible
from dianzhang.engine.seats import waiting_for
from dianzhang.people.models import LeaveRequest
from dianzhang.people.pages import length
from dianzhang.people.states import LEAVE
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def act(actor: Any, action: str, record_id: int | None = None, at: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(at):
        return one(action, actor, record_id, **data)


def wish(actor: Any, first: date = date(2026, 10, 19), last: date = date(2026, 10, 20), **more: Any) -> LeaveRequest:
    return must(act(actor, "leave.draft", kind="personal", first_day=first, last_day=last, **more))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 10, 19), date(2026, 10, 20), 2),
        (date(2026, 10, 16), date(2026, 10, 19), 2),  # over a weekend
        (date(2026, 10, 17), date(2026, 10, 19), 1),
        (date(2026, 9, 30), date(2026, 10, 9), 3),  # over National Day: the 30th, the 8th and the 9th are worked
    ],
)
def test_days_are_working_days(people: SimpleNamespace, first: date, last: date, days: int) -> None:
    assert wish(people.suhe, first, last).days == days


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 10, 19), date(2026, 10, 20), "2 个工作日"),
        (date(2026, 10, 16), date(2026, 10, 19), "2 个工作日（连休息日共 4 天）"),
    ],
)
def test_its_page_says_working_days_and_all_days(people: SimpleNamespace, first: date, last: date, said: str) -> None:
    assert length(wish(people.suhe, first, last)) == said


def test_it_belongs_to_who_wrote_it(people: SimpleNamespace) -> None:
    leave = wish(people.suhe)
    assert (leave.owner_id, leave.unit_id, leave.status) == (people.suhe.person_id, people.suhe.unit_id, "draft")


@pytest.mark.requirement("P1.1")
def test_it_waits_for_the_superior_and_is_granted_once_agreed(people: SimpleNamespace) -> None:
    leave = wish(people.suhe)
    asked = act(people.suhe, "leave.apply", leave.id)
    assert asked.status == "awaiting"
    with living_at(MONDAY):
        assert [a.pk for a in waiting_for(people.linxiao.person_id)] == [asked.approval_id]
    must(act(people.linxiao, "approval.agree", asked.approval_id))
    assert LeaveRequest.objects.get(pk=leave.id).status == "granted"


@pytest.mark.requirement("P1.2")
def test_nobody_agrees_to_their_own(people: SimpleNamespace) -> None:
    leave = wish(people.linxiao)
    asked = act(people.linxiao, "leave.apply", leave.id)
    assert act(people.linxiao, "approval.agree", asked.approval_id).status == "refused"
    must(act(people.shenlan, "approval.agree", asked.approval_id))
    assert LeaveRequest.objects.get(pk=leave.id).status == "granted"


@pytest.mark.requirement("P1.3")
def test_refused_it_stays_a_draft(people: SimpleNamespace) -> None:
    leave = wish(people.suhe)
    asked = act(people.suhe, "leave.apply", leave.id)
    must(act(people.linxiao, "approval.refuse", asked.approval_id, reason="双十一前不排假"))
    assert LeaveRequest.objects.get(pk=leave.id).status == "draft"


def granted(people: SimpleNamespace) -> LeaveRequest:
    leave = wish(people.suhe)
    asked = act(people.suhe, "leave.apply", leave.id)
    must(act(people.linxiao, "approval.agree", asked.approval_id))
    return leave


def test_a_leave_is_taken_back_before_it_begins(people: SimpleNamespace) -> None:
    leave = granted(people)
    assert act(people.suhe, "leave.cancel", leave.id).done
    assert LeaveRequest.objects.get(pk=leave.id).status == "cancelled"


def test_not_after(people: SimpleNamespace) -> None:
    outcome = act(people.suhe, "leave.cancel", granted(people).id, datetime(2026, 10, 19, 9, tzinfo=HOME))
    assert outcome.status == "refused"
    assert "销假" in outcome.why


def test_back_early_gives_days_back(people: SimpleNamespace) -> None:
    leave = granted(people)
    must(act(people.suhe, "leave.end", leave.id, datetime(2026, 10, 20, 9, tzinfo=HOME), last_day=date(2026, 10, 19)))
    ended = LeaveRequest.objects.get(pk=leave.id)
    assert (ended.status, ended.days, ended.last_day) == ("ended", 1, date(2026, 10, 19))


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        (date(2026, 10, 20), date(2026, 10, 19), "早于"),
        (date(2026, 10, 19), date(2028, 10, 19), "一年"),
        (date(2026, 10, 20), date(2026, 10, 25), "已经有一张"),
        (date(2026, 10, 17), date(2026, 10, 18), "都是休息日"),
        (date(2026, 10, 2), date(2026, 10, 3), "都是休息日"),  # National Day
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(people: SimpleNamespace, first: date, last: date, word: str) -> None:
    wish(people.suhe)
    outcome = act(people.suhe, "leave.draft", kind="sick", first_day=first, last_day=last)
    assert outcome.status == "refused"
    assert word in outcome.why


@pytest.mark.parametrize(("who", "sees"), [("suhe", 1), ("linxiao", 1), ("hejing", 1), ("zhouke", 0), ("mengyan", 0)])
def test_who_sees_it(people: SimpleNamespace, who: str, sees: int) -> None:
    wish(people.suhe)
    with living_at(MONDAY):
        assert visible(getattr(people, who), LEAVE).count() == sees


def test_the_reason_stays_out_of_the_journal(people: SimpleNamespace) -> None:
    from dianzhang.engine.models import Event, Note

    wish(people.suhe, reason="去医院复查")
    assert Note.objects.get().text == "去医院复查"
    assert not any("复查" in event.data for event in Event.objects.all())
