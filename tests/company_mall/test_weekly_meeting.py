"""C21's weekly meeting: Monday at ten, forty minutes, topics beforehand, minutes by the specialist."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.work.meetings.people import invited
from dianzhang.work.meetings.states import allowed_minutes
from dianzhang.work.models import Meeting

from .conftest import at, do, meeting, owed


@pytest.mark.requirement("W1.1")
def test_it_is_called_by_itself_for_the_whole_group(laid: SimpleNamespace) -> None:
    weekly = meeting("weekly", 12)
    assert (weekly.owner_id, weekly.starts_at.astimezone(HOME)) == (laid.gaoyuan.person_id, at("10:00"))
    with living_at(at("9:00")):
        there = set(invited(weekly))
    assert {laid.gaoyuan, laid.xiaqing, laid.bailu, laid.jiangfan} == {
        actor for actor in vars(laid).values() if actor.person_id in there
    }


@pytest.mark.requirement("W1.4")
@pytest.mark.parametrize(("end", "over", "verdict"), [("10:40", 0, "met"), ("10:41", 1, "missed")])
def test_forty_minutes_and_what_goes_beyond(laid: SimpleNamespace, end: str, over: int, verdict: str) -> None:
    weekly = meeting("weekly", 12)
    must(do(laid.gaoyuan, "meeting.begin", weekly.pk, at("10:00")))
    with living_at(at("10:05")):
        assert allowed_minutes(Meeting.objects.get(pk=weekly.pk)) == 40
    tick(at(end))
    must(do(laid.gaoyuan, "meeting.end", weekly.pk, at(end)))
    assert owed("每周工作例会", "gaoyuan") == "done"
    assert ClockRow.objects.get(subject_kind="meeting", subject_id=weekly.pk).state == verdict
    assert (Meeting.objects.get(pk=weekly.pk).over or 0) == over


@pytest.mark.requirement("W1.8")
def test_nobody_else_opens_it(laid: SimpleNamespace) -> None:
    weekly = meeting("weekly", 12)
    for who in (laid.xiaqing, laid.bailu, laid.hejing):
        assert not do(who, "meeting.begin", weekly.pk, at("10:00")).done


@pytest.mark.requirement("W1.3")
def test_its_topics_are_listed_beforehand(laid: SimpleNamespace) -> None:
    monday, following = meeting("weekly", 12), meeting("weekly", 19)
    must(do(laid.gaoyuan, "meeting.propose", monday.pk, at("16:00", 9), text="双十一排期"))
    must(do(laid.gaoyuan, "meeting.propose", following.pk, at("10:01", 19), text="开了才想起来"))
    tick(at("10:02", 19))
    assert (owed("列出例会的议题", "gaoyuan"), owed("每周工作例会", "gaoyuan")) == ("done", "missed")
    late = do(laid.gaoyuan, "meeting.begin", following.pk, at("10:03", 19))
    assert late.done
    assert owed("列出例会的议题", "gaoyuan", 19) != "open"


@pytest.mark.requirement("W1.6")
def test_the_specialist_keeps_the_minutes(laid: SimpleNamespace) -> None:
    weekly = meeting("weekly", 12)
    must(do(laid.gaoyuan, "meeting.begin", weekly.pk, at("10:00")))
    assert not do(laid.bailu, "meeting.write", weekly.pk, at("10:20"), text="我来记").done
    assert not do(laid.zhouke, "meeting.write", weekly.pk, at("10:20"), text="我来记").done
    must(do(laid.gaoyuan, "meeting.end", weekly.pk, at("10:35")))
    assert owed("记例会的纪要") == "open"
    must(do(laid.xiaqing, "meeting.write", weekly.pk, at("11:00"), text="排期定了，白露写预热。"))
    assert owed("记例会的纪要") == "done"


@pytest.mark.requirement("P2.1")
@pytest.mark.requirement("R5.7")
def test_training_on_saturday_is_called_with_half_an_hour_for_each(laid: SimpleNamespace) -> None:
    saturday = meeting("training", 17)
    assert saturday.starts_at.astimezone(HOME) == at("14:00", 17)
    must(do(laid.gaoyuan, "meeting.begin", saturday.pk, at("14:00", 17)))
    with living_at(at("14:05", 17)):
        assert allowed_minutes(Meeting.objects.get(pk=saturday.pk)) == 30
    must(do(laid.gaoyuan, "meeting.end", saturday.pk, at("14:30", 17)))
    assert owed("集中培训", "gaoyuan", 17) == "done"
