"""What the law says of overtime: dated, for it changes; the rulebook cannot go below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dianzhang.kernel import holidays


@dataclass(frozen=True)
class Limits:
    """From a day on: hours of overtime that are allowed in a month, and what an hour pays by the sort of day."""

    since: date
    month: timedelta
    factors: Mapping[str, Decimal]


LIMITS = (
    Limits(  # the Labour Law, §41 and §44
        date(1995, 1, 1), timedelta(hours=36),
        {"workday": Decimal("1.5"), "restday": Decimal("2"), "holiday": Decimal("3")},
    ),
)  # fmt: skip
# The days that the law itself makes holidays (since 2025 thirteen): those off around them are days of rest.
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_BY_THE_MOON = {
    2025: ((1, 28), (1, 29), (1, 30), (1, 31), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 16), (2, 17), (2, 18), (2, 19), (4, 5), (6, 19), (9, 25)),
}  # New Year's eve and three days, Qingming, Dragon Boat, Mid-autumn


def limits_on(day: date) -> Limits:
    return next(one for one in reversed(LIMITS) if one.since <= day)


def sort_of(day: date, *, works: bool) -> str:
    """Which days' law holds: ``workday``, ``restday``, ``holiday``; ``unsure`` where its holidays are not known."""
    if day.year in _BY_THE_MOON:
        if (day.month, day.day) in (*_FIXED, *_BY_THE_MOON[day.year]):
            return "holiday"
    elif holidays.holiday(day) is not None or not holidays.announced(day.year):
        return "workday" if works else "unsure"
    return "workday" if works else "restday"
