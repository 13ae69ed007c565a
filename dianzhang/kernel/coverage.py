"""Whether enough people are there: which times a rulebook wants covered, and where those who are there leave a gap.

A person counts once, however many of their times lie over one another.  Times are half open: who ends at noon and who
begins at noon leave no gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from .calendar import SHANGHAI
from .clocks import Days
from .recurrence import recurrence
from .rules import Coverage

Present = tuple[datetime, datetime, Any]  # from, until, who

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """One time that has to be covered.  ``day`` is the one it begins on."""

    day: date
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Too few are there from ``begin`` to ``end``; ``short`` are missing where it is worst."""

    begin: datetime
    end: datetime
    short: int


def windows(rule: Coverage, first: date, last: date, calendar: Days) -> Iterator[Window]:
    """The times from ``first`` to ``last``, both counted, that a rule wants covered."""
    for day in recurrence(rule.recurrence).days(first, last, calendar):
        yield Window(day, *span_on(day, rule.opens, rule.due))


def span_on(day: date, begins: str, ends: str) -> tuple[datetime, datetime]:
    """From ``22:00`` to ``06:00``: what does not end later than it begins goes on into the next day."""
    begin, end = _moment(day, begins), _moment(day, ends)
    return begin, end if end > begin else end + _DAY


def _moment(day: date, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime.combine(day, time(), SHANGHAI) + timedelta(hours=hours, minutes=minutes)


def gaps(begin: datetime, end: datetime, present: Iterable[Present], least: int) -> list[Gap]:
    """Where fewer than ``least`` persons are there, in order; next to each other they are one gap."""
    turns: list[tuple[datetime, int, Any]] = []
    for since, until, who in present:
        if since < end and until > begin and since < until:
            turns += [(max(since, begin), 1, who), (min(until, end), -1, who)]
    turns.sort(key=lambda turn: turn[0])
    there: dict[Any, int] = {}
    found: list[Gap] = []
    at, number = begin, 0
    while at < end:
        while number < len(turns) and turns[number][0] <= at:
            _when, step, who = turns[number]
            there[who] = there.get(who, 0) + step
            number += 1
        upto = turns[number][0] if number < len(turns) else end
        short = least - sum(times > 0 for times in there.values())
        if short > 0:
            _append(found, Gap(at, upto, short))
        at = upto
    return found


def _append(found: list[Gap], gap: Gap) -> None:
    if found and found[-1].end == gap.begin:
        gap = Gap(found[-1].begin, gap.end, max(found[-1].short, gap.short))
        found.pop()
    found.append(gap)
