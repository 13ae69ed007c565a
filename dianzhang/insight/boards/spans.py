"""Of which days a tile tells, and with which it is compared.  All days are both included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext_noop as _

Span = Literal["today", "yesterday", "days7", "days14", "days31", "week", "month", "last_month", "year"]
Against = Literal["before", "week", "month", "year", "target", "none"]

SPANS: Mapping[Span, str] = {
    "today": _("今天"), "yesterday": _("昨天"), "days7": _("近 7 天"), "days14": _("近 14 天"), "days31": _("近 31 天"),
    "week": _("本周"), "month": _("本月"), "last_month": _("上月"), "year": _("今年"),
}  # fmt: skip
AGAINST: Mapping[Against, str] = {
    "before": _("前一段"), "week": _("上周同日"), "month": _("上月同期"), "year": _("去年同期"), "target": _("目标"),
    "none": _("不比较"),
}  # fmt: skip
_LENGTHS = {"days7": 7, "days14": 14, "days31": 31}
SPARK = 14  # days that the line of a single day goes back


@dataclass(frozen=True, order=True)
class Days:
    """From ``first`` to ``last``."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def whole_month(self) -> bool:
        return self.first.day == 1 and self.last == month_end(self.first)

    def moved(self, days: int) -> Days:
        return Days(self.first + timedelta(days), self.last + timedelta(days))

    def back(self, months: int) -> Days:
        """The same dates so many months before; a whole month stays one, a date that is missing is the month's last."""
        first = months_back(self.first, months)
        return Days(first, month_end(first) if self.whole_month else months_back(self.last, months))


def span_of(code: Span, today: date) -> Days:
    """Days of a span as of ``today``: spans of days are of whole ones and end yesterday; those of a week, a month and a
    year run until now."""
    yesterday = today - timedelta(days=1)
    match code:
        case "today":
            return Days(today, today)
        case "yesterday":
            return Days(yesterday, yesterday)
        case "days7" | "days14" | "days31":
            return Days(today - timedelta(days=_LENGTHS[code]), yesterday)
        case "week":
            return Days(today - timedelta(days=today.weekday()), today)
        case "month":
            return Days(today.replace(day=1), today)
        case "last_month":
            end = today.replace(day=1) - timedelta(days=1)
            return Days(end.replace(day=1), end)
        case "year":
            return Days(today.replace(month=1, day=1), today)


def compared(code: Span, against: Against, days: Days) -> Days | None:
    """The days with which those of a span are compared; None for a target or for nothing.

    ``before`` is what goes directly before: of a month the same dates of the month before, else as many days.
    ``week`` moves by whole weeks, so that weekdays meet, and never overlaps.
    """
    match against:
        case "before" if code in ("month", "last_month"):
            return days.back(1)
        case "before" if code == "year":
            return days.back(12)
        case "before" if code == "week":
            return days.moved(-7)
        case "before":
            return days.moved(-days.count)
        case "week":
            return days.moved(-7 * -(-days.count // 7))
        case "month":
            return days.back(1)
        case "year":
            return days.back(12)
        case _:
            return None


def over(days: Days, today: date) -> Days | None:
    """Those of the days that are over: the running one is never set beside a whole one.  None where it is the only."""
    if days.last < today:
        return days
    return Days(days.first, today - timedelta(days=1)) if days.first < today else None


def line_of(code: Span, days: Days) -> Days:
    """The days of the line: those of the span, and before a single day the two weeks that lead to it."""
    return Days(days.last - timedelta(days=SPARK - 1), days.last) if days.count == 1 and code != "year" else days


def month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def months_back(day: date, months: int) -> date:
    """The same date so many months before, or the last one of that month."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def merged(windows: list[Days], gap: int = 7) -> list[Days]:
    """Windows that meet, overlap or lie at most ``gap`` days apart as one: fewer statements for a few days more."""
    found: list[Days] = []
    for one in sorted(windows):
        if found and (one.first - found[-1].last).days <= gap + 1:
            found[-1] = Days(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return found
