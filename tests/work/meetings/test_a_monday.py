"""A Monday under the shipped rulebooks: meetings are called by themselves, and tasks come from what they decide."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.reading import clause_of
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Meeting, Owed, Task
from tests.engine.department import found, put_in_force

from .conftest import at, do


def morning(name: str) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read(name))
    with living_at(at("8:30")):
        lay_out()
    return people


def of(chair: Actor, kind: str) -> Meeting:
    return Meeting.objects.get(
        owner_id=chair.person_id, kind=kind, starts_at__gte=at("0:00"), starts_at__lt=at("23:00")
    )


def proved(meeting: Meeting) -> tuple[str, str]:
    """What became of the duty, and of its deadline."""
    owed = Owed.objects.get(pk=meeting.duty_id)
    return owed.status, ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).state


@pytest.mark.django_db
@pytest.mark.requirement("W1.1")
@pytest.mark.requirement("W1.5")
def test_under_b1(db: None) -> None:
    people = morning("B1")
    mine, theirs, weekly = of(people.linxiao, "morning"), of(people.mengyan, "morning"), of(people.shenlan, "weekly")
    clause = clause_of(mine.version_id, mine.rule)
    assert clause is not None
    assert clause.id == "b1.meeting.daily"
    tick(at("9:10"))
    must(do(people.linxiao, "begin", mine.pk, when=at("9:10")))
    given = {"text": "催厂家回话", "accountable": "zhouke", "due_at": at("18:00").isoformat()}
    must(do(people.linxiao, "decide", mine.pk, when=at("9:14"), **given))
    must(do(people.linxiao, "end", mine.pk, when=at("9:15")))
    tick(at("9:16"))
    assert (proved(mine), proved(theirs)) == (("done", "met"), ("missed", "missed"))
    assert Task.objects.get().owner_id == people.zhouke.person_id
    must(do(people.shenlan, "begin", weekly.pk, when=at("10:00")))
    must(do(people.shenlan, "end", weekly.pk, when=at("10:50")))
    assert proved(weekly) == ("done", "met")


@pytest.mark.django_db
@pytest.mark.requirement("W1.4")
@pytest.mark.requirement("W1.7")
def test_under_b3(db: None) -> None:
    people = morning("B3")
    standup = of(people.linxiao, "standup")
    assert standup.minutes == 15
    must(do(people.suhe, "answer", standup.pk, when=at("8:40"), done="两件退款", today="回访", blocked="缺样品"))
    must(do(people.linxiao, "begin", standup.pk, when=at("9:00")))
    tick(at("9:20"))
    must(do(people.linxiao, "end", standup.pk, when=at("9:20")))
    assert proved(standup) == ("done", "met")
    assert Meeting.objects.get(pk=standup.pk).over == 5
    assert Event.objects.filter(kind="meeting.overdue", subject_id=standup.pk).count() == 1
