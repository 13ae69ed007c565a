"""A deadline that a post owes is taken on by one of its holders, and by nobody else while they have it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick

from .conftest import NOON, Accept, ids, look

pytestmark = pytest.mark.django_db
RULE = "solve/deadline-1"


def claim(who: Actor, record: Any, verb: str = "claim", rule: str = RULE) -> Outcome:
    with living_at(NOON):
        return one(f"complaint.{verb}", who, record.pk, rule=rule)


@pytest.mark.requirement("R4.8")
def test_what_one_takes_on_the_others_no_longer_have_before_them(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept()
    assert ids(look(people.suhe)) == ids(look(people.zhouke)) == [complaint.pk]
    must(claim(people.suhe, complaint))
    assert ids(look(people.suhe)) == [complaint.pk]
    assert ids(look(people.zhouke)) == []
    assert ids(look(people.zhouke, scope="group")) == [complaint.pk]
    event = Event.objects.get(kind="complaint.claim")
    assert event.actor_id == people.suhe.person_id
    assert RULE in event.data


@pytest.mark.requirement("R4.8")
def test_nobody_takes_what_somebody_has(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept()
    must(claim(people.suhe, complaint))
    refused = claim(people.zhouke, complaint)
    assert refused.status == "refused"
    assert "苏禾" in refused.why
    assert claim(people.suhe, complaint).status == "unchanged"


@pytest.mark.requirement("R4.8")
@pytest.mark.parametrize("who", ["linxiao", "chenmo", "shenlan"])
def test_who_does_not_hold_the_post_takes_nothing(accept: Accept, people: SimpleNamespace, who: str) -> None:
    complaint = accept()
    assert claim(getattr(people, who), complaint).status == "refused"
    assert ClockRow.objects.get(subject_id=complaint.pk, rule=RULE).taker_id is None


@pytest.mark.parametrize("rule", ["nobody/knows", "plan/deadline-1"])
def test_there_is_nothing_to_take_where_nothing_runs(accept: Accept, people: SimpleNamespace, rule: str) -> None:
    assert claim(people.suhe, accept(), rule=rule).status == "refused"


def test_what_has_a_person_is_not_taken(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept()
    with living_at(NOON):
        must(one("complaint.escalate", people.zhouke, complaint.pk))
    refused = claim(people.linxiao, complaint, rule="plan/deadline-1")
    assert refused.status == "refused"
    assert "林晓" in refused.why  # the only lead there is owes it by name


@pytest.mark.requirement("R4.8")
def test_it_is_given_back_by_who_has_it_or_whoever_is_above(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept()
    must(claim(people.suhe, complaint))
    assert claim(people.zhouke, complaint, "give_back").status == "refused"
    must(claim(people.linxiao, complaint, "give_back"))
    assert ids(look(people.zhouke)) == [complaint.pk]
    must(claim(people.zhouke, complaint))
    must(claim(people.zhouke, complaint, "give_back"))


def test_who_took_it_on_is_told_when_it_is_late_and_keeps_it(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept()
    must(claim(people.suhe, complaint))
    Notice.objects.all().delete()
    tick(NOON + timedelta(hours=3))
    told = Notice.objects.filter(kind="overdue", subject_id=complaint.pk).values_list("person_id", flat=True)
    assert list(told) == [people.suhe.person_id]
    assert ClockRow.objects.get(subject_id=complaint.pk, rule=RULE).taker_id == people.suhe.person_id


def test_what_a_leaver_took_on_is_the_posts_again(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept()
    must(claim(people.suhe, complaint))
    with living_at(NOON):
        must(one("leaving.switch", SYSTEM, person="suhe", kind="leave", successor="zhouke"))
    assert ids(look(people.zhouke)) == [complaint.pk]
    assert ClockRow.objects.get(subject_id=complaint.pk, rule=RULE).taker_id is None
