"""When somebody's hours of a day were over: by the turns of whoever works by a roster, else by the department's hours.

By a roster works in a week whoever has a turn in it; the days of that week without one are days off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import start_of

from ..roster.models import Turn

DAY = timedelta(days=1)
NIGHT = timedelta(hours=5)  # who works past midnight, or on after a night's turn, still works the day before
GRACE = timedelta(minutes=30)  # finishing what one is at asks no question


@dataclass(frozen=True)
class After:
    """What happens between ``since`` and ``until`` was after the hours of a day, which were over at ``ended``; None: it
    was a day off, and counts from the first act."""

    since: datetime
    until: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Turns:
    """The published turns of everybody around a day: their day, beginning and end; and who works by them that day."""

    day: date
    of: Mapping[int, list[tuple[date, datetime, datetime]]]
    follow: frozenset[int]


def after_hours(day: date, persons: Iterable[int]) -> dict[After, list[int]]:
    """Of each of these people, by the time that was after their hours of that day: one statement."""
    turns, usual = turns_around(day), of_department(day)
    found: dict[After, list[int]] = defaultdict(list)
    for person in persons:
        found[of_roster(day, turns.of[person]) if person in turns.follow else usual].append(person)
    return dict(found)


def works_on(person: int | None, day: date) -> bool:
    """Whether that is a day on which somebody works, by their roster or the department's calendar."""
    turns = turns_around(day)
    if person in turns.follow:
        return any(one == day for one, _begin, _end in turns.of[person or 0])
    return rulebooks.calendar_of(None).is_working_day(day)


def turns_around(day: date) -> Turns:
    """Those of the week of ``day``, with the last before it and the first behind."""
    monday = day - timedelta(days=day.weekday())
    rows = Turn.objects.filter(status="set", day__gte=monday - DAY, day__lte=monday + 7 * DAY, owner__isnull=False)
    told = rows.order_by("starts_at", "id").values_list(
        "owner_id", "day", "starts_at", "ends_at", "roster__first_day", "roster__since"
    )
    of, follow = defaultdict[int, list[tuple[date, datetime, datetime]]](list), set[int]()
    for person, on, begin, end, first, since in told:
        if person is not None:
            of[person].append((on, begin, end))
            if first == monday and since is not None and since <= day:
                follow.add(person)
    return Turns(day, of, frozenset(follow))


def of_roster(day: date, turns: list[tuple[date, datetime, datetime]]) -> After:
    """Behind the last turn of that day; on a day off all of it, but for what belongs to the night before."""
    until = start_of(day + DAY) + NIGHT
    ended = max((end for on, _begin, end in turns if on == day), default=None)
    if ended is not None:
        since, until = ended + GRACE, max(until, ended + NIGHT)
    else:
        before = [end + NIGHT for on, _begin, end in turns if on < day]
        since = max([start_of(day) + NIGHT, *before])
    following = min((begin for on, begin, _end in turns if on > day), default=until)
    return After(since, max(since, min(until, following)), ended)


def of_department(day: date) -> After:
    calendar, until = rulebooks.calendar_of(None), start_of(day + DAY) + NIGHT
    if not calendar.is_working_day(day):
        return After(start_of(day) + NIGHT, until, None)
    hours, minutes = map(int, calendar.hours_on(day)[-1][1].split(":"))
    ended = start_of(day) + timedelta(hours=hours, minutes=minutes)
    return After(ended + GRACE, until, ended)


def turn_within(person: int | None, begin: datetime, end: datetime) -> Turn | None:
    """A published turn of theirs that overlaps with that time."""
    rows = Turn.objects.filter(status="set", owner_id=person, starts_at__lt=end, ends_at__gt=begin)
    return rows.order_by("starts_at", "id").first() if person is not None else None
