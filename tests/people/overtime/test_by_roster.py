"""Who works by a roster is asked about what lies behind their own turn, and never about what lies within it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.moment import living_at
from dianzhang.people.overtime.asking import seen_on
from dianzhang.people.overtime.models import Overtime
from dianzhang.people.roster.following import changed
from tests.people.roster.conftest import make_shifts, plan_week

from .conftest import at, do, morning, works

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P1.6")]


@pytest.fixture
def week(people: SimpleNamespace) -> Callable[[dict[str, str]], object]:
    """``week({"zhouke": "EEEEE.."})``: early 9–17, late 14–22, night 22–6, published on Friday before."""
    changed()
    shifts = make_shifts(people)
    return lambda plan: plan_week(people, shifts, plan)


def asked_of(people: SimpleNamespace) -> list[tuple[date, str, int]]:
    return [(one.day, one.sort, one.minutes) for one in Overtime.objects.filter(person_id=people.zhouke.person_id)]


@pytest.mark.parametrize(
    ("day", "clock", "minutes"),
    [
        (0, "17:29", None),  # just finishing
        (0, "17:31", 31),  # the department's hours would end at 18:00
        (0, "20:00", 180),
        (0, "16:59", None),
        (1, "00:30", 450),
    ],
)
def test_behind_an_early_shift(
    people: SimpleNamespace, week: Callable[..., object], day: int, clock: str, minutes: int | None
) -> None:
    week({"zhouke": "E.EEE.."})
    works(people.zhouke, at(day, clock))
    morning(1)
    assert asked_of(people) == ([(date(2026, 10, 12), "workday", minutes)] if minutes else [])


@pytest.mark.parametrize(("clock", "minutes"), [("18:31", None), ("21:59", None), ("22:29", None), ("22:45", 45)])
def test_within_a_late_shift_nobody_is_asked(
    people: SimpleNamespace, week: Callable[..., object], clock: str, minutes: int | None
) -> None:
    week({"zhouke": "LLLLL.."})
    works(people.zhouke, at(0, clock))
    morning(1)
    assert asked_of(people) == ([(date(2026, 10, 12), "workday", minutes)] if minutes else [])


@pytest.mark.parametrize(
    ("clock", "minutes"), [("02:00", None), ("05:30", None), ("06:29", None), ("06:40", 40), ("10:00", 240)]
)
def test_a_turn_past_midnight_is_over_in_the_morning(
    people: SimpleNamespace, week: Callable[..., object], clock: str, minutes: int | None
) -> None:
    week({"zhouke": "N..EE.."})
    works(people.zhouke, at(1, clock))
    morning(1, "10:30")  # what belongs to that turn is not over yet
    assert asked_of(people) == []
    morning(1, "11:05")
    assert asked_of(people) == ([(date(2026, 10, 12), "workday", minutes)] if minutes else [])
    morning(2)
    assert len(asked_of(people)) == (1 if minutes else 0)  # nor once more as work on the day off behind it


def test_a_day_off_counts_from_the_first_act_to_the_last(people: SimpleNamespace, week: Callable[..., object]) -> None:
    week({"zhouke": "EE.EE.."})
    works(people.zhouke, at(2, "10:00"), at(2, "11:15"))  # a Wednesday, within the department's hours
    works(people.suhe, at(2, "10:00"), at(2, "17:00"))  # without a turn all week: the department's hours
    morning(3)
    assert asked_of(people) == [(date(2026, 10, 14), "restday", 75)]
    assert Overtime.objects.count() == 1


def test_a_turn_on_sunday_is_no_day_off(people: SimpleNamespace, week: Callable[..., object]) -> None:
    week({"zhouke": "..EEEEE"})
    works(people.zhouke, at(6, "10:00"), at(6, "16:00"), at(6, "18:00"))
    morning(7)
    assert asked_of(people) == [(date(2026, 10, 18), "workday", 60)]


def test_before_the_week_is_published_the_department_s_hours_hold(people: SimpleNamespace) -> None:
    shifts = make_shifts(people)
    plan_week(people, shifts, {"zhouke": "LLLLL.."}, publish=False)
    works(people.zhouke, at(0, "20:00"))
    morning(1)
    assert asked_of(people) == [(date(2026, 10, 12), "workday", 120)]


def test_overtime_is_not_asked_for_within_one_s_own_turn(people: SimpleNamespace, week: Callable[..., object]) -> None:
    week({"zhouke": "LLLLL.."})
    wish = {"ground": "own", "reason": "补录"}
    within = do(people.zhouke, "draft", when=at(0, "12:00"), starts_at=at(0, "20:00"), ends_at=at(0, "23:00"), **wish)
    assert within.status == "refused"
    assert "晚班" in within.why
    behind = do(people.zhouke, "draft", when=at(0, "12:00"), starts_at=at(0, "22:00"), ends_at=at(0, "23:00"), **wish)
    assert behind.done
    off = do(people.zhouke, "draft", when=at(0, "12:00"), starts_at=at(5, "09:00"), ends_at=at(5, "11:00"), **wish)
    assert (off.done, off.record.sort) == (True, "restday")


def test_many_people_cost_the_statements_of_one(people: SimpleNamespace, week: Callable[..., object]) -> None:
    week({"zhouke": "EEEEE..", "suhe": "LLLLL.."})
    works(people.zhouke, at(0, "19:00"))

    def statements() -> int:
        with living_at(at(1, "08:00")), CaptureQueriesContext(connection) as asked:
            list(seen_on(date(2026, 10, 12)))
        return sum("roster" in one["sql"] or "event" in one["sql"] or "overtime" in one["sql"] for one in asked)

    statements()
    few = statements()
    for actor in (people.suhe, people.linxiao):
        works(actor, at(0, "23:30"))
    assert statements() == few == 3
