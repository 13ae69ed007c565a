"""A second opinion on holidays and make-up days: the official announcements, collected by another project."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from dianzhang.kernel import holidays
from dianzhang.kernel.calendar import china

OFFICE = china("office")
YEARS = range(2019, 2026)
pytestmark = pytest.mark.real


def _announced(folder: Path) -> dict[date, bool]:
    """Day -> off, of all years; the days round New Year stand in the next year's announcement."""
    days = [day for year in YEARS for day in json.loads((folder / f"{year}.json").read_text("utf-8"))["days"]]
    return {date.fromisoformat(day["date"]): day["isOffDay"] for day in days}


def test_the_calendar_agrees_on_every_day_of_seven_years(real_data: Path) -> None:
    off = _announced(real_data / "holiday_cn")
    assert len(off) > 200
    first, last = date(min(YEARS), 1, 1), date(max(YEARS), 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    differ = [day for day in days if OFFICE.is_working_day(day) == off.get(day, day.weekday() >= 5)]
    assert differ == []


def test_every_worked_weekend_day_says_that_it_makes_up_for_a_holiday(real_data: Path) -> None:
    off = _announced(real_data / "holiday_cn")
    worked = [day for day, is_off in off.items() if not is_off and day.weekday() >= 5 and day.year in YEARS]
    assert len(worked) > 30
    assert [day for day in worked if holidays.made_up(day) is None] == []


def test_years_with_an_announcement_give_no_warning() -> None:
    assert [year for year in YEARS if OFFICE.warnings_for(year)] == []
