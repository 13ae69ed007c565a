"""Who is reached at any instant is known: on shift, else who stands in, else whoever is above."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.people.roster.reached import reached

from .conftest import FULL, Plan, at, do, on_leave

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.7")]


def who(people: SimpleNamespace, clock: str, day: int = 14, post: str = "service") -> tuple[str, list[str]]:
    found = reached([post], at(clock, day))[0]
    codes = {actor.person_id: code for code, actor in vars(people).items()}
    return found.how, [codes[person] for person in found.persons]


def test_through_a_day(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    assert who(people, "9:00") == ("turn", ["zhouke"])
    assert who(people, "15:00") == ("turn", ["zhouke", "suhe"])
    assert who(people, "21:59") == ("turn", ["suhe"])
    assert who(people, "23:00") == ("lead", ["linxiao"])


def test_a_night_belongs_to_who_came_the_evening_before(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "..N....", "suhe": "EE....."})
    assert who(people, "3:00", 15) == ("turn", ["zhouke"])


def test_without_a_roster_the_hours_of_the_department(people: SimpleNamespace) -> None:
    assert who(people, "10:00") == ("hours", ["zhouke", "suhe"])
    assert who(people, "12:30") == ("lead", ["linxiao"])
    assert who(people, "10:00", 17) == ("lead", ["linxiao"])  # Saturday


def test_on_leave_nobody_stands_in_the_lead(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    assert who(people, "20:00") == ("lead", ["linxiao"])


def test_on_leave_who_stands_in(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    me = people.suhe.person_id
    must(
        do(
            people.suhe,
            "person.appoint_stand_in",
            me,
            when=at("9:00", 12),
            stand_in="zhouke",
            since=at("9:00", 12).date(),
        )
    )
    assert who(people, "20:00") == ("stand_in", ["zhouke"])


def test_on_leave_too_the_lead_is_passed_over(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.linxiao, 14)
    assert who(people, "23:00") == ("lead", ["shenlan"])
