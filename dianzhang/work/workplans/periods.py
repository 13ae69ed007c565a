"""The periods of plans: a week, a month, a quarter, a year; which of them lies before and after a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Span = Literal["week", "month", "quarter", "year"]
SPANS = {"week": "周计划", "month": "月计划", "quarter": "季计划", "year": "年计划"}
LENGTH = {span: n for n, span in enumerate(SPANS)}  # what is longer stands above what is shorter


def period(span: str, day: date) -> tuple[date, date]:
    """First and last day of the period that ``day`` lies in: Monday to Sunday, or whole calendar months."""
    if span == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[span]
    start = (day.month - 1) // months * months + 1
    first, past = date(day.year, start, 1), start + months
    end = date(day.year + past // 13, (past - 1) % 12 + 1, 1)
    return first, end - timedelta(days=1)


def following(span: str, day: date) -> date:
    """The first day of the period after the one that ``day`` lies in."""
    return period(span, day)[1] + timedelta(days=1)


def preceding(span: str, day: date) -> date:
    """The first day of the period before the one that ``day`` lies in."""
    return period(span, period(span, day)[0] - timedelta(days=1))[0]


def called(span: str, first: date) -> str:
    """``10-12``, ``2026-10``, ``2026 Q4``, ``2026``: which period it is, shortly."""
    match span:
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year} Q{(first.month + 2) // 3}"
        case "year":
            return f"{first.year}"
    return f"{first:%m-%d}"
