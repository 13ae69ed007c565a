"""Which backups are kept: those of seven days, and one each of four weeks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

DAILY, WEEKLY = 7, 4


def kept(days: Collection[date]) -> set[date]:
    """Of days with a backup: the newest seven, and the newest of each of the newest four weeks (Monday to Sunday)."""
    newest = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
    return {*newest[:DAILY], *list(weeks.values())[:WEEKLY]}
