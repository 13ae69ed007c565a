"""A meeting held: agenda, roll, time, minutes, decisions that become tasks."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from pytest_django import DjangoAssertNumQueries

from dianzhang.engine import organisation
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.work.meetings.agenda import points
from dianzhang.work.meetings.pages import agenda_section
from dianzhang.work.meetings.states import MEETING
from dianzhang.work.models import AgendaItem, Attendance, Decision, Meeting, Task

from .conftest import at, do, now, standup


@pytest.fixture
def running(laid: SimpleNamespace) -> Meeting:
    """林晓 opened the stand-up on time; one complaint of 周可 is late."""
    with living_at(at("8:40")):
        must(one("complaint.accept", laid.zhouke, kind="quality"))
    tick(at("9:00"))
    meeting = standup(laid)
    must(do(laid.linxiao, "begin", meeting.pk))
    return now(meeting)


@pytest.mark.requirement("W1.3")
def test_the_agenda_is_filled_with_what_is_late(running: Meeting, laid: SimpleNamespace) -> None:
    assert list(running.items.values_list("source", "of_kind")) == [("late", "complaint")]
    other = standup(laid, laid.mengyan)
    with living_at(at("9:00")):
        assert list(points(other, laid.mengyan)) == []  # of another group


@pytest.mark.requirement("W1.3")
def test_what_was_decided_last_time_and_is_open_comes_again(running: Meeting, laid: SimpleNamespace) -> None:
    must(do(laid.linxiao, "decide", running.pk, text="补一份话术", accountable="zhouke", when=at("9:05")))
    must(do(laid.linxiao, "end", running.pk, when=at("9:10")))
    tick(at("9:00", 13))
    tuesday = standup(laid, day=13)
    must(do(laid.linxiao, "begin", tuesday.pk, when=at("9:00", 13)))
    assert ("open", "task") in set(tuesday.items.values_list("source", "of_kind"))
    task = Task.objects.get()
    with living_at(at("9:30", 13)):
        must(one("task.start", laid.zhouke, task.pk))
        must(one("task.finish", laid.zhouke, task.pk))
        assert [name for name, _point in points(standup(laid, day=14), laid.linxiao)] == ["late"]


@pytest.mark.requirement("W1.3")
def test_whoever_is_invited_adds_a_point_and_it_is_ticked_off(running: Meeting, laid: SimpleNamespace) -> None:
    must(do(laid.suhe, "propose", running.pk, text="新话术好不好用"))
    assert do(laid.mengyan, "propose", running.pk, text="我也说一句").status == "refused"
    item = AgendaItem.objects.get(source="hand")
    must(do(laid.linxiao, "tick", running.pk, item=item.pk))
    item.refresh_from_db()
    assert item.done_at is not None
    assert do(laid.linxiao, "tick", running.pk, item=999).why == "议程里没有这一项。"


@pytest.mark.requirement("W1.4")
@pytest.mark.parametrize(("clock", "over", "state"), [("9:15", 0, "met"), ("9:18", 3, "missed")])
def test_the_time_is_kept(running: Meeting, laid: SimpleNamespace, clock: str, over: int, state: str) -> None:
    tick(at(clock))
    outcome = do(laid.linxiao, "end", running.pk, when=at(clock))
    assert ("超过规定时间" in outcome.why) is bool(over)
    assert now(running).over == over
    clockrow = ClockRow.objects.get(subject_kind="meeting", subject_id=running.pk)
    assert clockrow.state == state
    late = Event.objects.filter(kind="meeting.overdue", subject_id=running.pk)
    assert late.exists() is bool(over)


@pytest.mark.requirement("W1.5")
def test_a_decision_becomes_a_task_on_the_spot(running: Meeting, laid: SimpleNamespace) -> None:
    due = at("18:00", 14)
    given = {"text": "把质量话术改成两句", "accountable": "zhouke", "due_at": due.isoformat()}
    must(do(laid.linxiao, "decide", running.pk, **given))
    decision, task = Decision.objects.get(), Task.objects.get()
    assert (decision.task_id, decision.due_at, decision.person_id) == (task.pk, due, laid.zhouke.person_id)
    assert (task.title, task.owner_id, task.due_at) == ("把质量话术改成两句", laid.zhouke.person_id, due)
    assert (task.of_kind, task.of_id, task.accountable_count, task.responsible_count) == ("meeting", running.pk, 1, 1)
    assert Notice.objects.filter(person_id=laid.zhouke.person_id, subject_kind="task", kind="named").exists()
    assert now(running).decided == 1
    assert do(laid.zhouke, "decide", running.pk, text="我来定").status == "refused"


@pytest.mark.requirement("W1.5")
@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"due_at": at("8:00").isoformat(), "accountable": "zhouke"}, "截止时间已经过去了。"),
        ({"accountable": "post:service"}, "负责的只能有一个人"),
        ({"due_at": at("18:00").isoformat()}, "也要写谁去办"),
    ],
)
def test_a_decision_that_cannot_be_a_task_is_refused_whole(
    running: Meeting, laid: SimpleNamespace, more: dict[str, str], why: str
) -> None:
    outcome = do(laid.linxiao, "decide", running.pk, text="办这件事", **more)
    assert outcome.status == "refused"
    assert why in outcome.why + str(outcome.field_errors)
    assert (Decision.objects.count(), Task.objects.count(), now(running).decided) == (0, 0, 0)


def test_a_decision_may_be_only_written_down(running: Meeting, laid: SimpleNamespace) -> None:
    must(do(laid.linxiao, "decide", running.pk, text="话术不改"))
    assert Decision.objects.get().task_id is None
    assert not Task.objects.exists()


@pytest.mark.requirement("W1.6")
def test_minutes_reach_everybody_invited_and_not_the_journal(running: Meeting, laid: SimpleNamespace) -> None:
    must(do(laid.linxiao, "write", running.pk, text="苏禾说新话术好用"))
    must(do(laid.linxiao, "roll", running.pk, absent=["zhouke"]))
    must(do(laid.linxiao, "end", running.pk, when=at("9:12")))
    told = Notice.objects.filter(subject_kind="meeting", subject_id=running.pk)
    assert {json.loads(n.data)["action"] for n in told.filter(person_id=laid.suhe.person_id)} == {"meeting.end"}
    assert set(told.values_list("person_id", flat=True)) == {laid.zhouke.person_id, laid.suhe.person_id}
    states = dict(Attendance.objects.values_list("person__code", "state"))
    assert states == {"linxiao": "present", "zhouke": "absent", "suhe": "present"}
    assert not any("苏禾" in event.data for event in Event.objects.filter(subject_kind="meeting"))
    must(do(laid.linxiao, "write", running.pk, text="苏禾说新话术好用，周可没有到", when=at("9:30")))  # put right


def test_it_does_not_begin_before_its_time(laid: SimpleNamespace) -> None:
    outcome = do(laid.linxiao, "begin", standup(laid, day=13).pk, when=at("9:00"))
    assert outcome.why == "还没有到开会的时间：10-13 00:00 起才算数。"


def test_how_much_it_asks_of_the_database(
    laid: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = standup(laid)
    with django_assert_max_num_queries(45):
        must(do(laid.linxiao, "begin", meeting.pk))
    with django_assert_max_num_queries(25):
        must(do(laid.zhouke, "answer", meeting.pk, today="回访三家"))
    with django_assert_max_num_queries(35):
        must(do(laid.linxiao, "decide", meeting.pk, text="改话术", accountable="zhouke"))
    with django_assert_max_num_queries(30):
        must(do(laid.linxiao, "end", meeting.pk))


@pytest.mark.requirement("W1.4")
@pytest.mark.parametrize(("clock", "over"), [("10:40", 0), ("10:41", 1)])
def test_forty_minutes_of_the_weekly_meeting(laid: SimpleNamespace, clock: str, over: int) -> None:
    tick(at("10:00"))
    weekly = Meeting.objects.get(kind="weekly", starts_at=at("10:00"))
    must(do(laid.shenlan, "begin", weekly.pk, when=at("10:00")))
    must(do(laid.shenlan, "end", weekly.pk, when=at(clock)))
    assert now(weekly).over == over


@pytest.mark.requirement("W1.8")
def test_whoever_stands_in_for_the_chair_opens_it(people: SimpleNamespace) -> None:
    given = {"starts_at": at("14:00", 13).isoformat(), "kind": "other"}
    meeting = must(do(people.linxiao, "call", **given))
    with living_at(at("9:30")):
        stand_in = {"stand_in": "suhe", "since": "2026-10-13", "until": "2026-10-13"}
        must(one("person.appoint_stand_in", people.linxiao, people.linxiao.person_id, **stand_in))
    organisation.forget()
    assert do(people.zhouke, "begin", meeting.id, when=at("14:00", 13)).status == "refused"
    must(do(people.suhe, "begin", meeting.id, when=at("14:00", 13)))
    must(do(people.suhe, "decide", meeting.id, when=at("14:10", 13), text="照办", accountable="zhouke"))
    must(do(people.suhe, "end", meeting.id, when=at("14:20", 13)))
    assert now(meeting).status == "held"


@pytest.mark.requirement("W1.3")
def test_what_was_approved_since_comes_on_the_agenda(laid: SimpleNamespace) -> None:
    with living_at(at("8:40")):
        complaint = must(one("complaint.accept", laid.zhouke, kind="quality"))
        asked = one("complaint.resolve", laid.zhouke, complaint.id, note="退货")
        assert asked.status == "awaiting"
    with living_at(at("8:45")):
        must(one("approval.agree", laid.linxiao, asked.approval_id))
    meeting = standup(laid)
    must(do(laid.linxiao, "begin", meeting.pk))
    assert list(meeting.items.values_list("source", "of_kind", "of_id")) == [("decided", "approval", asked.approval_id)]


@pytest.mark.requirement("W1.3")
def test_each_sees_of_the_agenda_what_they_may_see(laid: SimpleNamespace) -> None:
    with living_at(at("8:40")):
        must(one("complaint.accept", laid.zhouke, kind="quality"))
    given = {"starts_at": at("9:30").isoformat(), "people": ["mengyan"]}
    called = must(do(laid.linxiao, "call", **given))
    tick(at("9:30"))
    must(do(laid.linxiao, "begin", called.id, when=at("9:30")))
    must(do(laid.linxiao, "propose", called.id, text="新话术", when=at("9:31")))

    def seen(actor: Actor) -> list[str]:
        groups = agenda_section(Meeting.objects.get(pk=called.id), actor)["groups"]
        return [line["text"] for group in groups for line in group["lines"]]

    with living_at(at("9:32")):
        assert [text.partition(" ")[0] for text in seen(laid.zhouke)] == ["客诉", "新话术"]
        assert seen(laid.mengyan) == ["新话术"]


@pytest.mark.requirement("W1.6")
def test_whom_the_rulebook_names_keeps_the_minutes(laid: SimpleNamespace) -> None:
    """As where an operations specialist writes them for the chair."""
    theirs = standup(laid, laid.mengyan)
    must(do(laid.mengyan, "begin", theirs.pk))
    must(do(laid.xunuo, "write", theirs.pk, text="先发急单"))
    assert do(laid.zhaoning, "write", theirs.pk, text="我也写").status == "refused"
    mine = standup(laid)
    must(do(laid.linxiao, "begin", mine.pk))
    assert do(laid.xunuo, "write", mine.pk, text="别组的").status == "refused"


def test_what_the_rulebook_calls_is_not_handed_over_by_who_leaves(laid: SimpleNamespace) -> None:
    by_hand = must(do(laid.linxiao, "call", starts_at=at("14:00").isoformat()))
    assert MEETING.unfinished is not None
    mine = Meeting.objects.filter(MEETING.unfinished(), owner_id=laid.linxiao.person_id)
    assert [one.pk for one in mine] == [by_hand.id]
