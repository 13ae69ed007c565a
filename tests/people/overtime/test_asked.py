"""Who acts after hours is asked the next morning, once; a few minutes more, and what rules do, ask nobody."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.models import Notice
from dianzhang.people.overtime.models import Overtime

from .conftest import asked, at, morning, works

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("P1.6")
@pytest.mark.parametrize(
    ("day", "clock", "minutes"),
    [
        (0, "18:29", None),  # just finishing
        (0, "18:31", 31),
        (0, "20:30", 150),
        (0, "17:59", None),
        (0, "12:30", None),  # in the lunch hour
        (1, "00:30", 390),  # past midnight it is still Monday's
        (1, "04:59", 659),
        (1, "05:01", None),  # Tuesday, early: not after Monday's hours
        (0, "08:10", None),
    ],
)
def test_after_hours(people: SimpleNamespace, day: int, clock: str, minutes: int | None) -> None:
    works(people.zhouke, at(day, clock))
    assert morning(1, "08:00") == (minutes is not None)
    found = Overtime.objects.first()
    if minutes is not None:
        assert found is not None
        assert (found.person_id, found.minutes, found.day, found.sort) == (
            people.zhouke.person_id, minutes, at(0, "09:00").date(), "workday",
        )  # fmt: skip
        assert found.counted_seconds is None


@pytest.mark.requirement("P1.6")
def test_on_a_day_of_rest_from_the_first_act_to_the_last(people: SimpleNamespace) -> None:
    works(people.zhouke, at(-1, "10:00"), at(-1, "11:15"))  # a Sunday; the Saturday before was worked
    assert morning(0) == 1
    found = Overtime.objects.get()
    assert (found.sort, found.minutes) == ("restday", 75)


def test_on_a_holiday_of_the_law(people: SimpleNamespace) -> None:
    works(people.zhouke, at(-11, "10:00"), at(-11, "11:00"))  # the first of October
    works(people.suhe, at(-6, "10:00"), at(-6, "11:00"))  # off, but no holiday of the law
    morning(-5)
    assert {o.person_id: o.sort for o in Overtime.objects.all()} == {
        people.zhouke.person_id: "holiday", people.suhe.person_id: "restday",
    }  # fmt: skip


@pytest.mark.requirement("P1.6")
def test_asked_once_and_told(people: SimpleNamespace) -> None:
    overtime = asked(people)
    assert morning() == 0
    assert morning(2) == 0
    assert Notice.objects.filter(person_id=people.zhouke.person_id, subject_kind="overtime").count() == 1
    assert overtime.owner_id == people.zhouke.person_id


def test_not_in_the_same_night(people: SimpleNamespace) -> None:
    works(people.zhouke, at(0, "20:30"))
    assert morning(0, "23:00") == 0
    assert morning(1, "04:00") == 0
    assert morning(1, "05:30") == 1


def test_days_without_a_worker_are_made_good(people: SimpleNamespace) -> None:
    works(people.zhouke, at(0, "20:30"), at(1, "19:30"))
    works(people.suhe, at(1, "21:00"))
    assert morning(4) == 3


def test_what_rules_bring_about_asks_nobody(people: SimpleNamespace) -> None:
    works(people.zhouke, at(0, "17:55"))  # it goes up by itself at 18:05, and on
    assert morning() == 0
