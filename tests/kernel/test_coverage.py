"""Gaps over intervals: against a count minute by minute, and over midnight."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.calendar import NATURAL, SHANGHAI, china
from dianzhang.kernel.coverage import gaps, span_on, windows
from dianzhang.kernel.rules import Coverage

BEGIN = datetime(2026, 10, 12, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
LENGTH = 180

times = st.lists(
    st.tuples(st.integers(-60, LENGTH + 60), st.integers(0, 120), st.integers(1, 4)), max_size=8
)  # begins, lasts, who


@pytest.mark.requirement("P4.2")
@given(times, st.integers(1, 3))
def test_gaps_are_the_minutes_in_which_too_few_are_there(turns: list[tuple[int, int, int]], least: int) -> None:
    present = [(BEGIN + first * MINUTE, BEGIN + (first + length) * MINUTE, who) for first, length, who in turns]
    found = gaps(BEGIN, BEGIN + LENGTH * MINUTE, present, least)
    missing = {}
    for minute in range(LENGTH):
        there = {who for first, length, who in turns if first <= minute < first + length}
        if len(there) < least:
            missing[minute] = least - len(there)
    told = {
        minute: gap for gap in found for minute in range((gap.begin - BEGIN) // MINUTE, (gap.end - BEGIN) // MINUTE)
    }
    assert told.keys() == missing.keys()
    for gap in found:
        inside = [missing[m] for m in range((gap.begin - BEGIN) // MINUTE, (gap.end - BEGIN) // MINUTE)]
        assert gap.short == max(inside)
    assert all(one.end < other.begin for one, other in itertools.pairwise(found))  # joined where they touch


def rule(times: tuple[str, str], recurrence: str = "FREQ=DAILY") -> Coverage:
    opens, due = times
    return Coverage("c/coverage-1", "c", 1, name="客服", recurrence=recurrence, opens=opens, due=due)


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [("09:00", "18:00", 9), ("22:00", "06:00", 8), ("00:00", "24:00", 24), ("23:59", "00:01", 1 / 30)],
)
def test_a_time_that_does_not_end_later_goes_on_into_the_next_day(begins: str, ends: str, hours: float) -> None:
    begin, end = span_on(date(2026, 10, 12), begins, ends)
    assert end - begin == timedelta(hours=hours)
    assert begin.date() == date(2026, 10, 12)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_every_day_has_twenty_four_hours(day: date) -> None:
    """Shanghai keeps one offset: no day is longer or shorter, and the days of a whole year follow without a seam."""
    first, second = windows(rule(("00:00", "24:00")), day, day + timedelta(days=1), NATURAL)
    assert first.end - first.begin == timedelta(hours=24)
    assert first.end == second.begin


def test_on_working_days_only_holidays_left_out() -> None:
    wanted = rule(("12:00", "13:00"), "FREQ=DAILY;BYWORKDAY=1")
    days = [one.day for one in windows(wanted, date(2025, 9, 29), date(2025, 10, 12), china("department"))]
    assert days == [date(2025, 9, 29), date(2025, 9, 30), date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 11)]
