"""What falls due or happens on which day, within one person's reach: deadlines that run, and the dates that subjects
declare.

Only what is still open is laid out, so that it costs what there is to do, not what there was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from . import deadlines, lists, reading
from .access import Actor
from .deadlines import ClockView
from .distrust import whole
from .models import ClockRow
from .moment import day_of, start_of
from .organisation import organisation
from .pages import Dated, pages

PER_DAY = 30  # deadlines of one day that are read; how many more there are is counted
MOST = 300  # dates of one kind of record in the days asked for


@dataclass(frozen=True)
class Days:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """When they begin, and when they are over."""
        return start_of(self.first), start_of(self.last + timedelta(1))


@dataclass(frozen=True)
class Due:
    """The deadlines of the days asked for; ``more`` says of a day how many there are beyond those."""

    views: list[ClockView]
    more: dict[date, int]


def within_scope(actor: Actor, scope: str) -> Q:
    """Clocks by whom they concern: ``mine``, ``group`` (my unit's), ``all`` I may see; ``person:6`` and ``unit:2`` of
    these: what they owe, as far as I may see it."""
    if scope == "mine":
        return deadlines.owed_by(actor)
    seen = deadlines.within_views(actor)
    if scope == "group":
        return seen & Q(unit_id=actor.unit_id)
    whom, number = read_scope(scope)
    if whom == "person":
        return seen & (Q(owner_id=number) | Q(taker_id=number))
    return seen & Q(unit_id__in=below(number)) if whom == "unit" else seen


def read_scope(scope: str) -> tuple[str, int]:
    """``("person", 6)`` or ``("unit", 2)`` of what ``Looking`` asks for; ``("", 0)`` for any other scope."""
    whom, _colon, number = scope.partition(":")
    known = whole(number) if whom in ("person", "unit") else None
    return (whom, known) if known is not None else ("", 0)


def below(unit: int) -> list[int]:
    return sorted(organisation().below.get(unit, frozenset({unit})))


def falling_due(actor: Actor, scope: str, days: Days, kind: str = "") -> Due:
    """Open deadlines of these days, the first of each day."""
    begin, end = days.instants
    rows = ClockRow.objects.filter(
        within_scope(actor, scope), live=True, quiet=False, due_at__gte=begin, due_at__lt=end
    )
    if kind:
        rows = rows.filter(subject_kind=kind)
    ranked = rows.annotate(
        place=Window(RowNumber(), partition_by=F("due_day"), order_by=[F("due_at").asc(), F("id").asc()]),
        together=Window(Count("id"), partition_by=F("due_day")),
    ).filter(place__lte=PER_DAY)
    found = list(ranked.order_by("due_at", "id"))
    more = {day_of(row.due_at): row.together - PER_DAY for row in found if row.together > PER_DAY and row.due_at}
    records = deadlines.records_of(found)
    return Due([deadlines.clock_view(row, records.get((row.subject_kind, row.subject_id))) for row in found], more)


@dataclass(frozen=True)
class Happening:
    """A record on the days that it declares: ``first`` to ``last``, at ``at`` where it is an instant."""

    dated: Dated
    record: Any
    first: date
    last: date
    at: datetime | None


def dates(actor: Actor, scope: str, days: Days, kind: str = "") -> tuple[list[Happening], bool]:
    """What subjects declare for these days, and whether some of it did not fit."""
    found, whole = list[Happening](), True
    for dated in pages.dated:
        if kind and dated.subject.name != kind:
            continue
        rows = list(rows_of(dated, actor, scope, days)[: MOST + 1])
        whole = whole and len(rows) <= MOST
        if rows and dated.subject.gather is not None:
            dated.subject.gather(rows[:MOST])
        found += [happening(dated, record) for record in rows[:MOST]]
    return found, whole


def rows_of(dated: Dated, actor: Actor, scope: str, days: Days) -> Any:
    rows = reading.visible(actor, dated.subject).filter(dated.where())
    if scope == "mine":
        rows = rows.filter(dated.mine(actor) if dated.mine is not None else Q(owner_id=actor.person_id))
    elif scope == "group":
        rows = rows.filter(unit_id=actor.unit_id)
    elif (whom := read_scope(scope))[0] == "person":
        other = Actor(whom[1], "")
        rows = rows.filter(dated.mine(other) if dated.mine is not None else Q(owner_id=whom[1]))
    elif whom[0] == "unit":
        rows = rows.filter(unit_id__in=below(whom[1]))
    attr, until = dated.attr, dated.until or dated.attr
    if is_instant(dated):
        begin, end = days.instants
        return rows.filter(**{f"{attr}__lt": end, f"{until}__gte": begin}).order_by(attr, "id")
    return rows.filter(**{f"{attr}__lte": days.last, f"{until}__gte": days.first}).order_by(attr, "id")


def is_instant(dated: Dated) -> bool:
    return isinstance(dated.subject.model._meta.get_field(dated.attr), models.DateTimeField)


def happening(dated: Dated, record: Any) -> Happening:
    value = getattr(record, dated.attr)
    last = getattr(record, dated.until) if dated.until else value
    if not isinstance(value, datetime):
        return Happening(dated, record, value, last, None)
    return Happening(dated, record, day_of(value), day_of(last), value)


def kinds(actor: Actor) -> list[str]:
    """Kinds of record that stand in this person's calendar."""
    every = [*(dated.subject.name for dated in pages.dated), *pages.lists]
    return [name for name in dict.fromkeys(every) if lists.may_list(actor, name)]
