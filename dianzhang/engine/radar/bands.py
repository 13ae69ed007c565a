"""The time that is left, in bands as people speak of it; and the hours of the coming day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from ..moment import HOME, day_of, start_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATE, SOON, TODAY, DAYS, LATER, RESTING = "late", "hour", "today", "days", "later", "resting"
BANDS = (LATE, SOON, TODAY, DAYS, LATER, RESTING)


@dataclass(frozen=True)
class Stretch:
    """From ``begin`` (None: ever before) until just before ``end`` (None: ever after), within one band."""

    band: str
    begin: datetime | None
    end: datetime | None

    def within(self, begin: datetime | None, length: timedelta) -> Stretch | None:
        """What of it lies within ``length`` from ``begin`` (None: all of it); None: nothing."""
        if begin is None:
            return self
        first = begin if self.begin is None else max(self.begin, begin)
        last = begin + length if self.end is None else min(self.end, begin + length)
        return Stretch(self.band, first, last) if first < last and self.band != RESTING else None


def bands(moment: datetime) -> list[Stretch]:
    """The bands from the most pressing on.  What rests is in none; late in the evening nothing is left of today."""
    soon, midnight = moment + HOUR, start_of(day_of(moment) + DAY)
    after = max(soon, midnight)
    return [
        Stretch(LATE, None, moment),
        Stretch(SOON, moment, soon),
        Stretch(TODAY, soon, after),
        Stretch(DAYS, after, midnight + 2 * DAY),
        Stretch(LATER, midnight + 2 * DAY, None),
    ]


def stretches(moment: datetime) -> list[Stretch]:
    """The bands, cut at every full hour of the coming day: what bands count is what the strip of the day shows."""
    full = moment.astimezone(HOME).replace(minute=0, second=0, microsecond=0)
    hours = [full + n * HOUR for n in range(1, 26)]
    found = []
    for one in bands(moment):
        cuts = [hour for hour in hours if one.begin and one.begin < hour and (one.end is None or hour < one.end)]
        edges = [one.begin, *cuts, one.end]
        found += [Stretch(one.band, begin, end) for begin, end in pairwise(edges) if begin is None or begin != end]
    return found
