"""Whose roster it is: who leads a unit, who works in it, who is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.models import StandIn
from dianzhang.engine.moment import day_of, start_of
from dianzhang.engine.organisation import Organisation, organisation

from ..models import LeaveRequest
from .models import Turn

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


def leads(actor: Actor, unit_id: int | None) -> bool:
    """Whether somebody's post is above one of the unit: they plan it, or look after whoever does."""
    if actor.unbound:
        return True
    return unit_id in led_by(actor)


def led_by(actor: Actor) -> frozenset[int]:
    """The units that someone leads: those with a post that reports to theirs, directly or further up."""
    org = organisation()
    return frozenset(org.units) if actor.unbound else org.led_by(actor.post)


def leaders(unit_id: int | None, org: Organisation | None = None) -> tuple[int, ...]:
    """Who plans a unit: the holders of the post nearest above those that work in it."""
    org = org or organisation()
    for code, post in org.posts.items():
        if post.unit_id == unit_id:
            for one in org.above(code):
                if held := org.holders.get(one, ()):
                    return held
    return ()


def members(unit_id: int | None, org: Organisation | None = None) -> dict[int, str]:
    """Who works in a unit, with the post they have there; those below it have rosters of their own."""
    org = org or organisation()
    found: dict[int, str] = {}
    for code, post in org.posts.items():
        if post.unit_id == unit_id:
            for person in org.holders.get(code, ()):
                found.setdefault(person, code)
    return found


def units_of(person_id: int | None, org: Organisation | None = None) -> frozenset[int]:
    """The units in which somebody holds a post."""
    org = org or organisation()
    held = (org.unit_of(post) for post in org.posts_of.get(person_id or 0, ()))
    return frozenset(unit for unit in held if unit is not None)


def concerned_units(actor: Actor) -> frozenset[int]:
    """Whose rosters somebody sees: their own units', and those they lead."""
    return units_of(actor.person_id) | led_by(actor)


def of_these_units(actor: Actor) -> Q:
    return Q(unit_id__in=sorted(concerned_units(actor)))


def away_between(first: date, last: date) -> frozenset[tuple[int, date]]:
    """Who is away on which of these days: leave that is granted, and stand-ins appointed for certain days."""
    found = set()
    granted = LeaveRequest.objects.filter(status="granted", first_day__lte=last, last_day__gte=first)
    spans: list[tuple[int | None, date, date | None]] = list(granted.values_list("owner_id", "first_day", "last_day"))
    acting = StandIn.objects.filter(ended_at=None, since__lte=last, until__gte=first)
    spans += acting.values_list("person_id", "since", "until")
    for person, since, until in spans:
        day = max(since, first)
        while person is not None and until is not None and day <= min(until, last):
            found.add((person, day))
            day += timedelta(days=1)
    return frozenset(found)


def days_of(begin: datetime, end: datetime) -> list[date]:
    """The days that a time touches; one that ends at midnight does not touch the day after."""
    first, last = day_of(begin), day_of(end - INSTANT)
    return [first + n * DAY for n in range((last - first).days + 1)]


def comes_until(person: int, begin: datetime, end: datetime, away: frozenset[tuple[int, date]]) -> datetime:
    """How far somebody works a turn: not at all, ``begin``, when they are away on its first day; on a later day no
    further than its midnight."""
    gone = next((day for day in days_of(begin, end) if (person, day) in away), None)
    return end if gone is None else max(begin, start_of(gone))


def turns_worked(
    persons: Iterable[int], since: datetime, until: datetime
) -> dict[int, list[tuple[datetime, datetime]]]:
    """The published turns of these people that lie between the two, as far as they come to them: one statement, three
    where there are any."""
    rows = Turn.objects.filter(owner_id__in=sorted(set(persons)), status="set", starts_at__lt=until, ends_at__gt=since)
    on = list(rows.order_by("starts_at", "id").values_list("owner_id", "starts_at", "ends_at"))
    found = defaultdict[int, list[tuple[datetime, datetime]]](list)
    if not on:
        return found
    away = away_between(day_of(min(begin for _who, begin, _end in on)), day_of(max(end for _who, _begin, end in on)))
    for person, begin, end in on:
        last = comes_until(person or 0, begin, end, away)
        if last > max(begin, since):
            found[person or 0].append((begin, last))
    return found
