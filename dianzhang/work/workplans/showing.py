"""What the page of a plan tells: its lines, what stands above and below each, what a version changes, the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Approval, Seat
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.seats import concerns, gather
from dianzhang.engine.words import word

from ..models import PlanLine, PlanVersion, PlanWording, Workplan
from .drafting import being_written
from .following import with_tasks
from .lines import above, is_drafted, lines_of, serving, wordings_of
from .reckoning import far_of, together
from .states import WORKPLAN, is_mine, title_of

SAID = ("aim", "measure", "target", "person_id", "due_on")


def number(value: Any) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def said(line: PlanLine | PlanWording) -> dict[str, Any]:
    """What a line says, as the templates show it."""
    return {
        "aim": line.aim, "measure": line.measure, "target": number(line.target), "due": line.due_on,
        "who": organisation().names.get(line.person_id or 0, ""), "serves": line.serves_id,
    }  # fmt: skip


def readable(plans: Sequence[Workplan], actor: Actor) -> set[int]:
    """Which of these plans one may open, in a few statements whatever their number."""
    return reading.seen(actor, WORKPLAN, list({plan.pk: plan for plan in plans}.values()))


# --- the lines in force -------------------------------------------------------------------


def lines_section(plan: Workplan, actor: Actor) -> Mapping[str, Any] | None:
    """Line by line: how far, by which tasks, what below serves it; and what stands above, side by side."""
    if not plan.version:
        return None
    lines, running = lines_of(plan), plan.status == "agreed"
    below = serving(lines)
    tasks = with_tasks([line.pk for line in lines])
    served = [one.plan for many in below.values() for one in many]
    over = [line.serves.plan for line in lines if line.serves is not None]
    opened = readable([*served, *over], actor)
    mine, own = is_mine(plan, actor), actor.person_id
    rows = []
    for line in lines:
        rows.append(
            said(line)
            | {
                "id": line.pk, "state": state_of(line, plan), "percent": far_of(line), "reached": number(line.reached),
                "note": line.note,
                "ticks": running and (mine or line.person_id == own) and not standing(tasks[line.pk]),
                "does": running and (mine or line.person_id == own), "tasks": [task_row(one) for one in tasks[line.pk]],
                "from": above_words(line.serves, opened) if line.serves is not None else None,
                "below": [below_row(one, opened) for one in below[line.pk]], "far": together(below[line.pk]),
            }
        )  # fmt: skip
    return {
        "plan": plan, "lines": rows, "far": together(lines), "over": plan.last_day < today(),
        "drawn": plan.scope == "team" or any(row["below"] for row in rows),
        "unserved": sum(not row["below"] for row in rows), "here": reverse("record", args=["workplan", plan.pk]),
    }  # fmt: skip


def standing(tasks: Sequence[Any]) -> bool:
    return any(task.status != "cancelled" for task in tasks)


def state_of(line: PlanLine, plan: Workplan) -> str:
    """open, done, or missed: also of a plan that nobody closed although its days are over."""
    if line.state == "open" and plan.last_day < today():
        return "missed"
    return line.state


def task_row(task: Any) -> dict[str, Any]:
    return {
        "id": task.pk, "title": task.title, "url": reverse("record", args=["task", task.pk]), "status": task.status,
        "percent": 100 if task.status == "done" else task.percent,
    }  # fmt: skip


def above_words(line: PlanLine, opened: set[int]) -> dict[str, Any]:
    """The line above that one serves: what it says only for those who may read that plan."""
    may = line.plan_id in opened
    return {
        "plan": title_of(line.plan), "aim": line.aim if may else "",
        "url": reverse("record", args=["workplan", line.plan_id]) if may else "",
    }  # fmt: skip


def below_row(line: PlanLine, opened: set[int]) -> dict[str, Any]:
    """One line below: whose and how far for everybody who sees this plan, its words for who may read that one."""
    return above_words(line, opened) | {"percent": far_of(line), "done": line.state == "done", "id": line.pk}


# --- the version that is being written ----------------------------------------------------


def reads_draft(plan: Workplan, actor: Actor) -> bool:
    """Whoever writes it; once it is handed in, those above its owner and whoever is asked to agree."""
    if is_mine(plan, actor):
        return True
    if plan.status == "draft" or plan.change == "open":
        return False
    if organisation().leads(actor.person_id, plan.owner_id):
        return True
    asked = list(Approval.objects.filter(target_kind="workplan", target_id=plan.pk, status="waiting"))
    gather(asked)
    return any(concerns(one, actor) for one in asked)


def draft_section(plan: Workplan, actor: Actor) -> Mapping[str, Any] | None:
    """The lines as they are to be, with the ways to change them; beside them the plans above to draw from."""
    if not is_drafted(plan) or not reads_draft(plan, actor):
        return None
    writes = is_mine(plan, actor) and not being_written(plan)
    wordings = [one for one in wordings_of(plan, plan.drafted) if not one.gone]
    served = {one.serves_id: one for one in wordings if one.serves_id is not None}
    sources = above(plan) if writes or plan.status == "submitted" else []
    opened = readable(sources, actor)
    sources = [one for one in sources if one.pk in opened]
    there = Q(plan_id__in=[one.pk for one in sources], live=True) | Q(pk__in=list(served))
    over = list(PlanLine.objects.filter(there).order_by("place", "id"))
    by_plan: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in sources}
    for line in over:
        if line.plan_id in by_plan and line.live:
            by_plan[line.plan_id].append(said(line) | {"id": line.pk, "taken": line.pk in served})
    return {
        "plan": plan, "writes": writes, "lines": [draft_row(one, plan, over) for one in wordings],
        "above": [
            {"title": title_of(one), "url": reverse("record", args=["workplan", one.pk]), "lines": by_plan[one.pk]}
            for one in sources
        ],
        "here": reverse("record", args=["workplan", plan.pk]), "why_back": why_back(plan),
        "adds": reverse("act", args=["workplan", plan.pk, "add_line"]),
    }  # fmt: skip


def draft_row(wording: PlanWording, plan: Workplan, over: Sequence[PlanLine]) -> dict[str, Any]:
    """A line that is being written; ``change`` is the address of its form, filled."""
    person = organisation().codes
    code = next((code for code, pk in person.items() if pk == wording.person_id), "")
    filled: dict[str, Any] = {
        "line": wording.line_id, "aim": wording.aim, "measure": wording.measure, "target": number(wording.target),
        "person": code, "due_on": wording.due_on or "",
    }  # fmt: skip
    change = reverse("act", args=["workplan", plan.pk, "change_line"])
    serves = next((line.aim for line in over if line.pk == wording.serves_id), "")
    return said(wording) | {"id": wording.line_id, "change": f"{change}?{urlencode(filled)}", "serves": serves}


def why_back(plan: Workplan) -> dict[str, Any] | None:
    """Of what was sent back last and not handed in again: who said why."""
    if plan.status != "draft" and plan.change != "open":
        return None
    wish = "workplan.take_effect" if plan.status == "draft" else "workplan.apply_change"
    last = Approval.objects.filter(target_kind="workplan", target_id=plan.pk, action=wish).order_by("-id").first()
    if last is None or last.status not in ("refused", "rejected"):
        return None
    seat = Seat.objects.filter(approval=last, answer="refused").order_by("number").first()
    if seat is None:
        return None
    return {"who": organisation().names.get(seat.person_id or 0, ""), "why": seat.reason, "at": last.decided_at}


# --- versions -----------------------------------------------------------------------------


def changes(before: Sequence[Any], after: Sequence[Any]) -> list[dict[str, Any]]:
    """What is new, what is left out, and what says something else, by line."""
    was = {one.line_id: one for one in before if not one.gone}
    now = {one.line_id: one for one in after if not one.gone}
    found = []
    for pk, one in now.items():
        old = was.get(pk)
        if old is None:
            found.append({"kind": "new", "now": said(one), "was": None})
        elif any(getattr(old, name) != getattr(one, name) for name in SAID):
            found.append({"kind": "other", "now": said(one), "was": said(old)})
    return found + [{"kind": "gone", "now": None, "was": said(one)} for pk, one in was.items() if pk not in now]


def versions_section(plan: Workplan, actor: Actor) -> Mapping[str, Any] | None:
    """Every agreed version, what it changed and why, newest first; of one that waits, what it would change."""
    shown = plan.version if not reads_draft(plan, actor) or plan.change == "none" else plan.drafted
    versions = list(PlanVersion.objects.filter(plan_id=plan.pk, number__lte=shown).order_by("number"))
    versions = [one for one in versions if one.agreed_at is not None or one.number == shown]
    if len(versions) < 2:
        return None
    rows: dict[int, list[PlanWording]] = {one.number: [] for one in versions}
    wordings = PlanWording.objects.filter(line__plan_id=plan.pk, number__in=list(rows)).order_by("place", "id")
    for wording in wordings:
        rows[wording.number].append(wording)
    names, told = organisation().names, []
    for before, one in zip([None, *versions], versions, strict=False):
        told.append(
            {
                "number": one.number, "reason": one.reason, "who": names.get(one.author_id or 0, ""),
                "at": one.agreed_at, "changes": changes(rows[before.number], rows[one.number]) if before else [],
            }
        )  # fmt: skip
    return {"versions": told[::-1]}


def result_section(plan: Workplan, actor: Actor) -> Mapping[str, Any] | None:
    """What matters in it, and what came of it, in the words of whoever answers for it."""
    if not plan.version and not reads_draft(plan, actor):
        return None
    names = [name for name in ("summary", "result") if getattr(plan, name)]
    parts = [{"name": word(WORKPLAN.field[name].zh), "text": getattr(plan, name)} for name in names]
    return {"parts": parts} if parts else None


def ask_body(approval: Approval, plan: Workplan, actor: Actor) -> Mapping[str, Any] | None:
    """What whoever decides is asked to agree to: the lines, or what the change changes.

    None for who may not read it yet, and of what came to nothing: what it said was written over since.
    """
    asked = approval.status == "waiting" and reads_draft(plan, actor)
    if not asked and approval.status != "agreed":
        return None
    about = PlanVersion.objects.filter(plan_id=plan.pk, drafted_at__lte=approval.asked_at).order_by("-number").first()
    number = about.number if about is not None else 1
    after = wordings_of(plan, number)
    if approval.action == "workplan.apply_change":
        agreed = PlanVersion.objects.filter(plan_id=plan.pk, number__lt=number, agreed_at__isnull=False)
        before = agreed.order_by("-number").first()
        return {"changes": changes(wordings_of(plan, before.number) if before else [], after), "lines": []}
    lines = [one for one in after if not one.gone]
    over = {line.pk: line.aim for line in PlanLine.objects.filter(pk__in=[one.serves_id or 0 for one in lines])}
    return {
        "changes": [], "summary": plan.summary,
        "lines": [said(one) | {"serves": over.get(one.serves_id or 0, "")} for one in lines],
    }  # fmt: skip
