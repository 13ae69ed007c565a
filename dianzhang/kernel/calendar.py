"""Business calendars: which days are worked and during which hours, and time reckoned in them.

A day's hours come, in this order, from an exception entered by the department, from the public
holidays and make-up days of China, and from the week.  A year whose holidays are not announced yet
follows the week alone, and :meth:`Calendar.warnings_for` says so.

Days are days of Shanghai, which has kept one offset since 1991, so plain arithmetic is exact.
Instants go in aware, in any zone, and come out in UTC.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate
from typing import NamedTuple

from . import holidays
from .hours import DAY, SECOND, CalendarError, Hours, Texts, read_hours, show_hours
from .messages import Message
from .units import Span

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
OFFICE: Texts = (("09:00", "12:00"), ("13:00", "18:00"))

_ZERO = datetime(2000, 1, 1, tzinfo=SHANGHAI)
_ZERO_UTC = _ZERO.astimezone(UTC)
_ZERO_DAY = _ZERO.toordinal()
_WEEK_ZH = "一二三四五六日"
_WEEK_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Exceptions = Mapping[date, bool | Texts]  # works as usual, rests, or works these hours


class _Year(NamedTuple):
    """One year of a calendar, laid out so that any question about it is a bisection."""

    first: int  # ordinal of 1 January
    hours: tuple[Hours, ...]  # of each day
    days: tuple[int, ...]  # ordinals of the working days
    begins: tuple[int, ...]  # when each interval of work begins
    passed: tuple[int, ...]  # working microseconds of the year before each interval, and last those of the whole year


@dataclass(frozen=True)
class Calendar:
    """Made by :func:`china`; :data:`NATURAL` is the calendar of all hours.  Equal when made alike."""

    name: str
    week: tuple[Hours, ...]  # Monday to Sunday
    exceptions: tuple[tuple[date, bool | Hours], ...] = ()
    public_holidays: bool = True
    confirmed: frozenset[int] = frozenset()  # unannounced years whose exceptions somebody has entered in full
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)
    _days: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)  # the same, by ordinal

    # --- reckoning -----------------------------------------------------------

    def add(self, start: datetime, span: Span) -> datetime:
        """The instant that lies ``span`` after ``start`` (before it, where the span is negative).

        A natural span is plain addition on every calendar.  Working days end at the same time of day
        on the n-th working day after the day of ``start``; working seconds then end at the earliest
        instant by which so much work time has passed: an hour from 17:00 ends at 18:00, not at 9:00.
        """
        if not span.working:
            return start.astimezone(UTC) + timedelta(span.days, span.seconds)
        moment = _local(start)
        if span.days:
            day = moment // DAY
            moment += (self._step(day, span.days) - day) * DAY
        return _instant(self._move(moment, span.seconds * SECOND))

    def add_time(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest instant with ``amount`` of working time since ``start``: what a clock that rested has left.

        A negative amount gives the latest instant from which so much work time passes until ``start``.
        """
        return _instant(self._move(_local(start), amount // timedelta(microseconds=1)))

    def between(self, a: datetime, b: datetime) -> timedelta:
        """Working time from ``a`` to ``b``; negative when ``b`` comes first."""
        first, last = _local(a), _local(b)
        if last < first:
            return -self.between(b, a)
        one, other = self._year_with(first), self._year_with(last)
        passed = _elapsed(other, last) - _elapsed(one, first)
        if one is not other:
            passed += sum(self._year(year).passed[-1] for year in range(_year_of(first), _year_of(last)))
        return timedelta(microseconds=passed)

    def is_working_day(self, day: date) -> bool:
        """Whether any hour of ``day`` is worked; of an aware datetime, the day it falls on in Shanghai."""
        return bool(self._hours(_date(day)))

    def working_days(self, first: date, last: date) -> int:
        """How many days from ``first`` to ``last``, both counted, are worked."""
        first, last = _date(first), _date(last)
        return sum(
            bisect_right(days, last.toordinal()) - bisect_left(days, first.toordinal())
            for days in (self._year(year).days for year in range(first.year, last.year + 1))
            if first <= last
        )

    # --- reading -------------------------------------------------------------

    def hours_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """The hours of ``day``, like ``(("09:00", "12:00"), ("13:00", "18:00"))``; empty on a day off."""
        return show_hours(self._hours(_date(day)))

    def intervals(self, first: int, last: int) -> Iterator[tuple[datetime, timedelta]]:
        """When each interval of work of the years from ``first`` to ``last`` begins, in UTC, and how long it is."""
        for table in map(self._year, range(first, last + 1)):
            for number, begin in enumerate(table.begins):
                yield _instant(begin), timedelta(0, 0, table.passed[number + 1] - table.passed[number])

    def why(self, day: date) -> Message:
        """Why ``day`` is worked or not, in the words that a person would give."""
        day = _date(day)
        if day in dict(self.exceptions):
            works = self.is_working_day(day)
            return Message("例外：上班", "exception: worked") if works else Message("例外：休息", "exception: off")
        if self.public_holidays:
            if off := holidays.holiday(day):
                return Message(f"{off.zh}放假", f"public holiday: {off.en}")
            if on := holidays.made_up(day):
                return Message(f"{on.zh}调休上班", f"worked to make up for {on.en}")
        zh, en = f"周{_WEEK_ZH[day.weekday()]}", _WEEK_EN[day.weekday()]
        works = self.is_working_day(day)
        return Message(f"{zh}上班", f"{en}, worked") if works else Message(f"{zh}休息", f"{en}, off")

    def warnings_for(self, year: int) -> tuple[Message, ...]:
        """What must be known about reckonings that reach into ``year``; nothing for an announced year."""
        if not self.public_holidays or holidays.announced(year) or year in self.confirmed:
            return ()
        worked_on = [weekday for weekday, hours in enumerate(self.week) if hours]
        zh = "、".join(f"周{_WEEK_ZH[weekday]}" for weekday in worked_on)
        en = ", ".join(_WEEK_EN[weekday] for weekday in worked_on)
        return (
            Message(
                f"尚无 {year} 年的节假日与调休安排，暂按{zh}上班计算；公布后请更新节假日库，或把放假和调休录为例外日",
                f"the public holidays of {year} are not known; {en} count as worked. "
                "Once they are announced, update the holiday library or enter them as exceptions",
            ),
        )

    def with_exceptions(self, exceptions: Exceptions, *, confirmed: Iterable[int] = ()) -> Calendar:
        """This calendar with more exceptions, a later one for the same day replacing the earlier."""
        merged = dict(self.exceptions) | _read_exceptions(exceptions)
        return replace(self, exceptions=tuple(sorted(merged.items())), confirmed=self.confirmed | frozenset(confirmed))

    # --- the year, laid out ----------------------------------------------------

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._lay_out(year)
        return found

    def _year_with(self, moment: int) -> _Year:
        """The year that a moment lies in."""
        found = self._days.get(moment // DAY)
        if found is None:
            found = self._days[moment // DAY] = self._year(_year_of(moment))
        return found

    def _lay_out(self, year: int) -> _Year:
        first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
        exceptions = {day: value for day, value in self.exceptions if day.year == year}
        hours = tuple(self._decide(date.fromordinal(day), exceptions) for day in range(first, end))
        intervals = [(day * DAY + begin, end - begin) for day, one in enumerate(hours, first) for begin, end in one]
        return _Year(
            first, hours, tuple(day for day, one in enumerate(hours, first) if one),
            tuple(begin for begin, _length in intervals), tuple(accumulate((n for _b, n in intervals), initial=0)),
        )  # fmt: skip

    def _decide(self, day: date, exceptions: Mapping[date, bool | Hours]) -> Hours:
        usual = self.week[day.weekday()]
        if (exception := exceptions.get(day)) is not None:
            if isinstance(exception, bool):
                return (usual or self._substitute) if exception else ()
            return exception
        if self.public_holidays:
            if holidays.holiday(day):
                return ()
            if holidays.made_up(day):
                return usual or self._substitute
        return usual

    @property
    def _substitute(self) -> Hours:
        """The hours of a day worked in place of another: those of the first weekday that has any."""
        return next(hours for hours in self.week if hours)

    def _hours(self, day: date) -> Hours:
        table = self._year(day.year)
        return table.hours[day.toordinal() - table.first]

    # --- moving about ----------------------------------------------------------

    def _step(self, day: int, count: int) -> int:
        """The ``count``-th working day after ``day``; before it, for a negative count."""
        year = date.fromordinal(day).year
        days = self._year(year).days
        index = bisect_right(days, day) + count - 1 if count > 0 else bisect_left(days, day) + count
        while index >= len(days):
            index -= len(days)
            year += 1
            days = self._year(year).days
        while index < 0:
            year -= 1
            days = self._year(year).days
            index += len(days)
        return days[index]

    def _move(self, moment: int, amount: int) -> int:
        if not amount:
            return moment
        table = self._year_with(moment)
        target = _elapsed(table, moment) + amount
        year = _year_of(moment) if target < 0 or target > table.passed[-1] else 0  # only where it is left
        while target > table.passed[-1]:
            target -= table.passed[-1]
            year += 1
            table = self._year(year)
        while target < 0:
            year -= 1
            table = self._year(year)
            target += table.passed[-1]
        index = (bisect_left if amount > 0 else bisect_right)(table.passed, target) - 1
        return table.begins[index] + target - table.passed[index]


def china(
    name: str,
    intervals: Mapping[int, Texts] | None = None,
    exceptions: Exceptions | None = None,
    *,
    public_holidays: bool = True,
    confirmed: Iterable[int] = (),
) -> Calendar:
    """A calendar of a department in China.

    ``intervals`` gives the hours of each weekday (0 is Monday; none: Monday to Friday 9–12 and 13–18).
    ``exceptions`` overrule everything: True works as usual, False rests, intervals are the hours of
    that day.  A make-up day on a weekday without hours takes those of the first weekday that has any.
    A roster that also works on holidays says ``public_holidays=False``.  Raises :class:`CalendarError`.
    """
    given = dict.fromkeys(range(5), OFFICE) if intervals is None else intervals
    if wrong := [weekday for weekday in given if weekday not in range(7)]:
        raise CalendarError(
            f"没有第 {wrong[0]} 个星期几，周一是 0，周日是 6", f"no weekday {wrong[0]}: Monday is 0, Sunday 6"
        )
    week = tuple(read_hours(given.get(weekday, ())) for weekday in range(7))
    if not any(week):
        raise CalendarError(f"日历“{name}”一周没有任何工作时段", f"the calendar “{name}” has no working hours at all")
    exact = tuple(sorted(_read_exceptions(exceptions or {}).items()))
    return Calendar(name, week, exact, public_holidays, frozenset(confirmed))


def _read_exceptions(exceptions: Exceptions) -> dict[date, bool | Hours]:
    return {_date(day): value if isinstance(value, bool) else read_hours(value) for day, value in exceptions.items()}


def _date(day: date) -> date:
    return day.astimezone(SHANGHAI).date() if isinstance(day, datetime) else day


def _local(moment: datetime) -> int:
    """Microseconds in Shanghai, counted as days are: of midnight it is the day's ordinal times ``DAY``."""
    since = moment - _ZERO
    return (_ZERO_DAY + since.days) * DAY + since.seconds * SECOND + since.microseconds


def _instant(moment: int) -> datetime:
    return _ZERO_UTC + timedelta(moment // DAY - _ZERO_DAY, 0, moment % DAY)


def _year_of(moment: int) -> int:
    return date.fromordinal(moment // DAY).year


def _elapsed(table: _Year, moment: int) -> int:
    """Working microseconds of its year that have passed at ``moment``."""
    index = bisect_right(table.begins, moment) - 1
    if index < 0:
        return 0
    return min(table.passed[index] + moment - table.begins[index], table.passed[index + 1])


NATURAL = china("natural", dict.fromkeys(range(7), (("00:00", "24:00"),)), public_holidays=False)
