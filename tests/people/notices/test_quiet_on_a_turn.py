"""Who is on a turn of the roster is told at once, whatever their quiet hours; who is not rests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.people.models import Roster
from tests.engine.department import found, put_in_force
from tests.people.roster.conftest import RULES, at, make_shifts, on_leave, plan_week

from .conftest import choose, tell, with_mail, work

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W4.3")]
MAIL = {"mail": ["overdue", "asked"]}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def week(people: SimpleNamespace) -> Callable[..., Roster]:
    return partial(plan_week, people, make_shifts(people))


def test_on_a_night_turn_nothing_waits(people: SimpleNamespace, letters: list[Any], week: Any) -> None:
    week({"zhouke": ".N....."})
    with_mail("zhouke")
    choose(people.zhouke, chosen=MAIL)
    for clock, day in (("22:00", 13), ("5:59", 14)):
        tell(people.zhouke, "overdue", at(clock, day))
        work(at(clock, day))
    assert len(letters) == 2


def test_who_is_off_rests_though_a_colleague_is_on(people: SimpleNamespace, letters: list[Any], week: Any) -> None:
    week({"zhouke": ".N.....", "suhe": "EE....."})
    with_mail("suhe")
    choose(people.suhe, chosen=MAIL)
    tell(people.suhe, "overdue", at("23:00", 13))
    work(at("23:00", 13))
    assert not letters
    work(at("8:00", 14))
    assert len(letters) == 1


def test_what_came_before_the_turn_waits_for_its_beginning(
    people: SimpleNamespace, letters: list[Any], week: Any
) -> None:
    week({"zhouke": ".N....."})
    with_mail("zhouke")
    choose(people.zhouke, chosen=MAIL)
    tell(people.zhouke, "overdue", at("21:30", 13))
    work(at("21:30", 13))
    work(at("22:00", 13) - timedelta(seconds=1))
    assert not letters
    work(at("22:00", 13))
    assert len(letters) == 1


def test_on_leave_they_rest_on_their_turn_too(people: SimpleNamespace, letters: list[Any], week: Any) -> None:
    week({"zhouke": ".N....."})
    on_leave(people.zhouke, 13)
    with_mail("zhouke")
    choose(people.zhouke, chosen=MAIL)
    tell(people.zhouke, "overdue", at("23:00", 13))
    work(at("23:00", 13))
    assert not letters
    work(at("8:00", 14))
    assert len(letters) == 1


def test_a_digest_stays_a_digest(people: SimpleNamespace, letters: list[Any], week: Any) -> None:
    week({"zhouke": ".N....."})
    with_mail("zhouke")
    choose(people.zhouke, chosen=MAIL, digest_at="23:30")
    tell(people.zhouke, "asked", at("22:10", 13))
    work(at("22:10", 13))
    assert not letters
    work(at("23:30", 13))
    assert len(letters) == 1


def test_turns_are_read_at_once_for_everybody(people: SimpleNamespace, week: Any) -> None:
    week({"zhouke": ".N.....", "suhe": "..N...."})
    with_mail("zhouke")
    counts = []
    for several in ([people.zhouke], [people.zhouke, people.suhe, people.linxiao]):
        for number, who in enumerate(several):
            tell(who, "overdue", at("10:00", 13), number=number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            work(at("10:00", 13))
        counts.append(sum("people_turn" in one["sql"] for one in asked))
    assert counts[0] == counts[1]
