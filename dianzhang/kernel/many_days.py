"""Calendars asked about many instants at once as well as about one.

Working hours are laid end to end for it.  The answer is that of ``Calendar.add``; what does not change from one instant
to the next is worked out once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from .calendar import Calendar
from .clocks import CalendarOf, Days
from .many import Column, Durations, Instants
from .units import Span

_AHEAD = 2  # years laid out after that of the last instant


def days_of_many(calendar_of: CalendarOf) -> CalendarOf:
    """The same calendars, asked about many instants at once as well as about one."""
    known: dict[str | None, Days] = {}

    def found(name: str | None) -> Days:
        if name not in known:
            known[name] = _DaysOfMany(calendar_of(name))
        return known[name]

    return found


class _DaysOfMany:
    def __init__(self, days: Days) -> None:
        self.days = days
        self.is_working_day: Callable[[date], bool] = days.is_working_day
        self.hours_on: Callable[[date], tuple[tuple[str, str], ...]] = days.hours_on

    def add(self, start: Any, span: Span) -> Any:
        if not isinstance(start, Column):
            return self.days.add(start, span)
        company = start.company
        return company.once(
            (self.days.add, id(start), span), start, lambda: company.find(Instants, lambda: self._add(start.each, span))
        )

    def _add(self, starts: Sequence[datetime], span: Span) -> Sequence[datetime]:
        if isinstance(self.days, Calendar):
            return add_each(self.days, starts, span)
        return [self.days.add(start, span) for start in starts]

    def add_time(self, start: Any, amount: Any) -> Any:
        if not isinstance(start, Column):
            return self.days.add_time(start, amount)
        return start.company.reckon(Instants, self.days.add_time, start, amount)

    def between(self, a: Any, b: Any) -> Any:
        if not isinstance(a, Column):
            return self.days.between(a, b)
        return a.company.reckon(Durations, self.days.between, a, b)


def add_each(calendar: Calendar, starts: Sequence[datetime], span: Span) -> list[datetime]:
    """The instants that lie ``span`` after each of ``starts``, which are in UTC."""
    if not span.working:
        length = timedelta(span.days, span.seconds)
        return [start + length for start in starts]
    if span.days or span.seconds <= 0:
        return [calendar.add(start, span) for start in starts]
    begins, passed = _laid(calendar, min(starts).year - 1, max(starts).year + _AHEAD)
    amount, end, found = timedelta(0, span.seconds), passed[-1], []
    for start in starts:
        at = bisect_right(begins, start) - 1
        so_far, whole = passed[at] + (start - begins[at]), passed[at + 1]
        target = (so_far if so_far < whole else whole) + amount
        if at < 0 or target > end:  # beyond what was laid out
            found.append(calendar.add(start, span))
        else:
            at = bisect_left(passed, target) - 1
            found.append(begins[at] + (target - passed[at]))
    return found


@lru_cache(maxsize=64)
def _laid(calendar: Calendar, first: int, last: int) -> tuple[list[datetime], list[timedelta]]:
    """When each interval of work begins, and the working time before each and in all."""
    begins: list[datetime] = []
    passed = [timedelta()]
    for begin, length in calendar.intervals(first, last):
        begins.append(begin)
        passed.append(passed[-1] + length)
    return begins, passed
