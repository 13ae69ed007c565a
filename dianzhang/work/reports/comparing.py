"""A report beside the plan: what was meant to be done in its days and was, was not, and what was done besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of, start_of

from ..models import PlanLine, PlanTask, PlanWording, Report, Task, Workplan
from ..states import TASK
from ..workplans.reckoning import far_of
from ..workplans.showing import readable
from ..workplans.states import IN_FORCE, title_of

MANY = 60  # lines of one part
DAY = timedelta(days=1)
SPAN = {"weekly": "week", "monthly": "month"}  # the plan that comes after a report


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of a plan: ``done`` within the days or not; ``percent`` as it is now, None where nobody said."""

    line: PlanLine
    done: bool

    @property
    def percent(self) -> int | None:
        return far_of(self.line)


def planned(person: int, first: date, last: date) -> list[Compared]:
    """The lines in force that name somebody and were meant to be done from ``first`` to ``last``, or were done then.

    Meant for these days: due in them, or before them and not done; without a date, where the plan's own days end in
    them.
    """
    lines = PlanLine.objects.filter(person_id=person, live=True, plan__status__in=IN_FORCE)
    meant = Q(due_on__lte=last) | Q(due_on=None, plan__last_day__lte=last)
    there = lines.filter(meant, plan__first_day__lte=last, plan__last_day__gte=first)
    done = lines.filter(done_at__gte=start_of(first), done_at__lt=start_of(last + DAY))
    found = (there | done).select_related("plan").order_by("plan__first_day", "plan_id", "place", "id")
    told = []
    for line in found.distinct()[:MANY]:
        when = day_of(line.done_at) if line.done_at is not None else None
        if when is None or when >= first:  # what was done before these days is no matter of theirs
            told.append(Compared(line, when is not None and when <= last))
    return told


def unplanned(person: int, first: date, last: date) -> list[Task]:
    """Tasks that somebody answered for and that were done in these days, though no line of a plan has them."""
    done = Task.objects.filter(owner_id=person, status="done", finished_at__gte=start_of(first))
    done = done.filter(finished_at__lt=start_of(last + DAY))
    theirs = PlanTask.objects.filter(ended_at=None, line__live=True).values("task_id")
    return list(done.exclude(pk__in=theirs).order_by("finished_at", "id")[:MANY])


def section(report: Report, actor: Actor) -> Mapping[str, Any] | None:
    """Beside what the report says, as far as its reader may see the plans and tasks; None where there is nothing."""
    person = report.owner_id or 0
    compared = planned(person, report.first_day, report.last_day)
    after = following(report)
    opened = readable([*(one.line.plan for one in compared), *([after] if after is not None else [])], actor)
    rows = [row(one) for one in compared if one.line.plan_id in opened]
    besides = unplanned(person, report.first_day, report.last_day) if rows or after is not None else []
    seen = reading.seen(actor, TASK, besides)
    told = [{"title": one.title, "url": address("task", one.pk)} for one in besides if one.pk in seen]
    coming = after if after is not None and after.pk in opened and after.status != "draft" else None
    if not rows and coming is None:
        return None
    return {
        "rows": rows, "done": sum(one["done"] for one in rows), "besides": told,
        "next": {"title": title_of(coming), "url": address("workplan", coming.pk)} if coming is not None else None,
    }  # fmt: skip


def row(one: Compared) -> dict[str, Any]:
    return {
        "aim": one.line.aim, "done": one.done, "percent": one.percent, "note": one.line.note, "due": one.line.due_on,
        "plan": title_of(one.line.plan), "url": address("workplan", one.line.plan_id),
    }  # fmt: skip


def address(kind: str, pk: int) -> str:
    return reverse("record", args=[kind, pk])


def following(report: Report) -> Workplan | None:
    """One's own plan for the period after a weekly or monthly report."""
    return _own(report.owner_id or 0, report.kind, report.last_day)


def _own(person: int, kind: str, last: date) -> Workplan | None:
    if kind not in SPAN:
        return None
    mine = Workplan.objects.filter(owner_id=person, scope="own", span=SPAN[kind], first_day=last + DAY)
    return mine.exclude(status="dropped").first()


# --- what a report begins with ------------------------------------------------------------


def done_lines(person: int, first: date, last: date) -> str:
    """A line for each line of a plan that was done in these days."""
    done = [one.line.aim for one in planned(person, first, last) if one.done]
    return "\n".join(_("计划 · %(aim)s：做完了") % {"aim": aim} for aim in done)


def next_lines(person: int, kind: str, last: date) -> str:
    """What comes next by one's plans: the plan of the next week or month, its draft too, it is one's own; of a day what
    is due by the next and not done."""
    after = _own(person, kind, last)
    if after is not None:
        said = PlanWording.objects.filter(line__plan=after, number=after.drafted, gone=False).order_by("place", "id")
        return "\n".join(one.aim for one in said)
    if kind != "daily":
        return ""
    lines = PlanLine.objects.filter(person_id=person, live=True, state="open", plan__status="agreed")
    due = lines.filter(due_on__lte=last + DAY).order_by("due_on", "id")[:MANY]
    return "\n".join(f"{one.due_on:%m-%d} {one.aim}" for one in due)
