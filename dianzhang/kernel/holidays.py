"""Public holidays of China and the days worked to make up for them, as the State Council announces them.

The announcements come through the ``chinesecalendar`` library.  Each covers one year, published in
the autumn before; a year without an announcement is *unknown*, and nothing is guessed about it.
"""

from __future__ import annotations

from datetime import date

from chinese_calendar.constants import Holiday, holidays, workdays

from .messages import Message

_ZH: dict[str, str] = {holiday.value: holiday.chinese for holiday in Holiday}
_YEARS = frozenset(day.year for day in holidays)


def announced(year: int) -> bool:
    """Whether the holidays of ``year`` are known."""
    return year in _YEARS


def holiday(day: date) -> Message | None:
    """The holiday for which ``day`` is off (weekend days within it included), or None."""
    return _named(holidays.get(day))


def made_up(day: date) -> Message | None:
    """The holiday that ``day``, otherwise a weekend day, is worked to make up for, or None."""
    return _named(workdays.get(day))


def _named(name: str | None) -> Message | None:
    return None if name is None else Message(_ZH.get(name, name), name)
