"""Moments in examples: ``10:05``, ``次日 9:00``, ``第3天 12:00``, ``2026-03-02 10:00``."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ..calendar import SHANGHAI

_MOMENT = re.compile(
    r"(?:(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})|(?P<next>次日|第二天|next day)"
    r"|(?:第|day )(?P<day>[0-9]{1,3}) ?[天日]?)?"
    r"[ T]*(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?:[:：](?P<second>[0-9]{2}))?(?![0-9])"
)


def base_day(effective: date) -> date:
    """The first day of an example that names none: the first Monday of March on or after the rulebook takes effect."""
    if effective == date.min:  # wrong, and reported
        return date(2026, 3, 2)
    march = date(effective.year if effective.month <= 3 else effective.year + 1, 3, 1)
    return march + timedelta(days=-march.weekday() % 7)


def moment_of(text: str, first_day: date) -> tuple[datetime, int] | None:
    """The moment at the beginning of a text and where the text goes on; None when it begins otherwise.

    Raises ValueError for a moment that does not exist (25:00, 30 February).
    """
    found = _MOMENT.match(text)
    if found is None:
        return None
    day = first_day
    if found["date"]:
        day = date(*map(int, found["date"].split("-")))
    elif found["next"]:
        day += timedelta(days=1)
    elif found["day"]:
        day += timedelta(days=int(found["day"]) - 1)
    clock = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    return datetime(day.year, day.month, day.day, *clock, tzinfo=SHANGHAI), found.end()
