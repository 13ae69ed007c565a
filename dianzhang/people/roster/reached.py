"""Who is reached at any instant: whoever is on, else who stands in for them, else whoever is above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.kernel.coverage import span_on

from .models import Turn
from .people import comes_until
from .presence import Presence, presence

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom a post is reached by, and how: ``turn`` on shift, ``hours`` within the department's hours, ``stand_in``,
    ``lead``, ``nobody``; ``until`` is when their turn ends."""

    post: str
    persons: tuple[int, ...]
    how: str
    until: datetime | None = None


def reached(posts: Iterable[str], at: datetime) -> list[Reached]:
    """For each of these posts; a handful of statements whatever their number."""
    day = day_of(at)
    org, there = organisation(day), presence(day - DAY, day)
    turns = Turn.objects.filter(status="set", starts_at__lte=at, ends_at__gt=at).order_by("ends_at", "id")
    on: dict[str, list[Turn]] = {}
    for turn in turns:
        on.setdefault(turn.post, []).append(turn)
    return [_reached(post, at, org, there, on.get(post, [])) for post in posts]


def on_call(posts: Iterable[str], at: datetime) -> dict[str, tuple[int, ...]]:
    """Who is told of what cannot wait, for those of the posts that work by a roster these days: whoever is on; while
    nobody is, whoever is reached instead, besides those who hold the post and find it when they come."""
    near = Turn.objects.filter(status="set", post__in=list(posts), starts_at__gt=at - WEEK, starts_at__lt=at + WEEK)
    rostered = sorted(set(near.values_list("post", flat=True)))
    held = organisation(day_of(at)).holders
    return {
        one.post: one.persons if one.how == "turn" else tuple(dict.fromkeys((*one.persons, *held.get(one.post, ()))))
        for one in (reached(rostered, at) if rostered else ())
    }


registry.on_turn.append(on_call)


def _reached(post: str, at: datetime, org: Organisation, there: Presence, on: list[Turn]) -> Reached:
    day = day_of(at)
    here = [one for one in on if comes_until(one.owner_id or 0, one.starts_at, one.ends_at, there.away) > at]
    if here:
        people = tuple(dict.fromkeys(turn.owner_id or 0 for turn in here))
        return Reached(post, people, "turn", max(turn.ends_at for turn in here))
    working = _in_hours(at) and (org.unit_of(post) or 0, day) not in there.rostered
    held = org.holders.get(post, ())
    if working and (people := tuple(person for person in held if (person, day) not in there.away)):
        return Reached(post, people, "hours")
    away = [turn.owner_id or 0 for turn in on] or ([*held] if working else [])
    if people := _standing_in(away, org):
        return Reached(post, people, "stand_in")
    return _lead(post, day_of(at), org, there)


def _standing_in(away: Iterable[int], org: Organisation) -> tuple[int, ...]:
    acting = org.absences.acting
    return tuple(dict.fromkeys(acting[person] for person in away if person in acting))


def _lead(post: str, day: object, org: Organisation, there: Presence) -> Reached:
    """Whoever is above and not away, else who stands in for them; at the very top the holders themselves."""
    for one in (*org.above(post), post):
        held = org.holders.get(one, ())
        people = tuple(person for person in held if (person, day) not in there.away) or _standing_in(held, org)
        if people:
            return Reached(post, people, "lead")
    return Reached(post, (), "nobody")


def _in_hours(at: datetime) -> bool:
    day, calendar = day_of(at), rulebooks.calendar_of(None)
    return any(begin <= at < end for begin, end in (span_on(day, *hours) for hours in calendar.hours_on(day)))
