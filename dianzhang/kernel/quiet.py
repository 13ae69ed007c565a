"""When somebody is told: at once, after their quiet hours, or with their digest.

All times are of the clock on the wall, in one time zone without changes of it within the day (``at`` is in that zone).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Quiet:
    """``begins``–``ends``: the hours in which nothing is sent, over midnight where the end is the earlier; none where
    one of them is missing or both are the same.  ``digest``: when what is not urgent goes out, once a day.
    ``urgent_passes``: what is urgent goes at once, whatever the hour.
    """

    begins: time | None = None
    ends: time | None = None
    digest: time | None = None
    urgent_passes: bool = False

    def rests(self, at: datetime) -> bool:
        """Whether ``at`` is within the quiet hours; their end is not."""
        if self.begins is None or self.ends is None or self.begins == self.ends:
            return False
        clock = at.time()
        if self.begins < self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def due(self, at: datetime, *, urgent: bool, on: Iterable[Stretch] = ()) -> datetime:
        """When to send what came up at ``at``: never before it, never within the quiet hours unless it passes.

        ``on`` are times, beginning and end, at which they are at work: quiet hours hold nothing back then, and what
        they held back goes out when the next one begins.
        """
        if urgent and self.urgent_passes:
            return at
        due = at
        if self.digest is not None and not urgent:
            due = _next(at, self.digest)
        if self.ends is None or not self.rests(due):
            return due
        over = _next(due, self.ends)
        return min((max(begin, due) for begin, end in on if begin < over and end > due), default=over)


def _next(at: datetime, clock: time) -> datetime:
    """The next time the clock shows this, ``at`` itself included."""
    found = at.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=clock.microsecond)
    return found if found >= at else found + timedelta(days=1)
