"""Which backups are kept: the newest seven days, and one each of four weeks before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

DAILY, WEEKLY = 7, 4


def kept(days: Collection[date]) -> set[date]:
    """Of days with a backup: the newest seven, and of the four newest weeks (Monday to Sunday) without any of these the
    newest day each."""
    newest = sorted(days, reverse=True)
    daily = newest[:DAILY]
    covered = {_week(day) for day in daily}
    weeks: dict[tuple[int, int], date] = {}
    for day in newest:
        if _week(day) not in covered:
            weeks.setdefault(_week(day), day)
    return {*daily, *list(weeks.values())[:WEEKLY]}


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
