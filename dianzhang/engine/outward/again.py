"""When what was not received is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=30)  # after the first failure; twice as long after each further one
LONGEST_PAUSE = timedelta(hours=3)
GIVE_UP = timedelta(days=1)  # after the first try
LEASE = timedelta(seconds=60)  # longer than one try may take
AT_ONCE = 4  # under way in one worker: a receiver that is slow holds up neither deadlines nor the others


def last_try(first: datetime | None, moment: datetime) -> datetime:
    """When it is tried for the last time: a day after the first try, or after this moment where there was none."""
    return (first or moment) + GIVE_UP


def next_try(attempts: int, first: datetime | None, moment: datetime) -> datetime:
    """After so many tries: pauses that double, and none beyond the last."""
    pause: timedelta = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20))
    return min(moment + pause, last_try(first, moment))
