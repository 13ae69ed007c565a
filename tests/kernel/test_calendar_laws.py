"""What holds for any calendar, any start and any span."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dianzhang.kernel.calendar import NATURAL, SHANGHAI, Calendar, china
from dianzhang.kernel.units import Span

MICROSECOND = timedelta(microseconds=1)


def _hours(minutes: list[int]) -> list[tuple[str, str]]:
    cuts = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in sorted(minutes)]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


HOURS = (
    st.lists(st.integers(0, 24 * 60), min_size=2, max_size=6, unique=True).filter(lambda m: len(m) % 2 == 0).map(_hours)
)
WEEKS = st.dictionaries(st.integers(0, 6), HOURS, min_size=1)
EXCEPTIONS = st.dictionaries(st.dates(date(2024, 12, 1), date(2027, 1, 31)), st.booleans() | HOURS, max_size=6)
CALENDARS = st.one_of(
    st.just(NATURAL),
    st.just(china("office")),
    st.builds(lambda w, e, p: china("any", w, e, public_holidays=p), WEEKS, EXCEPTIONS, st.booleans()),
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI))  # noqa: DTZ001
AMOUNTS = st.timedeltas(timedelta(0), timedelta(hours=600))
SECONDS = st.integers(0, 600 * 3600)
DAYS = st.integers(1, 60)


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_between_undoes_add(calendar: Calendar, start: datetime, amount: timedelta) -> None:
    end = calendar.add_time(start, amount)
    assert end >= start
    assert calendar.between(start, end) == amount
    assert calendar.between(end, start) == -amount


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_add_finds_the_earliest_such_instant_and_going_back_the_latest(
    calendar: Calendar, moment: datetime, amount: timedelta
) -> None:
    assume(amount)
    end = calendar.add_time(moment, amount)
    assert calendar.between(moment, end - MICROSECOND) < amount
    start = calendar.add_time(moment, -amount)
    assert calendar.between(start, moment) == amount
    assert calendar.between(start + MICROSECOND, moment) < amount


@given(CALENDARS, MOMENTS, MOMENTS, SECONDS)
def test_who_starts_later_is_due_no_earlier(calendar: Calendar, a: datetime, b: datetime, seconds: int) -> None:
    span = Span(0, seconds, True)
    assert calendar.add(min(a, b), span) <= calendar.add(max(a, b), span)


@given(CALENDARS, MOMENTS, MOMENTS, DAYS)
def test_so_it_is_with_working_days_among_those_who_start_on_one(
    calendar: Calendar, a: datetime, b: datetime, days: int
) -> None:
    """Begun on a day off it may be due earlier: Saturday 10:00 counts to Monday 10:00, Friday 20:00 to Monday 20:00."""
    assume(calendar.is_working_day(a) and calendar.is_working_day(b))
    span = Span(days, 0, True)
    assert calendar.add(min(a, b), span) <= calendar.add(max(a, b), span)


@given(CALENDARS, MOMENTS, SECONDS, SECONDS)
def test_a_longer_span_is_due_no_earlier_and_spans_may_be_taken_one_after_the_other(
    calendar: Calendar, start: datetime, one: int, two: int
) -> None:
    after_one = calendar.add(start, Span(0, one, True))
    after_both = calendar.add(start, Span(0, one + two, True))
    assert after_one <= after_both
    assert calendar.add(after_one, Span(0, two, True)) == after_both


@given(CALENDARS, MOMENTS, DAYS)
def test_working_days_are_counted_off_one_by_one(calendar: Calendar, start: datetime, days: int) -> None:
    due = calendar.add(start, Span(days, 0, True)).astimezone(SHANGHAI)
    assert due.timetz() == start.timetz()
    assert calendar.is_working_day(due)
    assert calendar.working_days(start.date() + timedelta(1), due.date()) == days
    assert calendar.add(due, Span(1, 0, True)) == calendar.add(start, Span(days + 1, 0, True))


@given(CALENDARS, MOMENTS, DAYS)
def test_going_back_as_many_working_days_returns_to_a_working_day(
    calendar: Calendar, start: datetime, days: int
) -> None:
    assume(calendar.is_working_day(start))
    assert calendar.add(calendar.add(start, Span(days, 0, True)), Span(-days, 0, True)) == start


@given(CALENDARS, MOMENTS, st.integers(-1000, 1000), st.integers(-(10**6), 10**6))
def test_natural_spans_are_plain_addition_everywhere(
    calendar: Calendar, start: datetime, days: int, seconds: int
) -> None:
    assert calendar.add(start, Span(days, seconds)) == start.astimezone(UTC) + timedelta(days, seconds)


@given(CALENDARS, st.lists(MOMENTS, min_size=2, max_size=8))
def test_working_time_adds_up_over_any_partition(calendar: Calendar, moments: list[datetime]) -> None:
    moments.sort()
    parts = [calendar.between(a, b) for a, b in pairwise(moments)]
    assert min(parts) >= timedelta(0)
    assert sum(parts, timedelta()) == calendar.between(moments[0], moments[-1])


@given(CALENDARS, MOMENTS)
def test_a_day_has_the_hours_that_lie_between_its_midnights(calendar: Calendar, moment: datetime) -> None:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    worked = calendar.between(midnight, midnight + timedelta(1))
    assert (worked > timedelta(0)) == calendar.is_working_day(moment)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_of_a_known_year_lasts_a_day(year: int) -> None:
    """No clock change: what is due the same time tomorrow is due in 24 hours."""
    for month in range(1, 13):
        noon = datetime(year, month, 28, 12, tzinfo=SHANGHAI)
        assert NATURAL.add(noon, Span(1, 0, True)) - noon == timedelta(hours=24)
