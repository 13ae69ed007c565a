"""Moments in examples: ``10:05``, ``次日 9:00``, ``第3天 12:00``, ``下周一 9:00``, ``2026-03-02 10:00``."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ..calendar import SHANGHAI
from .limits import EARLIEST, LATEST

_MOMENT = re.compile(
    r"(?:(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})|(?P<next>次日|第二天|next day)"
    r"|(?:第|day )(?P<day>[0-9]{1,3}) ?[天日]?"
    r"|(?P<week>下|next )?(?:周|星期)?(?P<weekday>(?<=周)[一二三四五六日天]|(?<=星期)[一二三四五六日天]"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday))?"
    r"[ T]*(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?:[:：](?P<second>[0-9]{2}))?(?![0-9])",
    re.IGNORECASE,
)
_SIGNS = {sign: n for n, sign in enumerate("一二三四五六日")} | {"天": 6}
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def base_day(effective: date) -> date:
    """The first day of an example that names none: the first Monday of March on or after the rulebook takes effect."""
    if effective == date.min:  # wrong, and reported
        return date(2026, 3, 2)
    march = date(effective.year if effective.month <= 3 else effective.year + 1, 3, 1)
    return march + timedelta(days=-march.weekday() % 7)


def _weekday(word: str) -> int:
    return _SIGNS[word] if word in _SIGNS else _NAMES.index(word.lower())


def moment_of(text: str, first_day: date) -> tuple[datetime, int] | None:
    """The moment at the beginning of a text and where the text goes on; None when it begins otherwise.

    A weekday lies in the week of the first day, ``下周一`` in the week after.
    Raises ValueError for a moment that does not exist (25:00, 30 February) or lies too far away.
    """
    found = _MOMENT.match(text)
    if found is None:
        return None
    day = first_day
    if found["date"]:
        day = date(*map(int, found["date"].split("-")))
        if not EARLIEST <= day.year <= LATEST:
            raise ValueError(f"{day.year} is too early or too late")
    elif found["next"]:
        day += timedelta(days=1)
    elif found["day"]:
        day += timedelta(days=int(found["day"]) - 1)
    elif found["weekday"]:
        day += timedelta(days=_weekday(found["weekday"]) - day.weekday() + (7 if found["week"] else 0))
    clock = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    return datetime(day.year, day.month, day.day, *clock, tzinfo=SHANGHAI), found.end()
