"""The board of tasks: a bounded number of cards in each cell, all of them counted; lanes by person or by due.

However many tasks there are, a board reads as many cards as it shows, and its statements are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _

from dianzhang.engine.moment import day_of, now, start_of
from dianzhang.engine.organisation import organisation

from .models import Task
from .queries import OPEN
from .raci import gather

STATES = ("todo", "doing", "done")
CELL = 8  # cards of one cell; of a column without lanes see ``web.task_board``
LANES = 12  # of persons; those with most in hand
DONE = "done"  # by due: what is done has no due that presses any more
DUES = ("late", "today", "week", "later", "none", DONE)


@dataclass
class Lane:
    """One row of the board.  ``counts`` and ``cells`` by state; ``owner``: the person, where it is one's."""

    key: str
    name: str
    owner: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    cells: dict[str, list[Task]] = field(default_factory=dict)


def shown(rows: QuerySet[Task], since: datetime) -> QuerySet[Task]:
    """What a board is about: what waits, what runs, and what was done lately."""
    return rows.filter(Q(status__in=OPEN) | Q(status="done", finished_at__gte=since))


def counted(rows: QuerySet[Task]) -> dict[str, int]:
    """How many of each state."""
    found = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in STATES}


def columns(rows: QuerySet[Task], most: int) -> dict[str, list[Task]]:
    """Without lanes: what waits and what runs, the most urgent first; what was done, newest first."""
    with_owner = rows.select_related("owner")
    open_ones = (F("due_at").asc(nulls_last=True), "id")
    found = {state: list(with_owner.filter(status=state).order_by(*open_ones)[:most]) for state in OPEN}
    found["done"] = list(with_owner.filter(status="done").order_by("-finished_at", "-id")[:most])
    gather([task for tasks in found.values() for task in tasks])
    return found


def lanes(rows: QuerySet[Task], by: str, first: int | None = None) -> tuple[list[Lane], int]:
    """The rows of the board by ``person`` or by ``due``, and how many persons are left out.

    ``first``: the person whose lane stands first, whoever has more.
    """
    marked = rows.annotate(lane=_person() if by == "person" else _due())
    counts = list(marked.order_by().values_list("lane", "status").annotate(n=Count("pk")))
    found, left = (_persons(counts, first), 0) if by == "person" else (_dues(counts), 0)
    if by == "person":
        left = max(0, len(found) - LANES)
        found = found[:LANES]
    _fill(found, marked)
    return found, left


def _person() -> Any:
    return Coalesce(F("owner_id"), Value(0))


def _due() -> Any:
    at = now()
    tomorrow = start_of(day_of(at)) + timedelta(days=1)
    return Case(
        When(status="done", then=Value(DONE)),
        When(due_at=None, then=Value("none")),
        When(due_at__lt=at, then=Value("late")),
        When(due_at__lt=tomorrow, then=Value("today")),
        When(due_at__lt=tomorrow + timedelta(days=6), then=Value("week")),
        default=Value("later"),
        output_field=CharField(),
    )


def _persons(counts: Iterable[tuple[int, str, int]], first: int | None) -> list[Lane]:
    """Those who have any, the one who looks first, then who has most in hand; last what nobody answers for."""
    names, found = organisation().names, dict[int, Lane]()
    for person, status, n in counts:
        name = names.get(person, "") if person else _("没有负责人")
        found.setdefault(person, Lane(str(person), name, person or None)).counts[status] = n

    def in_hand(lane: Lane) -> tuple[Any, ...]:
        most = sum(lane.counts.get(status, 0) for status in OPEN)
        return lane.owner != first, lane.owner is None, -most, lane.owner or 0

    return sorted(found.values(), key=in_hand)


def _dues(counts: Iterable[tuple[str, str, int]]) -> list[Lane]:
    names = {
        "late": _("已晚"), "today": _("今天到期"), "week": _("七天内"), "later": _("以后"), "none": _("没有期限"),
        DONE: _("近两周做完的"),
    }  # fmt: skip
    found = {key: Lane(key, names[key]) for key in DUES}
    for key, status, n in counts:
        found[key].counts[status] = n
    return [lane for lane in found.values() if lane.counts]


def _fill(found: Sequence[Lane], marked: Any) -> None:
    """The cards of all cells: their ids in one statement, whole in another."""
    by_key = {lane.key: lane for lane in found}
    finished = Case(When(status="done", then=F("finished_at")))
    order = (finished.desc(nulls_last=True), F("due_at").asc(nulls_last=True), "id")
    place = Window(RowNumber(), partition_by=[F("lane"), F("status")], order_by=order)
    wanted = marked.filter(lane__in=[int(lane.key) if lane.key.isdigit() else lane.key for lane in found])
    numbered = wanted.annotate(nth=place).filter(nth__lte=CELL).order_by("status", "nth")
    keyed = list(numbered.values_list("pk", "lane", "status"))
    tasks = Task.objects.select_related("owner").in_bulk([pk for pk, _lane, _status in keyed])
    for pk, lane, status in keyed:
        by_key[str(lane)].cells.setdefault(status, []).append(tasks[pk])
    gather(list(tasks.values()))
