"""The lines of plans as versions have them, and the plans above from which they may be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act

from ..models import PlanLine, PlanWording, Workplan
from .periods import LENGTH
from .states import IN_FORCE

MOST = 60  # lines of one plan
ABOVE = 5  # plans above that are shown beside one
SAYS = ("place", "aim", "measure", "target", "person_id", "due_on", "serves_id")


def is_drafted(plan: Workplan) -> bool:
    """Whether there is a version that is not in force yet."""
    return plan.status in ("draft", "submitted") or plan.change != "none"


def wordings_of(plan: Workplan, number: int) -> list[PlanWording]:
    """What the lines say in one version, in their order, those left out in it too."""
    rows = PlanWording.objects.filter(line__plan_id=plan.pk, number=number).select_related("line")
    return list(rows.order_by("place", "id"))


def lines_of(plan: Workplan) -> list[PlanLine]:
    """The lines in force, in their order."""
    rows = PlanLine.objects.filter(plan_id=plan.pk, live=True).select_related("serves__plan")
    return list(rows.order_by("place", "id"))


def add_lines(plan: Workplan, found: Sequence[dict[str, Any]], act: Act, *, after: int) -> None:
    """Further lines of the version that is being written, behind place ``after``."""
    numbers = act.transaction.ids(PlanLine, len(found)) if found else ()
    for n, (pk, said) in enumerate(zip(numbers, found, strict=True), after + 1):
        says: dict[str, Any] = {"measure": "", "person_id": plan.owner_id, **said, "place": n}
        act.add(PlanLine(id=pk, plan_id=plan.id, live=False, **says))
        act.add(PlanWording(line_id=pk, number=plan.drafted, **says))


def take_over(line: PlanLine, wording: PlanWording, act: Act) -> None:
    """From now on the line says what this version says."""
    for name in SAYS:
        setattr(line, name, getattr(wording, name))
    line.live = not wording.gone
    act.change(line)


# --- what stands above --------------------------------------------------------------------


def above(plan: Workplan) -> list[Workplan]:
    """Plans in force that this one can be drawn from, the nearest first.

    Those of its unit and the units above for the same days or more, and longer ones of its own.
    """
    org = organisation()
    longer = [span for span, n in LENGTH.items() if n > LENGTH[plan.span]]
    over = [unit for unit, below in org.below.items() if plan.unit_id in below]
    as_long = Q(span__in=[*longer, plan.span])
    if plan.scope == "team":
        higher = [unit for unit in over if unit != plan.unit_id]
        fits = Q(scope="team") & (Q(unit_id=plan.unit_id, span__in=longer) | Q(unit_id__in=higher) & as_long)
    else:
        fits = Q(scope="team", unit_id__in=over) & as_long | Q(scope="own", owner_id=plan.owner_id, span__in=longer)
    days = Q(first_day__lte=plan.last_day, last_day__gte=plan.first_day)
    found = list(Workplan.objects.filter(fits & days, status__in=IN_FORCE).exclude(pk=plan.pk))
    size = {unit: len(org.below.get(unit, ())) for unit in over}
    found.sort(key=lambda one: (one.scope == "own", size.get(one.unit_id or 0, 0), LENGTH[one.span], one.pk))
    return found[:ABOVE]


def may_serve(plan: Workplan) -> dict[int, PlanLine]:
    """The lines above that a line of this plan may serve."""
    rows = PlanLine.objects.filter(plan_id__in=[one.pk for one in above(plan)], live=True)
    return {line.pk: line for line in rows.order_by("place", "id")}


def serving(lines: Sequence[PlanLine]) -> dict[int, list[PlanLine]]:
    """The lines below, of plans in force, that serve each of these, by its id."""
    found: dict[int, list[PlanLine]] = {line.pk: [] for line in lines}
    rows = PlanLine.objects.filter(serves_id__in=list(found), live=True, plan__status__in=IN_FORCE)
    for one in rows.select_related("plan").order_by("plan__first_day", "id") if found else ():
        found[one.serves_id or 0].append(one)
    return found


def within(day: date | None, plan: Workplan) -> date | None:
    """A day that fits into the plan: earlier of it and the plan's last; None where it lies before."""
    if day is None or day < plan.first_day:
        return None
    return min(day, plan.last_day)
