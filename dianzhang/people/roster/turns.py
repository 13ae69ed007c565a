"""A turn comes about when a roster is published, goes when it is changed, and passes to another in a swap.

What has begun stays as it was: deadlines that follow the roster have been judged by it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import HOME, day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import consequence

from .models import Turn
from .people import away_between, days_of
from .states import TURN

REST = timedelta(hours=10)  # at least between two turns of one person: ours
AROUND = timedelta(days=2)  # no turn is longer


@dataclass(frozen=True, slots=True)
class Time:
    """When somebody would work; ``turn`` names the turn where it stands already."""

    person: int
    starts_at: datetime
    ends_at: datetime
    turn: int | None = None


class Laid(BaseModel):
    """Who works which shift when."""

    roster_id: int = Kept(...)
    shift_id: int = Kept(...)
    name: str = Kept(...)
    post: str = Kept(...)
    day: date = Kept(...)
    starts_at: datetime = Kept(...)
    ends_at: datetime = Kept(...)
    owner_id: int = Kept(...)
    unit_id: int = Kept(...)


class Passed(BaseModel):
    owner_id: int = Kept(...)
    post: str = Kept(...)


@consequence("turn.lay", zh="当班.排定", en="Lay out", on=TURN, creates=True, input=Laid)
def lay(turns: Batch[Turn, Laid], act: Act) -> None:
    """Published: it stands in everybody's calendar."""
    for turn, given in turns:
        for name in Laid.model_fields:
            setattr(turn, name, getattr(given, name))


@consequence("turn.withdraw", zh="当班.撤下", en="Withdraw", on=TURN, leads={"status": ("set", "withdrawn")})
def withdraw(turns: Batch[Turn, None], act: Act) -> None:
    """Planned otherwise before it began."""


@consequence("turn.pass_on", zh="当班.换人", en="Pass on", on=TURN, requires={"status": "set"}, input=Passed)
def pass_on(turns: Batch[Turn, Passed], act: Act) -> None:
    """Another works it: a swap that was agreed to and approved."""
    for turn, given in turns:
        turn.owner_id, turn.post = given.owner_id, given.post


def standing(persons: Iterable[int], begin: datetime, end: datetime) -> list[Turn]:
    """Turns of these people that lie near a time, in order."""
    found = Turn.objects.filter(owner_id__in=sorted(set(persons)), status="set")
    return list(found.filter(starts_at__lt=end + AROUND, starts_at__gt=begin - AROUND).order_by("starts_at", "id"))


def trouble(wanted: Sequence[Time], besides: Iterable[int] = ()) -> str:
    """Why these cannot be worked: on leave, two at once, too little rest; empty where they can.

    ``besides`` are turns that would go by this, and so stand in nobody's way.
    """
    if not wanted:
        return ""
    begin, end = min(one.starts_at for one in wanted), max(one.ends_at for one in wanted)
    names, gone = organisation().names, set(besides)
    away = away_between(day_of(begin), day_of(end))
    if why := _on_leave(wanted, names, away):
        return why
    there = [
        Time(turn.owner_id or 0, turn.starts_at, turn.ends_at, turn.pk)
        for turn in standing((one.person for one in wanted), begin, end)
        if turn.pk not in gone
    ]
    by_person: dict[int, list[Time]] = {}
    for one in (*there, *wanted):
        by_person.setdefault(one.person, []).append(one)
    for several in by_person.values():
        several.sort(key=lambda one: one.starts_at)
        for first, second in itertools.pairwise(several):
            if second.starts_at < first.ends_at:
                return _("%(who)s %(when)s 已经有一个班，两个班撞在一起了。") % _named(second, names)
            if second.starts_at - first.ends_at < REST:
                named = {**_named(second, names), "hours": REST // timedelta(hours=1)}
                return _("%(who)s %(when)s 的班离上一个班不到 %(hours)d 小时，休息不够。") % named
    return ""


def _on_leave(wanted: Sequence[Time], names: dict[int, str], away: frozenset[tuple[int, date]]) -> str:
    """Who would work on a day of their leave; a turn is of every day that it touches."""
    for one in wanted:
        begins, *further = days_of(one.starts_at, one.ends_at)
        if (one.person, begins) in away:
            return _("%(who)s %(when)s 请了假，排不了班。") % _named(one, names)
        if leave := next((day for day in further if (one.person, day) in away), None):
            named = {**_named(one, names), "day": f"{leave:%m-%d}"}
            return _("%(who)s %(when)s 的班要上到 %(day)s，那天请了假，排不了班。") % named
    return ""


def _named(one: Time, names: dict[int, str]) -> dict[str, str]:
    return {"who": names.get(one.person, ""), "when": f"{one.starts_at.astimezone(HOME):%m-%d %H:%M}"}
