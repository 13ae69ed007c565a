"""Which days a report is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from dianzhang.engine.moment import today

Kind = Literal["daily", "weekly", "monthly"]
AROUND = timedelta(days=400)  # so far from today an address may ask; what lies further is taken for nonsense
KINDS: dict[str, str] = {"daily": "日报", "weekly": "周报", "monthly": "月报"}


def period(kind: str, day: date) -> tuple[date, date]:
    """First and last day of the period that ``day`` lies in: itself, Monday to Sunday, the calendar month."""
    match kind:
        case "weekly":
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=6)
        case "monthly":
            first = day.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day, day


def day_given(text: str) -> date:
    """The day that an address gives; today where it gives none or says nonsense."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today()
    return day if abs(day - today()) <= AROUND else today()
