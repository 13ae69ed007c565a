"""The RRULE of a period and of days within it: what the readers of both languages have in common.

What RFC 5545 and our working days cannot say has no rule: a reader then says that it cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
_ALWAYS = 28  # days that every month has
_FEWEST = 15  # working days that every month has, holidays taken off
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """``interval`` days, weeks, months or years.  ``named``: a quarter or half a year, whose months are counted."""

    freq: str
    interval: int = 1
    named: bool = False

    @property
    def rule(self) -> str:
        return f"FREQ={self.freq}" + (f";INTERVAL={self.interval}" if self.interval > 1 else "")

    @property
    def several_months(self) -> bool:
        return self.freq == "MONTHLY" and self.interval > 1


PERIODS = {
    "day": Period("DAILY"), "week": Period("WEEKLY"), "month": Period("MONTHLY"),
    "quarter": Period("MONTHLY", 3, named=True), "half-year": Period("MONTHLY", 6, named=True),
    "year": Period("YEARLY"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days of a period.

    ``kind``: ``whole`` (none is named), ``weekdays``, ``nth`` (the n-th of such weekdays), ``worked`` (the n-th working
    day), ``counted`` (the n-th day), ``dates`` (the n-th of a month).  Numbers count from the end when negative.
    ``months``: of a year, January is 1; of several months, the first is 1 and the last -1.
    """

    kind: str = "whole"
    numbers: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()
    months: tuple[int, ...] = ()


def rule_of(period: Period, wanted: Wanted) -> str | None:
    """The rule, or None where there is none that says it."""
    if wanted.kind == "whole" and not wanted.months:
        return period.rule if period.freq == "DAILY" else f"{period.rule};BYWORKDAY=-1"
    if wanted.kind == "worked":
        return _worked(period, wanted)
    return {"WEEKLY": _of_weeks, "MONTHLY": _of_months, "YEARLY": _of_years}.get(period.freq, _none)(period, wanted)


def _none(period: Period, wanted: Wanted) -> str | None:
    return None


def _worked(period: Period, wanted: Wanted) -> str | None:
    """One of them.  Of a month named within several, the first of the first and the last of the last are the period's
    own."""
    if len(wanted.numbers) != 1 or period.freq == "DAILY":
        return None
    number = wanted.numbers[0]
    if wanted.months:
        end = 1 if number > 0 else LAST
        if not period.several_months or wanted.months != (end,) or abs(number) > _FEWEST:
            return None
    return f"{period.rule};BYWORKDAY={number}"


def _of_weeks(period: Period, wanted: Wanted) -> str | None:
    if wanted.months:
        return None
    if wanted.kind == "weekdays":
        return f"{period.rule};BYDAY={','.join(wanted.weekdays)}"
    if wanted.kind == "counted" and all(0 < (n if n > 0 or period.interval > 1 else n + 8) < 8 for n in wanted.numbers):
        return f"{period.rule};BYDAY={','.join(dict.fromkeys(WEEKDAYS[n - 1 if n > 0 else n] for n in wanted.numbers))}"
    return None


def _of_months(period: Period, wanted: Wanted) -> str | None:
    """Of several months, numbers from the front are of the first of them, numbers from the end of the last."""
    if len(wanted.months) > 1 or wanted.kind not in ("nth", "counted", "dates"):
        return None
    ends = {number > 0 for number in wanted.numbers}
    alone = not period.several_months or bool(wanted.months)
    if not alone:
        most = 4 if wanted.kind == "nth" else _ALWAYS
        named = wanted.kind == "dates" and period.named and True in ends  # the 5th of which of its months?
        if len(ends) > 1 or named or any(abs(number) > most for number in wanted.numbers):
            return None
    month = wanted.months[0] if wanted.months else (1 if True in ends else LAST)
    months = _months(period, month)
    if months is None:
        return None
    base = period.rule if month == 1 or not period.several_months else f"FREQ=YEARLY;BYMONTH={_joined(months)}"
    if wanted.kind == "nth":
        return _nth(base, wanted, 5)
    return _dates(base, wanted.numbers, months if base.startswith("FREQ=YEARLY") else ())


def _months(period: Period, month: int) -> tuple[int, ...] | None:
    """The months of the year that are that one of several; None where they are not the same each year."""
    if not period.several_months or month == 1:
        return (1,)
    place = period.interval if month == LAST else month
    return tuple(range(place, 13, period.interval)) if place <= period.interval and 12 % period.interval == 0 else None


def _of_years(period: Period, wanted: Wanted) -> str | None:
    if not all(1 <= month <= 12 for month in wanted.months):
        return None
    base = f"{period.rule};BYMONTH={_joined(wanted.months)}" if wanted.months else period.rule
    if wanted.kind == "nth":
        return _nth(base, wanted, 5 if wanted.months else 53)
    if wanted.kind == "counted" and not wanted.months:
        if wanted.numbers == (LAST,):
            return f"{base};BYMONTH=12;BYMONTHDAY=-1"
        return f"{base};BYYEARDAY={_joined(wanted.numbers)}" if all(0 < abs(n) < 367 for n in wanted.numbers) else None
    if wanted.kind in ("counted", "dates") and wanted.months and all(0 < abs(n) < 32 for n in wanted.numbers):
        return f"{base};BYMONTHDAY={_joined(wanted.numbers)}"
    return None


def _nth(base: str, wanted: Wanted, most: int) -> str | None:
    if not all(0 < abs(number) <= most for number in wanted.numbers):
        return None
    return f"{base};BYDAY={','.join(f'{n}{day}' for n in wanted.numbers for day in wanted.weekdays)}"


def _dates(base: str, numbers: Sequence[int], months: Sequence[int]) -> str | None:
    """The 5th; a day that not every month has stands for its last: the 30th is in February the 28th or 29th.

    Of such days there can be one beside the others; of two, none could say which is meant in February.  ``months``:
    those of the year, where the rule reckons by the year.
    """
    days = sorted({number for number in numbers if number > 0})
    back = sorted({number for number in numbers if number < 0})
    if not days:
        return f"{base};BYMONTHDAY={_joined(back)}" if back and back[0] >= -_ALWAYS else None
    if back and back != [LAST]:
        return None
    early, late = [day for day in days if day <= _ALWAYS], [day for day in days if day > _ALWAYS]
    late += [31] if back else []
    if not 1 <= days[0] <= days[-1] <= 31 or len(late) > 1:
        return None
    if not late:
        return f"{base};BYMONTHDAY={_joined(early)}"
    if months:  # places count within the year here
        shortest = 31 if late == [31] else min(_LONGEST[month - 1] if month != 2 else _ALWAYS for month in months)
        last = [LAST] if late == [31] else late
        return f"{base};BYMONTHDAY={_joined([*early, *last])}" if late[0] <= shortest else None
    whole = [*early, *(day for day in range(_ALWAYS, late[0] + 1) if day not in early)]
    return f"{base};BYMONTHDAY={_joined(whole)};BYSETPOS={_joined([*range(1, len(early) + 1), LAST])}"


def _joined(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))
