"""A duty is owed like anything else: whoever owes it asks for an exception, and it counts neither way."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.access import Actor
from dianzhang.engine.act import one
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.measures import DUE, KEPT
from dianzhang.measure.series import total
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from tests.engine.department import found, put_in_force
from tests.work.duty_rules import DAILY, WEEKLY, rulebook

MONDAY = datetime(2026, 3, 2, 9, tzinfo=HOME)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(rulebook(DAILY, WEEKLY))
    with living_at(MONDAY):
        lay_out()
    return people


def of_monday(who: Actor) -> ClockRow:
    owed = Owed.objects.get(day=date(2026, 3, 2), owner_id=who.person_id)
    return ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk)


def ask(who: Actor, clock: ClockRow, at: datetime = MONDAY) -> Outcome:
    with living_at(at):
        return one("duty.excuse", who, clock.subject_id, rule=clock.rule, reason="今天仓库盘点，没有客诉")


@pytest.mark.requirement("R6.1")
def test_waived_it_is_not_missed_and_nobody_is_told(people: SimpleNamespace) -> None:
    asked = ask(people.zhouke, of_monday(people.zhouke))
    assert asked.status == "awaiting"
    with living_at(MONDAY.replace(hour=10)):
        assert one("approval.agree", people.linxiao, asked.approval_id).done
    tick(MONDAY.replace(hour=20))
    assert of_monday(people.zhouke).state == "excused"
    assert of_monday(people.suhe).state == "missed"
    missed = Event.objects.filter(kind="duty.miss").values_list("subject_id", flat=True)
    assert list(missed) == [of_monday(people.suhe).subject_id]


@pytest.mark.requirement("R6.3")
def test_it_counts_neither_as_kept_nor_as_broken_even_once_missed(people: SimpleNamespace) -> None:
    tick(MONDAY.replace(hour=18))
    monday = Slice(date(2026, 3, 2), date(2026, 3, 2), person=people.zhouke.person_id)
    assert total(DUE, monday) == 1
    asked = ask(people.zhouke, of_monday(people.zhouke), MONDAY.replace(hour=18, minute=5))
    with living_at(MONDAY.replace(hour=19)):
        assert one("approval.agree", people.linxiao, asked.approval_id).done
    assert (total(DUE, monday), total(KEPT, monday)) == (0, 0)


@pytest.mark.requirement("R6.2")
def test_who_does_not_owe_it_cannot_ask_and_who_asks_cannot_agree(people: SimpleNamespace) -> None:
    clock = of_monday(people.zhouke)
    assert ask(people.suhe, clock).status == "refused"
    asked = ask(people.zhouke, clock)
    with living_at(MONDAY.replace(hour=10)):
        assert one("approval.agree", people.zhouke, asked.approval_id).status == "refused"
        assert one("approval.agree", people.suhe, asked.approval_id).status == "refused"
    assert of_monday(people.zhouke).state == "running"


def test_what_several_owe_together_any_of_them_may_ask_about_and_nobody_else(people: SimpleNamespace) -> None:
    shared = Owed.objects.filter(owner_id=None, post="service").earliest("day")
    clock = ClockRow.objects.get(subject_kind="duty", subject_id=shared.pk)
    assert ask(people.chenmo, clock).status == "refused"  # of another post
    assert ask(people.suhe, clock).status == "awaiting"
