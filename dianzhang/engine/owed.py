"""What is owed by a time, in short lists: deadlines of rules, and records with a date of their own that no rule times.

Reports, stand-ups and agendas begin with it; pages have the radar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from . import deadlines
from .access import Actor
from .deadlines import clock_view, owed_by, records_of
from .models import ClockRow
from .moment import now
from .pages import Dated
from .radar.asking import Asked, dates_of, kinds_with_dates
from .topics import Point
from .words import subject_name, word


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to be done by ``due_at`` (None: it rests): of which record, and what is to be done."""

    due_at: datetime | None
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of them by time; ``more``: how many there are beyond."""

    lines: list[Owed]
    more: int


def owed(actor: Actor, until: datetime, most: int, *, since: datetime | None = None) -> Listed:
    """What somebody owes until then, and what is late already, however long (``since``: of the rest only from then).

    Three statements for deadlines and three for each kind of record with dates, however many there are.
    """
    due = Q(due_at__lte=until, due_at__gte=since) if since is not None else Q(due_at__lte=until)
    clocks = ClockRow.objects.filter(
        owed_by(actor), due | Q(state="missed") | Q(due_at__lt=now()), live=True, quiet=False
    )
    rows = list(clocks.order_by("due_at", "id")[:most])
    records = records_of(rows)
    views = [clock_view(row, records.get((row.subject_kind, row.subject_id))) for row in rows]
    found = [Owed(view.row.due_at, view.title, view.what) for view in views]
    there = clocks.count() if len(rows) == most else len(rows)
    for dated in kinds_with_dates(actor, Asked()):
        first, n = _dated(dated, dates_of(dated, actor, Asked()), until, since, most)
        found, there = found + first, there + n
    found.sort(key=lambda one: (one.due_at is None, one.due_at.timestamp() if one.due_at else 0.0))
    return Listed(found[:most], there - len(found[:most]))


def _dated(dated: Dated, rows: Any, until: datetime, since: datetime | None, most: int) -> tuple[list[Owed], int]:
    due = Q(**{f"{dated.attr}__lte": until}) & (Q(**{f"{dated.attr}__gte": since}) if since is not None else Q())
    chosen = rows.filter(due | Q(**{f"{dated.attr}__lt": now()}))
    first = list(chosen.order_by(dated.attr, "id")[:most])
    lines = [Owed(getattr(one, dated.attr), _named(dated, one), word(dated.zh)) for one in first]
    return lines, chosen.count() if len(first) == most else len(first)


def _named(dated: Dated, record: Any) -> str:
    title, kind = dated.subject.title(record), subject_name(dated.subject)
    return title if title.startswith(kind) else f"{kind} {title}"


def late_in(actor: Actor, units: tuple[int, ...], most: int, leaving: tuple[str, ...] = ()) -> list[Point]:
    """Records of these units whose deadline or own date has passed and that are still open, each once, the latest
    first; ``leaving``: kinds that are left out."""
    rows = ClockRow.objects.filter(deadlines.within_views(actor), live=True, quiet=False, due_at__lt=now())
    rows = rows.filter(unit_id__in=units).exclude(subject_kind__in=leaving)
    found = rows.order_by("due_at", "id").values_list("due_at", "subject_kind", "subject_id")[: most * 3]
    passed = [(due, kind, pk) for due, kind, pk in found if due is not None]
    for dated in kinds_with_dates(actor, Asked("all")):
        if dated.subject.name not in leaving:
            late = dates_of(dated, actor, Asked("all")).filter(**{f"{dated.attr}__lt": now()}, unit_id__in=units)
            kept = late.order_by(dated.attr, "id").values_list(dated.attr, "pk")[:most]
            passed += [(due, dated.subject.name, pk) for due, pk in kept]
    passed.sort(key=lambda one: one[0])
    return [Point(kind, pk) for kind, pk in list(dict.fromkeys((kind, pk) for _due, kind, pk in passed))[:most]]
