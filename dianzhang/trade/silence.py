"""Whether a shop has gone silent: hours in which its orders have come for weeks, and now none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dianzhang.engine.moment import HOME

WEEKS = 4  # from which the rhythm is read
SEVERAL = 3  # so many usual hours without an order are a gap; one or two happen to any shop
USUAL = 0.9  # an hour is usual if so many of the days had an order in it
ENOUGH = {False: 10, True: 4}  # weekend? -> days with orders that there must be, or there is no rhythm yet
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Silence:
    """``since`` the last order, ``hours`` that usually have orders have passed without one."""

    since: datetime
    hours: int


def silence(hours: Collection[datetime], newest: datetime | None, at: datetime) -> Silence | None:
    """``hours``: beginnings (aware) of the hours that had an order.  None while nothing is out of the ordinary.

    Workdays are compared with workdays, weekends with weekends.  The day of the last order is no measure, as it was
    cut off itself; neither is a day without any order: why there was none is another question (``trust.gaps``).
    """
    if newest is None:
        return None
    usual = _usual(hours, newest.astimezone(HOME).date())
    missing = sum((_weekend(hour.date()), hour.hour) in usual for hour in _passed(newest, at))
    return Silence(newest, missing) if missing >= SEVERAL else None


def _passed(newest: datetime, at: datetime) -> Iterator[datetime]:
    """Whole hours after that of the last order, in the department's time; of the one that runs an order may come."""
    hour = newest.astimezone(HOME).replace(minute=0, second=0, microsecond=0) + HOUR
    last = min(at, newest + timedelta(weeks=1))  # after a week it is the days that tell
    while hour + HOUR <= last:
        yield hour
        hour += HOUR


def _usual(hours: Collection[datetime], until: date) -> set[tuple[bool, int]]:
    """Hours of the day, of workdays and of weekends, in which orders come as good as always."""
    begin = until - timedelta(weeks=WEEKS)
    local = {hour.astimezone(HOME).replace(minute=0, second=0, microsecond=0) for hour in hours}
    within = [hour for hour in local if begin <= hour.date() < until]
    days = Counter(_weekend(day) for day in {hour.date() for hour in within})
    had = Counter((_weekend(hour.date()), hour.hour) for hour in within)
    return {
        (weekend, hour)
        for (weekend, hour), count in had.items()
        if days[weekend] >= ENOUGH[weekend] and count >= USUAL * days[weekend]
    }


def _weekend(day: date) -> bool:
    return day.weekday() >= 5
