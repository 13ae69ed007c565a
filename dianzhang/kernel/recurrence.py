"""On which days something recurs: RRULE (RFC 5545), and counted in working days where a calendar is meant.

``BYWORKDAY=n`` is ours: the n-th working day of the period, counted from its end when negative.  A period is INTERVAL
days, weeks (from Monday), months or years, taken together and counted from January 2001, so that every third month
is a quarter.  ``FREQ=DAILY;BYWORKDAY=1`` is each working day, with
``FREQ=MONTHLY;INTERVAL=3`` it is the first of each quarter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr

from .clocks import Days
from .messages import MessageError

_START = date(2001, 1, 1)  # a Monday: weeks, months, quarters and years all begin there
_PARTS = frozenset({"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"})
_RULE = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)((?:;[A-Z]{5,10}=[A-Z0-9,+-]{1,60}){0,6})")
_LONGEST = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}  # days of such a period: more are never worked
_MOST = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 10}
_YEAR = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1}  # of them about a year


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurrence that has been read.  ``workday`` is None unless working days are counted."""

    freq: str
    interval: int
    parts: str  # what RFC 5545 is asked within one period
    workday: int | None = None

    def days(self, first: date, last: date, calendar: Days) -> Iterator[date]:
        """The days from ``first`` to ``last``, both counted, in order."""
        if self.workday is None:
            yield from self._written(first, last)
            return
        if self.freq == "DAILY" and self.interval == 1:
            each = (first + timedelta(days=n) for n in range((last - first).days + 1 if abs(self.workday) == 1 else 0))
            yield from (day for day in each if calendar.is_working_day(day))
            return
        begin, end = self.period(first)
        while begin <= last:
            yield from (day for day in self._worked(begin, end, calendar, self.workday) if first <= day <= last)
            begin, end = self.period(end + timedelta(days=1))

    def period(self, day: date) -> tuple[date, date]:
        """The first and the last day of the period that ``day`` lies in."""
        return self._together(day, self.interval)

    def _together(self, day: date, interval: int) -> tuple[date, date]:
        """The first and the last day of the ``interval`` days, weeks, months or years that ``day`` lies in."""
        if self.freq in ("DAILY", "WEEKLY"):
            length = interval * (7 if self.freq == "WEEKLY" else 1)
            begin = day - timedelta(days=(day - _START).days % length)
            return begin, begin + timedelta(days=length - 1)
        length = interval * (12 if self.freq == "YEARLY" else 1)
        months = (day.year - _START.year) * 12 + day.month - 1
        months -= months % length
        return _month(months), _month(months + length) - timedelta(days=1)

    def _written(self, first: date, last: date) -> Iterator[date]:
        """As RFC 5545 says, about a year of whole periods at a time: reading a rule costs more than its days."""
        rule = f"FREQ={self.freq};INTERVAL={self.interval}{self.parts}"
        most = self.interval * max(1, _YEAR[self.freq] // self.interval)
        begin, end = self._together(first, most)
        while begin <= last:
            yield from (day for day in _picked(rule, begin, end) if first <= day <= last)
            begin, end = self._together(end + timedelta(days=1), most)

    def _worked(self, begin: date, end: date, calendar: Days, workday: int) -> tuple[date, ...]:
        """The working day that is counted of one period; none where it has not so many."""
        length = (end - begin).days + 1
        worked = [d for n in range(length) if calendar.is_working_day(d := begin + timedelta(days=n))]
        number = workday - 1 if workday > 0 else workday
        return (worked[number],) if -len(worked) <= number < len(worked) else ()


def _month(number: int) -> date:
    return date(_START.year + number // 12, number % 12 + 1, 1)


def _late(day: date, years: int) -> datetime:
    """The same day ``years`` later: the calendar repeats every 400 years, weekdays and weeks of the year included."""
    return datetime.combine(day.replace(year=day.year + years), time())


@lru_cache(maxsize=4096)
def _picked(rule: str, begin: date, end: date) -> tuple[date, ...]:
    """Asked for the last years that there are: what never comes is searched for until the year 9999, at great cost."""
    years = (date.max.year - end.year) // 400 * 400
    since, until = _late(begin, years), _late(end, years)
    found = rrulestr(rule, dtstart=since).between(since, until, inc=True)
    return tuple(at.date().replace(year=at.year - years) for at in found)


def _comes(rule: str, begin: date, interval: int) -> bool:
    """Whether there is any day of it within some 400 years; of what may come in any period, within 28 years of them.

    A year is one of fourteen: it begins on one of seven weekdays, with a 29 February or without.  From 2001 to 2028,
    and 400 years later again, there are all fourteen.
    """
    years = (date.max.year - begin.year) // 400 * 400
    start = _late(begin, years)
    until = f";UNTIL={start.year + 28}0107T000000" if interval == 1 else ""
    return next(iter(rrulestr(rule + until, dtstart=start)), None) is not None


@lru_cache(maxsize=512)
def recurrence(text: str) -> Recurrence:
    """The recurrence that a rule says.  Raises :class:`MessageError` for one that could not be judged."""
    found = _RULE.fullmatch(text)
    parts = dict(part.split("=", 1) for part in found[2].split(";") if part) if found else {}
    interval, workday = parts.pop("INTERVAL", "1"), parts.pop("BYWORKDAY", None)
    if found is None or not interval.isdigit() or not 1 <= int(interval) <= _MOST[found[1]]:
        raise _unreadable(text)
    if unknown := next((part for part in parts if part not in _PARTS), None):
        raise MessageError(f"周期里不能写 {unknown}", f"a recurrence cannot have {unknown}")
    if workday is not None:
        if parts or not re.fullmatch(r"-?[1-9][0-9]?", workday):
            raise _unreadable(text)
        if abs(int(workday)) > _LONGEST[found[1]] * int(interval):
            raise _never(text)
        return Recurrence(found[1], int(interval), "", int(workday))
    made = Recurrence(found[1], int(interval), "".join(f";{part}={value}" for part, value in parts.items()))
    try:
        comes = _comes(f"FREQ={made.freq};INTERVAL={made.interval}{made.parts}", made.period(_START)[0], made.interval)
    except ValueError:
        raise _unreadable(text) from None
    if not comes:
        raise _never(text)
    return made


def _never(text: str) -> MessageError:
    return MessageError(f"“{text}”这样的日子不会有", f"there is never such a day: “{text}”")


def _unreadable(text: str) -> MessageError:
    return MessageError(f"读不懂周期“{text}”", f"cannot read the recurrence “{text}”")
