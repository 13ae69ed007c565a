"""Who works when by the published rosters: told to the engine, which has no word of shifts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from dianzhang.engine.rosters import Rostered, Span, rosters

from .models import Turn

DAY = timedelta(days=1)
WEEK = 7


@rosters
def by_roster(first: date, last: date) -> Rostered:
    """A roster decides for a post in each week in which the post has turns, from the day on which it counts."""
    monday, sunday = first - first.weekday() * DAY, last + (WEEK - 1 - last.weekday()) * DAY
    rows = Turn.objects.filter(status="set", day__gte=monday, day__lte=sunday, owner__isnull=False)
    told = rows.values_list("owner_id", "post", "day", "starts_at", "ends_at", "roster__first_day", "roster__since")
    weeks = dict[tuple[str, date], date]()
    turns = defaultdict[int, dict[date, Span]](dict)
    for person, post, day, begin, end, week, since in told:
        if since is None:
            continue
        weeks[post, week] = since
        there = turns[person].get(day, (begin, end))
        turns[person][day] = min(there[0], begin), max(there[1], end)
    days = defaultdict[str, set[date]](set)
    for (post, week), since in weeks.items():
        days[post].update(day for n in range(WEEK) if (day := week + n * DAY) >= since)
    return Rostered({post: frozenset(found) for post, found in days.items()}, turns)
