"""Recurrences as written, and the days they mean, with the holidays and make-up days of China."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.calendar import china
from dianzhang.kernel.messages import MessageError
from dianzhang.kernel.recurrence import recurrence

OFFICE = china("office")


def days(rule: str, first: str, last: str) -> list[str]:
    found = recurrence(rule).days(date.fromisoformat(first), date.fromisoformat(last), OFFICE)
    return [f"{day:%m-%d}" for day in found]


@pytest.mark.parametrize(
    ("rule", "first", "last", "expected"),
    [
        # in 2025 the Sunday of 28 September and the Saturday of 11 October are worked, 1 to 8 October are off
        ("FREQ=DAILY;BYWORKDAY=1", "2025-09-27", "2025-10-12",
         ["09-28", "09-29", "09-30", "10-09", "10-10", "10-11"]),
        ("FREQ=DAILY", "2025-10-01", "2025-10-03", ["10-01", "10-02", "10-03"]),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-03-01", "2026-03-16", ["03-02", "03-09", "03-16"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-01", "2026-04-01", ["03-09", "03-23"]),
        ("FREQ=WEEKLY;BYWORKDAY=-1", "2025-09-28", "2025-10-12", ["09-28", "09-30", "10-11"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-01-01", "2024-04-30", ["01-31", "02-29", "03-31", "04-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2025-01-01", "2025-04-30",
         ["01-30", "02-28", "03-30", "04-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15,28,29,30;BYSETPOS=1,-1", "2025-01-01", "2025-03-31",
         ["01-15", "01-30", "02-15", "02-28", "03-15", "03-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2025-01-01", "2025-04-30", ["01-31", "03-31"]),
        ("FREQ=MONTHLY;BYWORKDAY=-1", "2025-01-01", "2025-02-28", ["01-27", "02-28"]),
        ("FREQ=MONTHLY;BYWORKDAY=3", "2025-10-01", "2025-11-30", ["10-11", "11-05"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=1", "2025-01-01", "2025-12-31", ["01-02", "04-01", "07-01", "10-09"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2025-01-01", "2025-12-31",
         ["03-31", "06-30", "09-30", "12-31"]),
        ("FREQ=MONTHLY;BYWORKDAY=24", "2025-09-01", "2025-10-31", []),  # neither month has so many
    ],
)  # fmt: skip
def test_the_days(rule: str, first: str, last: str, expected: list[str]) -> None:
    assert days(rule, first, last) == expected


@pytest.mark.parametrize(
    "rule",
    ["", "DAILY", "FREQ=HOURLY", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20260101", "FREQ=WEEKLY;INTERVAL=0",
     "FREQ=WEEKLY;INTERVAL=999", "FREQ=MONTHLY;BYWORKDAY=0", "FREQ=MONTHLY;BYWORKDAY=1;BYDAY=MO",
     "FREQ=WEEKLY;BYDAY=XX",
     "FREQ=DAILY;BYHOUR=3", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused(rule: str) -> None:
    with pytest.raises(MessageError):
        recurrence(rule)


@pytest.mark.parametrize(
    ("rule", "many"),
    [
        ("FREQ=DAILY;INTERVAL=3", 244), ("FREQ=WEEKLY;INTERVAL=5;BYDAY=MO", 21), ("FREQ=MONTHLY;INTERVAL=5", 5),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=28", 1), ("FREQ=DAILY;BYWORKDAY=-1", 496),
    ],
)  # fmt: skip
def test_what_is_read_a_year_at_a_time_goes_on_beyond_it(rule: str, many: int) -> None:
    """From 2025 to 2026: days apart as the rule says, also where one year's reading ends and the next begins."""
    found = list(recurrence(rule).days(date(2025, 1, 1), date(2026, 12, 31), OFFICE))
    assert len(found) == many
    if "INTERVAL=3" in rule or "INTERVAL=5;BYDAY" in rule:
        assert len({later - before for before, later in pairwise(found)}) == 1


RULES = st.sampled_from(
    ["FREQ=DAILY", "FREQ=DAILY;BYWORKDAY=1", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR",
     "FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYWORKDAY=-1",
     "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=1", "FREQ=MONTHLY;INTERVAL=6;BYWORKDAY=-2", "FREQ=YEARLY;BYWORKDAY=10"]
)  # fmt: skip
SOME_DAY = st.dates(date(2023, 1, 1), date(2027, 6, 30))


@given(RULES, SOME_DAY, st.integers(0, 300), st.integers(0, 300))
def test_where_one_looks_from_changes_nothing(rule: str, first: date, one: int, more: int) -> None:
    found = recurrence(rule)
    middle, last = first + timedelta(days=one), first + timedelta(days=one + more)
    parts = [*found.days(first, middle, OFFICE), *found.days(middle + timedelta(days=1), last, OFFICE)]
    assert parts == list(found.days(first, last, OFFICE))
    assert all(a < b for a, b in pairwise(parts))


@given(SOME_DAY)
def test_each_working_day_is_a_working_day_and_none_is_left_out(first: date) -> None:
    last = first + timedelta(days=60)
    found = list(recurrence("FREQ=DAILY;BYWORKDAY=1").days(first, last, OFFICE))
    assert len(found) == OFFICE.working_days(first, last)
    assert all(OFFICE.is_working_day(day) for day in found)


@given(RULES, SOME_DAY)
def test_periods_cover_all_days_once(rule: str, day: date) -> None:
    found = recurrence(rule)
    begin, end = found.period(day)
    assert begin <= day <= end
    assert found.period(begin) == found.period(end) == (begin, end)
    assert found.period(end + timedelta(days=1))[0] == end + timedelta(days=1)


@pytest.mark.parametrize("weekday", ["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
@pytest.mark.parametrize("rule", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29",
                                  "FREQ=DAILY;BYYEARDAY=366", "FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=31"])  # fmt: skip
def test_what_comes_on_some_weekday_of_a_rare_day_is_taken(rule: str, weekday: str) -> None:
    assert recurrence(f"{rule};BYDAY={weekday}").freq == rule.partition(";")[0].removeprefix("FREQ=")


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1", "FREQ=MONTHLY;BYDAY=6MO"]
)
def test_what_never_comes_is_refused(rule: str) -> None:
    with pytest.raises(MessageError, match="不会有"):
        recurrence(rule)
