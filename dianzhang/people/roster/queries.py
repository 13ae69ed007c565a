"""What a person has to do with turns today: for the day's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
from dianzhang.engine.prepared import among, prepared
from dianzhang.engine.unmoved import while_unmoved
from dianzhang.kernel.coverage import span_on

from .handing import EARLY, LATE
from .models import Gap, Handover, Roster, Shift, Swap, Turn
from .people import led_by, units_of
from .planning import WEEK, cells_of
from .presence import Presence

SOON = timedelta(days=7)
MOST = 6


@dataclass(frozen=True)
class Desk:
    """``turns``: on now and next; ``ending``: the one to hand over; ``notes`` and ``swaps`` wait for an answer of this
    person; ``gaps`` of units that they lead."""

    turns: list[Turn]
    ending: Turn | None
    notes: list[Handover]
    swaps: list[Swap]
    gaps: list[Gap]

    def __bool__(self) -> bool:
        return bool(self.turns or self.ending or self.notes or self.swaps or self.gaps)


def desk(actor: Actor) -> Desk:
    """One statement for somebody who has no turns; what waits for an answer anywhere is asked for once for all."""
    at, me, led = now(), actor.person_id or 0, led_by(actor) if not actor.unbound else frozenset()
    mine = _near(owner=me, over=at - LATE, soon=at + SOON)
    over = [turn for turn in mine if turn.starts_at <= at and turn.ends_at - EARLY <= at]
    written = set(_written(turns=tuple(turn.pk for turn in over))) if over else set()
    return Desk(
        [turn for turn in mine if turn.ends_at > at][:3],
        next((turn for turn in reversed(over) if turn.pk not in written), None),
        _notes(units=tuple(sorted(units_of(me))), me=me, since=at - 3 * LATE) if mine else [],
        [swap for swap in open_swaps() if waits_for(swap, me, led)][:MOST] if me else [],
        [gap for gap in open_gaps() if gap.unit_id in led][:MOST],
    )


def waits_for(swap: Swap, person: int, led: frozenset[int | None]) -> bool:
    """Whether somebody answers it now: the other colleague, then whoever leads the unit and has no turn in it."""
    if swap.status == "asked":
        return swap.other_id == person
    return swap.unit_id in led and person not in (swap.owner_id, swap.other_id)


@while_unmoved
def open_swaps() -> list[Swap]:
    return list(Swap.objects.filter(status__in=("asked", "agreed")).select_related("turn", "back").order_by("id"))


@while_unmoved
def open_gaps() -> list[Gap]:
    return list(Gap.objects.filter(status="open").order_by("starts_at", "id"))


@prepared
def _near(*, owner: Any, over: Any, soon: Any) -> QuerySet[Turn]:
    rows = Turn.objects.filter(owner_id=owner, status="set", ends_at__gt=over, starts_at__lt=soon)
    return rows.order_by("starts_at", "id")[:MOST]


@prepared
def _written(*, turns: Any) -> QuerySet[Any]:
    return Handover.objects.filter(among("turn_id", turns)).values_list("turn_id", flat=True)


@prepared
def _notes(*, units: Any, me: Any, since: Any) -> QuerySet[Handover]:
    """What others of one's units left open in the last day and a half, and nobody has taken yet."""
    notes = Handover.objects.filter(among("unit_id", units), status="open", written_at__gt=since)
    return notes.exclude(owner_id=me).select_related("turn", "owner").order_by("-id")[:MOST]


def weeks_of(unit_id: int, first: date, last: date) -> dict[date, Roster]:
    """The rosters of a unit from the week of ``first`` to that of ``last``, by their Monday."""
    rows = Roster.objects.filter(unit_id=unit_id, first_day__gt=first - WEEK, first_day__lte=last)
    return {roster.first_day: roster for roster in rows}


def as_planned(
    there: Presence, rosters: dict[date, Roster], shifts: dict[int, Shift], people: dict[int, str]
) -> Presence:
    """Who would be there if what is planned were published."""
    planned = {
        roster.first_day + timedelta(days=n) for roster in rosters.values() for n in range(7) if cells_of(roster)
    }
    turns = {
        person: [turn for turn in several if turn[0] not in planned or person not in people]
        for person, several in there.turns.items()
    }
    units = {roster.unit_id or 0 for roster in rosters.values()}
    for roster in rosters.values():
        for (person, day), number in cells_of(roster).items():
            shift = shifts.get(number)
            if shift is not None and person in people:
                times = span_on(day, shift.begins, shift.ends)
                turns.setdefault(person, []).append((day, people[person], *times))
    rostered = there.rostered | {(unit, day) for unit in units for day in planned}
    return replace(there, turns=turns, rostered=frozenset(rostered))
