"""A task with a time by which it is due runs from when it is written down, whether or not anybody begins."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine import agenda
from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow, Notice
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.radar.asking import Asked
from dianzhang.engine.radar.counting import counted
from dianzhang.engine.radar.lines import page
from dianzhang.engine.tick import tick
from dianzhang.work.models import Task
from tests.engine.department import found, put_in_force

from .conftest import ACCESS, MONDAY, do
from .test_spoken import clause

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.8")]

FOUR = MONDAY.replace(hour=16)
LATER = MONDAY.replace(hour=17)


@pytest.fixture(params=["tasks.due", "house.due"])
def people(db: None, request: Any) -> SimpleNamespace:
    people = found()
    put_in_force(ACCESS + clause("B2" if request.param == "tasks.due" else "house-rules", request.param))
    return people


def dated(people: SimpleNamespace, **more: Any) -> Task:
    given = {"title": "双十一主图", "due_at": FOUR.isoformat(), "accountable": "mengyan", "responsible": ["xunuo"]}
    return must(do(people.mengyan, "propose", **(given | more)))


def clock(task: Task) -> ClockRow:
    return ClockRow.objects.get(subject_kind="task", subject_id=task.pk)


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind, subject_kind="task").values_list("person_id", flat=True))


def at_five() -> None:
    with living_at(LATER):
        tick()


def test_nobody_begins_and_it_is_late(people: SimpleNamespace) -> None:
    task = dated(people)
    assert (clock(task).state, clock(task).due_at) == ("running", FOUR)
    at_five()
    assert clock(task).state == "missed"
    assert told("remind") == {people.mengyan.person_id}
    assert told("escalated") == {people.mengyan.person_id, people.shenlan.person_id}  # and nobody else


def test_nobody_answers_for_it_and_whoever_is_above_the_author_is_told(people: SimpleNamespace) -> None:
    task = dated(people, accountable=None, responsible=None)
    at_five()
    assert clock(task).state == "missed"
    assert told("escalated") == {people.shenlan.person_id}


def test_done_in_time_nobody_is_told(people: SimpleNamespace) -> None:
    task = dated(people)
    must(do(people.xunuo, "start", task.pk))
    must(do(people.mengyan, "finish", task.pk, result="换好了"))
    at_five()
    assert clock(task).state == "met"
    assert told("escalated") == set()


def test_handed_over_it_is_the_others(people: SimpleNamespace) -> None:
    task = dated(people)
    must(do(people.mengyan, "hand_over", task.pk, to="linxiao"))
    at_five()
    assert people.linxiao.person_id in told("escalated")
    assert people.mengyan.person_id not in told("escalated")


def test_without_a_time_nothing_runs(people: SimpleNamespace) -> None:
    task = dated(people, due_at=None)
    must(do(people.xunuo, "start", task.pk))
    assert not ClockRow.objects.filter(subject_kind="task", subject_id=task.pk).exists()


def test_begun_it_has_still_one_deadline(people: SimpleNamespace) -> None:
    task = dated(people)
    must(do(people.xunuo, "start", task.pk))
    assert clock(task).due_at == FOUR


def test_begun_only_when_it_is_late_it_is_late_once(people: SimpleNamespace) -> None:
    task = dated(people)
    at_five()
    must(do(people.xunuo, "start", task.pk, at=LATER))
    must(do(people.mengyan, "finish", task.pk, at=LATER, result="换好了"))
    assert clock(task).state == "missed"  # the only one


def test_it_stands_on_the_radar_and_in_the_calendar_of_who_answers_for_it(people: SimpleNamespace) -> None:
    task = dated(people)
    days = agenda.Days(date(2026, 10, 12), date(2026, 10, 13))
    with living_at(MONDAY + timedelta(minutes=5)):
        for who, sees in ((people.mengyan, True), (people.chenmo, False)):
            found = page(who, Asked(), now(), counted(who, Asked(), now()).bands).lines
            assert [line.record.pk for line in found] == ([task.pk] if sees else [])
            views = agenda.falling_due(who, "mine", days).views
            assert (task.pk in {view.row.subject_id for view in views}) is sees
