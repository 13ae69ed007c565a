"""The three questions of a stand-up, answered there or in writing beforehand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.work.meetings.agenda import points
from dianzhang.work.meetings.answering import known
from dianzhang.work.meetings.pages import answers_section
from dianzhang.work.models import AgendaItem, Attendance, Task

from .conftest import at, do, standup


@pytest.mark.requirement("W1.7")
def test_answered_in_writing_before_it_begins(laid: SimpleNamespace) -> None:
    meeting = standup(laid)
    must(do(laid.zhouke, "answer", meeting.pk, when=at("8:45"), done="三件客诉", today="回访", blocked="厂家没回话"))
    seat = Attendance.objects.get()
    assert (seat.person_id, seat.done, seat.today) == (laid.zhouke.person_id, "三件客诉", "回访")
    item = AgendaItem.objects.get()
    assert (item.source, item.text, item.author_id) == ("blocked", "厂家没回话", laid.zhouke.person_id)
    with living_at(at("8:50")):
        section = answers_section(standup(laid), laid.linxiao)
    assert section is not None
    assert section["missing"] == "林晓、苏禾"
    assert not Event.objects.filter(kind="meeting.answer", data__contains="厂家").exists()


@pytest.mark.requirement("W1.7")
def test_answered_again_the_obstacle_is_not_there_twice(laid: SimpleNamespace) -> None:
    meeting = standup(laid)
    must(do(laid.zhouke, "answer", meeting.pk, today="回访", blocked="厂家没回话"))
    must(do(laid.zhouke, "answer", meeting.pk, today="回访", blocked=""))
    assert AgendaItem.objects.get().text == ""
    must(do(laid.linxiao, "begin", meeting.pk))
    assert Attendance.objects.filter(meeting=meeting).count() == 3


@pytest.mark.requirement("W1.7")
def test_the_form_knows_what_one_did_and_what_is_due(laid: SimpleNamespace) -> None:
    with living_at(at("16:00", 12)):
        for _n in range(2):
            must(one("complaint.accept", laid.zhouke, kind="quality"))
    with living_at(at("8:50", 13)):
        given = known(standup(laid, day=13), laid.zhouke)
        assert given["done"] == "客诉 受理 × 2"
        assert given["today"].count("解决客诉") == 2
        assert known(standup(laid, day=13), laid.suhe) == {"done": "", "today": ""}


@pytest.mark.requirement("W1.7")
def test_several_answer_at_the_same_time(laid: SimpleNamespace) -> None:
    meeting = standup(laid)
    shown = meeting.revision
    for who in (laid.zhouke, laid.suhe):
        with living_at(at("8:45")):
            must(one("meeting.answer", who, meeting.pk, shown, today="回访"))
    assert Attendance.objects.exclude(answered_at=None).count() == 2


@pytest.mark.requirement("W1.7")
def test_only_who_is_invited_answers_and_says_something(laid: SimpleNamespace) -> None:
    meeting = standup(laid)
    assert do(laid.xunuo, "answer", meeting.pk, today="我也来").status == "refused"
    assert do(laid.shenlan, "answer", meeting.pk, today="我也来").status == "refused"
    assert do(laid.zhouke, "answer", meeting.pk).status == "refused"


def proposed(people: SimpleNamespace, title: str, due: str, who: str = "zhouke") -> None:
    with living_at(at("8:35")):
        given = {"title": title, "due_at": at(due).isoformat(), "accountable": who}
        must(one("task.propose", people.linxiao, **given))


@pytest.mark.requirement("W1.7")
def test_tasks_with_a_date_stand_in_what_is_due_and_late_ones_on_the_agenda(laid: SimpleNamespace) -> None:
    """No rule times tasks here; of another group nobody hears."""
    proposed(laid, "换主图", "8:45")
    proposed(laid, "回访老客", "17:00")
    with living_at(at("8:50")):
        meeting = standup(laid)
        assert known(meeting, laid.zhouke)["today"].splitlines() == ["事项 换主图 到期", "事项 回访老客 到期"]
        assert known(meeting, laid.suhe)["today"] == ""
        late = Task.objects.get(title="换主图")
        assert [(name, point.id) for name, point in points(meeting, laid.linxiao)] == [("late", late.pk)]
        assert list(points(standup(laid, laid.mengyan), laid.mengyan)) == []


@pytest.mark.requirement("W1.7")
def test_of_more_than_fit_it_is_said_how_many(laid: SimpleNamespace) -> None:
    for n in range(10):
        proposed(laid, f"第{n}件", "17:00")
    with living_at(at("8:50")):
        lines = known(standup(laid), laid.zhouke)["today"].splitlines()
    assert (len(lines), lines[-1]) == (9, "还有 2 项")
