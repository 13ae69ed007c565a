"""What a person has to do with turns today: for the day's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
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
    """Four statements; two for somebody who has no turns and leads nobody."""
    at, me, led = now(), actor.person_id, sorted(led_by(actor)) if not actor.unbound else []
    mine = list(
        Turn.objects.filter(owner_id=me, status="set", ends_at__gt=at - LATE, starts_at__lt=at + SOON)
        .order_by("starts_at", "id")[:MOST]
    )  # fmt: skip
    waits = Q(other_id=me, status="asked")
    if led:
        waits |= Q(unit_id__in=led, status="agreed") & ~Q(owner_id=me) & ~Q(other_id=me)
    swaps = list(Swap.objects.filter(waits).select_related("turn", "back").order_by("id")[:MOST]) if me else []
    notes: list[Handover] = []
    ending = None
    if mine:
        notes = list(_notes(me, at))
        over = [turn for turn in mine if turn.starts_at <= at and turn.ends_at - EARLY <= at]
        written = set(
            Handover.objects.filter(turn_id__in=[turn.pk for turn in over]).values_list("turn_id", flat=True)
            if over else ()
        )  # fmt: skip
        ending = next((turn for turn in reversed(over) if turn.pk not in written), None)
    gaps = list(Gap.objects.filter(unit_id__in=led, status="open").order_by("starts_at", "id")[:MOST]) if led else []
    return Desk([turn for turn in mine if turn.ends_at > at][:3], ending, notes, swaps, gaps)


def _notes(me: int | None, at: datetime) -> list[Handover]:
    """What others of one's units left open in the last day and a half, and nobody has taken yet."""
    open_notes = Handover.objects.filter(status="open", unit_id__in=sorted(units_of(me)), written_at__gt=at - 3 * LATE)
    return list(open_notes.exclude(owner_id=me).select_related("turn", "owner").order_by("-id")[:MOST])


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
