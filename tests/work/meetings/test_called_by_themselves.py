"""Meetings that the rulebook calls: they stand in the calendar ahead of time, and holding them proves the duty."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.act import must
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.meetings.ahead import let_lapse
from dianzhang.work.meetings.pages import lasting
from dianzhang.work.meetings.people import invited
from dianzhang.work.models import Meeting, Owed
from tests.engine.department import put_in_force

from .conftest import RULES, at, do, now, standup


def of(meeting: Meeting) -> Owed:
    return Owed.objects.get(pk=meeting.duty_id)


@pytest.mark.requirement("W1.1")
def test_each_duty_laid_out_calls_its_meeting(laid: SimpleNamespace) -> None:
    called = Meeting.objects.filter(owner_id=laid.linxiao.person_id, kind="standup").order_by("starts_at")
    days = [f"{one.starts_at.astimezone(HOME):%m-%d %H:%M}" for one in called]
    assert days[:6] == ["10-12 09:00", "10-13 09:00", "10-14 09:00", "10-15 09:00", "10-16 09:00", "10-19 09:00"]
    assert {one.minutes for one in called} == {15}
    monday = Meeting.objects.get(kind="weekly", starts_at=at("10:00"))
    assert (monday.owner_id, monday.title, monday.minutes) == (laid.shenlan.person_id, "周一例会", 40)
    with living_at(at("8:31")):
        assert lay_out() == 0  # none is called twice


@pytest.mark.requirement("W1.1")
def test_all_of_the_unit_are_invited_as_they_are_that_day(laid: SimpleNamespace) -> None:
    mine = standup(laid)
    assert set(invited(mine)) == {laid.linxiao.person_id, laid.zhouke.person_id, laid.suhe.person_id}
    weekly = Meeting.objects.filter(kind="weekly").first()
    assert weekly is not None
    assert len(invited(weekly)) == 9


@pytest.mark.requirement("W1.1")
@pytest.mark.parametrize(
    ("clock", "status", "late"), [("9:00", "done", False), ("9:15", "done", False), ("9:16", "done", True)]
)
def test_beginning_it_proves_the_duty(laid: SimpleNamespace, clock: str, status: str, late: bool) -> None:
    meeting = standup(laid)
    tick(at(clock))
    must(do(laid.linxiao, "begin", meeting.pk, when=at(clock)))
    owed = of(meeting)
    assert owed.status == status
    assert owed.done_at is not None
    assert (owed.done_at > owed.due_at) is late


@pytest.mark.requirement("W1.1")
def test_one_that_nobody_opens_is_missed_and_lapses_with_its_day(laid: SimpleNamespace) -> None:
    meeting = standup(laid)
    tick(at("9:16"))
    assert of(meeting).status == "missed"
    assert now(meeting).status == "called"  # it can still be held, late
    with living_at(at("0:10", 13)):
        assert let_lapse() > 0
        assert let_lapse() == 0
    assert (now(meeting).status, now(meeting).fell) == ("fell", "lapsed")
    assert do(laid.linxiao, "begin", meeting.pk, when=at("9:00", 13)).status == "moved_on"


@pytest.mark.requirement("W1.4")
def test_one_that_nobody_ends_is_over_with_its_day(laid: SimpleNamespace) -> None:
    meeting = standup(laid)
    must(do(laid.linxiao, "begin", meeting.pk, when=at("9:00")))
    with living_at(at("23:50")):
        let_lapse()
    assert now(meeting).status == "running"
    with living_at(at("0:10", 13)):
        let_lapse()
    assert (now(meeting).status, now(meeting).ended_at, now(meeting).over) == ("held", None, None)
    assert "不知道" in lasting(now(meeting))
    told = Notice.objects.filter(subject_kind="meeting", subject_id=meeting.pk).values_list("person_id", flat=True)
    assert laid.zhouke.person_id in told


def test_it_goes_when_the_rule_goes(laid: SimpleNamespace) -> None:
    without = RULES.replace("责任: [运营组长, 客服组长]", "责任: 运营组长")
    head = '---\n制度: 测试制度\n代号: test\n版本: "2"\n生效: 2026-10-12\n---\n\n# 一 规则\n'
    put_in_force(head + without, since=at("8:40"))
    with living_at(at("8:50")):
        rulebooks.forget()
        lay_out()
    assert (standup(laid).status, standup(laid).fell) == ("fell", "withdrawn")
    assert Meeting.objects.get(
        kind="standup", owner_id=laid.mengyan.person_id, starts_at=at("9:00"), status="called"
    ).duty_id  # fmt: skip


@pytest.mark.requirement("W1.2")
def test_a_meeting_in_the_past_is_told_plainly(people: SimpleNamespace) -> None:
    told = do(people.linxiao, "call", starts_at=at("8:59").isoformat(), title="昨天的会")
    assert told.status == "refused"
    assert told.why == "2026-10-12 08:59 已经过去了，会议只能定在以后。"
    assert not Meeting.objects.exists()


@pytest.mark.requirement("W1.2")
def test_called_by_hand(people: SimpleNamespace) -> None:
    given = {"kind": "kickoff", "title": "双十一启动会", "starts_at": at("14:00").isoformat(), "people": ["mengyan"]}
    meeting = must(do(people.linxiao, "call", place="二楼", minutes=60, **given))
    told = set(Notice.objects.filter(subject_kind="meeting", subject_id=meeting.id).values_list("person_id", flat=True))
    assert told == {people.zhouke.person_id, people.suhe.person_id, people.mengyan.person_id}
    nobody = do(people.linxiao, "call", everyone=False, starts_at=at("14:00").isoformat())
    assert nobody.status == "refused"


@pytest.mark.requirement("W1.2")
def test_put_off_and_called_off(people: SimpleNamespace) -> None:
    meeting = must(do(people.linxiao, "call", starts_at=at("14:00").isoformat()))
    early = do(people.linxiao, "move", meeting.id, starts_at=at("8:00").isoformat())
    assert "已经过去了" in early.why
    must(do(people.linxiao, "move", meeting.id, starts_at=at("15:00").isoformat(), reason="等数"))
    assert now(meeting).starts_at == at("15:00")
    must(do(people.linxiao, "call_off", meeting.id, reason="不用了"))
    assert (now(meeting).status, now(meeting).fell) == ("fell", "called_off")
    assert Notice.objects.filter(subject_kind="meeting", person_id=people.zhouke.person_id).count() == 3


@pytest.mark.requirement("W1.8")
@pytest.mark.parametrize("action", ["begin", "call_off", "move"])
def test_only_the_chair_may(people: SimpleNamespace, action: str) -> None:
    meeting = must(do(people.linxiao, "call", starts_at=at("14:00").isoformat()))
    given = {"starts_at": at("15:00").isoformat()} if action == "move" else {"reason": "不想开"}
    assert do(people.zhouke, action, meeting.id, **(given if action != "begin" else {})).status == "refused"
    assert do(people.mengyan, action, meeting.id, **(given if action != "begin" else {})).status == "refused"
    assert now(meeting).status == "called"


@pytest.mark.requirement("W1.8")
def test_who_has_no_right_calls_none(people: SimpleNamespace) -> None:
    assert do(people.zhouke, "call", starts_at=at("14:00").isoformat()).status == "refused"
