"""What stands on an agenda by itself: what is late, what is stuck, what was decided and is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.owed import late_in
from dianzhang.engine.topics import Point, Scope, topic, topics

from ..models import Meeting
from ..obstacles.states import OBSTACLE
from ..states import TASK

MOST = 10  # points of one topic
LATELY = timedelta(days=7)  # looked back at where there was no such meeting before
OPEN = ("todo", "doing")


def scope_of(meeting: Meeting) -> Scope:
    """What it is about: the unit that calls it, since it met last in this form."""
    held = Meeting.objects.filter(of_unit(meeting.unit_id), kind=meeting.kind, status="held", began_at__lt=_at(meeting))
    last = held.order_by("-began_at").values_list("began_at", flat=True).first()
    below = organisation().below.get(meeting.unit_id or 0, frozenset())
    return Scope(meeting.unit_id, tuple(sorted(below)), last or _at(meeting) - LATELY, meeting.kind)


def of_unit(unit: int | None) -> Q:
    return Q(unit=None) if unit is None else Q(unit_id=unit)


def _at(meeting: Meeting) -> datetime:
    return meeting.began_at or max(now(), meeting.starts_at)


def points(meeting: Meeting, reader: Actor) -> Iterator[tuple[str, Point]]:
    """Topic and record, as far as ``reader`` may see them now."""
    scope = scope_of(meeting)
    for one in topics.values():
        for point in one.read(reader, scope, MOST):
            yield one.name, point


@topic("late", "晚了的")
def late(actor: Actor, scope: Scope, most: int) -> Iterable[Point]:
    """What of the unit has passed its deadline, or its own date where no rule times it, and is still open."""
    return late_in(actor, scope.units, most, leaving=("approval", "meeting"))


@topic("blocked", "卡住的")
def blocked(actor: Actor, scope: Scope, most: int) -> Iterable[Point]:
    """Obstacles that nobody has removed yet, then tasks that cannot be finished before somebody answers."""
    units = Q(unit_id__in=scope.units) | Q(task__unit_id__in=scope.units)
    stuck = reading.visible(actor, OBSTACLE).filter(units, status="open").order_by("raised_at", "id")
    found = [Point("obstacle", pk) for pk in stuck.values_list("pk", flat=True)[:most]]
    rows = reading.visible(actor, TASK).filter(unit_id__in=scope.units, status__in=OPEN, waiting_first__gt=0)
    waiting = rows.order_by("due_at", "id").values_list("pk", flat=True)[: most - len(found)]
    return [*found, *(Point("task", pk) for pk in waiting)]


@topic("open", "上次决定、还没办完的")
def still_open(actor: Actor, scope: Scope, most: int) -> Iterable[Point]:
    """Tasks from decisions of meetings of this unit."""
    meetings = Meeting.objects.filter(of_unit(scope.unit), status="held").values("pk")
    rows = reading.visible(actor, TASK).filter(of_kind="meeting", of_id__in=meetings, status__in=OPEN)
    return [Point("task", pk) for pk in rows.order_by("due_at", "id").values_list("pk", flat=True)[:most]]


@topic("decided", "新批下来的")
def decided(actor: Actor, scope: Scope, most: int) -> Iterable[Point]:
    """Requests of the unit that were granted or refused since."""
    rows = Approval.objects.filter(
        unit_id__in=scope.units, status__in=("agreed", "refused"), decided_at__gte=scope.since
    ).order_by("-decided_at", "-id")[:most]
    found = list(rows)
    seen = reading.seen(actor, registry.subjects["approval"], found)
    return [Point("approval", one.pk) for one in found if one.pk in seen]
