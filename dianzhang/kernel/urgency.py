"""What comes first of many things that are due: time left, and the money at stake, as one instant to sort by.

A line *presses* from some time before it falls due, the more money hangs on it the earlier: by an hour for 100 yuan, by
one more for every doubling, by twelve at most.  Since both are instants, what stands above another stays there while
time goes by, and databases can keep it and page by it (ADR 0041).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import log2

A_STEP = 100_00  # cents that count for the first hour; every doubling for one more
MOST = timedelta(hours=12)


def lead(cents: int | None) -> timedelta:
    """By how much earlier something presses because of what is at stake.  No value, like nothing: not at all."""
    if cents is None or cents <= 0:
        return timedelta(0)
    hours = cents / A_STEP if cents < A_STEP else 1 + log2(cents / A_STEP)
    return min(timedelta(seconds=round(hours * 3600)), MOST)


def pressing_from(due: datetime | None, cents: int | None) -> datetime | None:
    """The instant to sort by: earlier comes first.  None for what has no time to fall due."""
    return due - lead(cents) if due is not None else None
