"""Years, quarters and months of targets: ``2026``, ``2026-Q4``, ``2026-10``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dianzhang.measure.catalogue import span_of

Grain = Literal["year", "quarter", "month"]
GRAINS = {"year": "年", "quarter": "季", "month": "月"}
MONTH_PERIOD = r"^\d{4}-(0[1-9]|1[0-2])$"
PERIOD = r"^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$"


def grain_of(period: str) -> Grain:
    if "-" not in period:
        return "year"
    return "quarter" if "-Q" in period else "month"


def within(period: str, grain: Grain) -> list[str]:
    """The periods of this grain that make up a longer one: the quarters of a year, the months of a quarter or year."""
    first, last = span_of(period)
    months = range(first.month, last.month + 1)
    if grain == "month":
        return [f"{first.year}-{month:02}" for month in months]
    if grain == "quarter":
        return [f"{first.year}-Q{n}" for n in sorted({(month + 2) // 3 for month in months})]
    return [str(first.year)]


def around(day: date, grain: Grain) -> str:
    """The period of this grain that a day lies in."""
    if grain == "year":
        return f"{day:%Y}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if grain == "quarter" else f"{day:%Y-%m}"


def next_to(period: str, by: int) -> str:
    """The period so many further on of the same grain."""
    grain, (first, _last) = grain_of(period), span_of(period)
    months = {"year": 12, "quarter": 3, "month": 1}[grain] * by + first.year * 12 + first.month - 1
    year = min(max(months // 12, 1), 9998)
    return around(date(year, months % 12 + 1, 1), grain)
