"""What falls due or happens on which day, within one person's reach: deadlines that run, and the dates that subjects
declare; on the days gone by also what was kept, missed and held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from . import deadlines, lists, reading
from .access import Actor
from .deadlines import ClockView
from .distrust import whole
from .models import ClockRow
from .moment import day_of, now, start_of, today
from .organisation import organisation
from .pages import Dated, pages

_ENDED = {"met": "kept", "missed": "missed", "excused": "excused"}  # a state -> ``pages.ENDED``
PER_DAY = 30  # deadlines of one day that are read; how many more there are is counted
MOST = 300  # dates of one kind of record in the days asked for
LOOKED_THROUGH = 3_000  # deadlines that are over, of the last days asked for: so many are told apart by day


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


def falling_due(actor: Actor, scope: str, days: Days, kind: str = "", per_day: int = 0) -> Due:
    """Open deadlines of these days, the first of each day (``per_day``, by default ``PER_DAY``)."""
    most = per_day or PER_DAY
    begin, end = days.instants
    rows = ClockRow.objects.filter(
        within_scope(actor, scope), live=True, quiet=False, due_at__gte=begin, due_at__lt=end
    )
    if kind:
        rows = rows.filter(subject_kind=kind)
    ranked = rows.annotate(
        place=Window(RowNumber(), partition_by=F("due_day"), order_by=[F("due_at").asc(), F("id").asc()]),
        together=Window(Count("id"), partition_by=F("due_day")),
    ).filter(place__lte=most)
    found = list(ranked.order_by("due_at", "id"))
    more = {day_of(row.due_at): row.together - most for row in found if row.together > most and row.due_at}
    return Due(_viewed(found), more)


def _viewed(rows: Sequence[ClockRow]) -> list[ClockView]:
    records = deadlines.records_of(rows)
    return [deadlines.clock_view(row, records.get((row.subject_kind, row.subject_id))) for row in rows]


def fallen(actor: Actor, scope: str, days: Days, kind: str = "", per_day: int = 0) -> tuple[Due, bool]:
    """Deadlines of these days up to today that were met, missed or waived and are over, the first of each day; and
    whether all were looked through: of more than ``LOOKED_THROUGH`` the earliest days are left out.

    Requests are not among them: whom they waited for is told of by the request itself.
    """
    most = per_day or PER_DAY
    if days.first > today():
        return Due([], {}), True
    over = Q(
        live=False, quiet=False, state__in=tuple(_ENDED), due_day__gte=days.first, due_day__lte=min(days.last, today())
    )
    rows = ClockRow.objects.filter(_over_within(actor, scope), over).exclude(subject_kind="approval")
    if kind:
        rows = rows.filter(subject_kind=kind)
    found = list(rows.order_by("-due_day", "due_at", "id").values_list("due_day", "pk")[:LOOKED_THROUGH])
    chosen, more = list[int](), dict[date, int]()
    for day, together in groupby(found, key=itemgetter(0)):
        of_day = [pk for _day, pk in together]
        chosen += of_day[:most]
        if day is not None and len(of_day) > most:
            more[day] = len(of_day) - most
    return Due(_viewed(list(ClockRow.objects.filter(pk__in=chosen))), more), len(found) < LOOKED_THROUGH


def _over_within(actor: Actor, scope: str) -> Q:
    """``within_scope`` of what is over: one's own is what one was to do, also as the holder of a post."""
    if scope != "mine":
        return within_scope(actor, scope)
    held = organisation().posts_of.get(actor.person_id or 0, ())
    own = Q(owner_id=actor.person_id or 0) | Q(taker_id=actor.person_id or 0)
    return own | Q(owner_id=None, taker_id=None, owner_post__in=held)


def outcome_of(row: ClockRow) -> str:
    """How a deadline that is over ended (``pages.ENDED``); "" while it is open."""
    return "" if row.live else _ENDED.get(row.state, "")


@dataclass(frozen=True)
class Happening:
    """A record on the days that it declares: ``first`` to ``last``, at ``at`` where it is an instant."""

    dated: Dated
    record: Any
    first: date
    last: date
    at: datetime | None

    @property
    def outcome(self) -> str:
        """How it ended (``pages.ENDED``)."""
        return self.dated.outcome(self.record) if self.dated.outcome is not None else ""


def dates(
    actor: Actor, scope: str, days: Days, kind: str = "", most: int = 0
) -> tuple[list[Happening], dict[str, int]]:
    """What subjects declare for these days, the first of each kind (``most``, by default ``MOST``); and of a kind that
    did not fit how many are left out."""
    most, found, left = most or MOST, list[Happening](), dict[str, int]()
    for dated in pages.dated:
        if kind and dated.subject.name != kind:
            continue
        chosen = rows_of(dated, actor, scope, days)
        rows = list(chosen[: most + 1])
        if len(rows) > most:
            left[dated.subject.name] = left.get(dated.subject.name, 0) + chosen.count() - most
        if rows and dated.subject.gather is not None:
            dated.subject.gather(rows[:most])
        found += [happening(dated, record) for record in rows[:most]]
    return found, left


def rows_of(dated: Dated, actor: Actor, scope: str, days: Days) -> Any:
    there = dated.where()
    if dated.past is not None:
        there |= dated.past() & Q(**{f"{dated.attr}__lt": now() if is_instant(dated) else today()})
    rows = reading.visible(actor, dated.subject).filter(there)
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
