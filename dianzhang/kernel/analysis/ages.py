"""How long what lies in a warehouse has lain there: what came in first goes out first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

Layer = tuple[date | None, int]  # since when, None: not known; how many pieces
UNTIL = (30, 60, 90, 180, 365)  # days; beyond the last is a band of its own


def layers(on_hand: int, came: Iterable[tuple[date, int]], opened: date | None) -> list[Layer]:
    """What is there, the newest first: ``came`` are days and pieces that came in, the newest first.

    First in first out leaves what came in last.  What is older than all of it lay there when stock began to be kept, on
    ``opened``, or nobody knows since when.  The pieces add up to ``on_hand``.
    """
    found: list[Layer] = []
    left = on_hand
    for day, pieces in came:
        if left <= 0:
            break
        if pieces > 0:
            found.append((day, min(pieces, left)))
            left -= found[-1][1]
    if left > 0:
        found.append((opened, left))
    return found


def band(days: int, until: Sequence[int] = UNTIL) -> int:
    """Which band an age is in: 0 up to the first limit, its last day included."""
    return bisect_left(until, days)
