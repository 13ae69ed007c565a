"""What becomes of the lines: how far they are, done, made into tasks; and the plan is closed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading, registry, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Moment
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.parties import Party, party
from dianzhang.engine.personal import Carried, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell

from ..actions.linking import links_of, named
from ..models import PlanLine, PlanTask, Workplan
from .drafting import Which
from .following import stand, with_tasks
from .lines import lines_of
from .reckoning import by_number, by_tasks
from .states import WORKPLAN, is_mine, works_on

TITLE = 120
RUNS = {"status": "agreed"}


class Progress(Which):
    """How far a line is: in percent, or by the number reached, from which the percent follows."""

    percent: int | None = Personal(None, ge=0, le=100, title="完成百分数")
    reached: Decimal | None = Personal(None, ge=0, max_digits=16, decimal_places=2, title="做到多少")
    note: str = Personal("", max_length=500)


class Tasked(Which):
    to: Party | None = Personal(None, title="谁去办", description="不选就是这一条写的人")
    due_at: Moment | None = Personal(None, title="办到什么时候")


class Linked(Which):
    what: str = Personal(..., min_length=3, max_length=300, title="哪件事项", description="贴事项的地址，或写“事项 12”")


class Unlinked(Which):
    task: int = Carried(...)


class More(BaseModel):
    """How many lines more are done than before."""

    more: int


class Closed(BaseModel):
    result: str = Personal("", max_length=2000, description="做成了什么，没做成的为什么")


def the_line(plans: Batch[Workplan, Any], plan: Workplan, pk: int, act: Act) -> PlanLine | None:
    """A line in force that is this person's, or of their plan; refused otherwise."""
    line = PlanLine.objects.filter(pk=pk, plan_id=plan.pk, live=True).first()
    if line is None:
        plans.refuse(plan, _("计划里没有这一条，可能刚被去掉。"))
    elif not is_mine(plan, act.actor) and line.person_id != act.actor.person_id:
        plans.refuse(plan, _("这一条不是写你做的，由写着的人或者计划的负责人报。"))
    else:
        return line
    return None


def _follows(line: PlanLine) -> str:
    """Why nobody says by hand how far it is; empty where they may."""
    tasks = with_tasks([line.pk])[line.pk]
    standing = any(task.status != "cancelled" for task in tasks)
    return _("这一条已经成了事项，进度跟着事项走，在事项里报。") if standing else ""


@command(
    "workplan.progress", zh="工作计划.报进度", en="Say how far", on=WORKPLAN, requires=RUNS, input=Progress,
    open=works_on, in_person=True, beside=True,
)  # fmt: skip
def progress(plans: Batch[Workplan, Progress], act: Act) -> None:
    """How far a line is.  Of one with a number to reach, the number says it."""
    for plan, given in plans:
        line = the_line(plans, plan, given.line, act)
        if line is None:
            continue
        percent = given.percent
        if percent is None:
            percent = by_number(given.reached, line.target)
        if percent is None and given.reached is None and not given.note.strip():
            plans.refuse(plan, _("写上完成百分数、做到多少或者说明。"))
            continue
        if percent is not None and (why := _follows(line)):
            plans.refuse(plan, why)
            continue
        line.percent = percent if percent is not None else line.percent
        line.reached = given.reached if given.reached is not None else line.reached
        line.note = given.note.strip() or line.note
        act.change(line)


@command(
    "workplan.tick", zh="工作计划.勾一条", en="Tick", on=WORKPLAN, requires=RUNS, input=Which, open=works_on,
    in_person=True, beside=True,
)  # fmt: skip
def tick(plans: Batch[Workplan, Which], act: Act) -> None:
    """Done, or not done after all."""
    for plan, given in plans:
        line = the_line(plans, plan, given.line, act)
        if line is None:
            continue
        if why := _follows(line):
            plans.refuse(plan, why)
            continue
        done = line.state != "done"
        line.state, line.done_at = ("done", act.at) if done else ("open", None)
        plan.lines_done += 1 if done else -1
        act.change(line)


@consequence("workplan.follow", zh="工作计划.跟上事项", en="Follow its tasks", on=WORKPLAN, input=More)
def follow(plans: Batch[Workplan, More], act: Act) -> None:
    """Tasks were done or opened again: so many lines more, or fewer, are done."""
    for plan, given in plans:
        plan.lines_done = max(0, plan.lines_done + given.more)


# --- lines become tasks -------------------------------------------------------------------


@command(
    "workplan.make_task", zh="工作计划.转成事项", en="Make a task of it", on=WORKPLAN, requires=RUNS, input=Tasked,
    open=works_on, in_person=True, beside=True,
)  # fmt: skip
def make_task(plans: Batch[Workplan, Tasked], act: Act) -> None:
    """A line becomes a task of whoever does it; from then on the line is as far as its tasks."""
    org = organisation()
    for plan, given in plans:
        line = the_line(plans, plan, given.line, act)
        if line is None:
            continue
        owner = party(plan.owner_id, "")
        above = plan.superior_post
        told = f"post:{above}" if above and org.holders.get(above) else owner
        who = given.to or party(line.person_id or plan.owner_id, "")
        wanted = {
            "title": line.aim[:TITLE], "description": line.aim if len(line.aim) > TITLE else "", "due_at": given.due_at,
            "accountable": who, "responsible": [who], "consulted": [owner], "informed": [told],
            "of_kind": "workplan", "of_id": plan.id,
        }  # fmt: skip
        task = registry.actions["task.propose"]
        outcome = act.transaction.do(task, [Item(data=wanted)], actor=act.actor, checked=True)[0]
        if not outcome.done:
            plans.refuse(plan, outcome.why)
            continue
        act.add(PlanTask(line_id=line.pk, task_id=outcome.id))
        was = with_tasks([line.pk])[line.pk]
        _again(plan, line, [*((one.status, one.percent) for one in was), ("todo", 0)], act)


def _again(plan: Workplan, line: PlanLine, tasks: list[tuple[str, int]], act: Act) -> None:
    """The line by these tasks, in the plan that is at hand."""
    plan.lines_done += stand(line, by_tasks(tasks), act)


@command(
    "workplan.link_task", zh="工作计划.关联事项", en="Link a task", on=WORKPLAN, requires=RUNS, input=Linked,
    open=works_on, in_person=True, beside=True,
)  # fmt: skip
def link_task(plans: Batch[Workplan, Linked], act: Act) -> None:
    """A task that there is does the work of a line; each of the two pages leads to the other."""
    for plan, given in plans:
        line = the_line(plans, plan, given.line, act)
        if line is None:
            continue
        ref = named(given.what)
        task = reading.find_named(act.actor, *ref) if ref is not None and ref[0] == "task" else None
        if task is None:
            plans.refuse(plan, _("没有找到这件事项，或者它不归你看。"))
            continue
        there = with_tasks([line.pk])[line.pk]
        if any(one.pk == task.pk for one in there):
            plans.unchanged(plan)
            continue
        relate = registry.actions["task.relate"]
        what = Item(task.pk, data={"what": f"workplan {plan.id}"})
        outcome = act.transaction.do(relate, [what], actor=act.actor, checked=True)[0]
        if outcome.status == "refused":
            plans.refuse(plan, outcome.why)
            continue
        act.add(PlanTask(line_id=line.pk, task_id=task.pk))
        _again(plan, line, [(one.status, one.percent) for one in (*there, task)], act)


@command(
    "workplan.unlink_task", zh="工作计划.取消关联事项", en="Unlink a task", on=WORKPLAN, requires=RUNS, input=Unlinked,
    open=works_on, in_person=True, beside=True,
)  # fmt: skip
def unlink_task(plans: Batch[Workplan, Unlinked], act: Act) -> None:
    """The task does not do the work of this line after all; the line stays as far as it was."""
    for plan, given in plans:
        line = the_line(plans, plan, given.line, act)
        if line is None:
            continue
        row = PlanTask.objects.filter(line_id=line.pk, task_id=given.task, ended_at=None).select_related("task").first()
        if row is None:
            plans.unchanged(plan)
            continue
        row.ended_at = act.at
        act.change(row)
        for link in links_of(row.task):
            if (link.kind, link.of_id) == ("workplan", plan.id):
                item = Item(row.task_id, data={"link": link.pk})
                act.transaction.do(registry.actions["task.unrelate"], [item], actor=act.actor, checked=True)
        left = [one for one in with_tasks([line.pk])[line.pk] if one.pk != row.task_id]
        _again(plan, line, [(one.status, one.percent) for one in left], act)


# --- the end ------------------------------------------------------------------------------


def _last_worked(plan: Workplan) -> date:
    """The last working day of the period; of one without any its last."""
    calendar: Any = rulebooks.calendar_of(None)
    day = plan.last_day
    while day > plan.first_day and not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def _too_soon(plan: Workplan, _actor: Actor) -> str:
    """Why it cannot be closed yet; it is not offered before."""
    if plan.status == "agreed" and today() < (last := _last_worked(plan)):
        return _("这一期到 %(day)s 才完，到那天再结束。") % {"day": last}
    return _("变更还没有了结：先提交或者放弃。") if plan.change != "none" else ""


@command(
    "workplan.close", zh="工作计划.结束", en="Close", on=WORKPLAN, leads={"status": ("agreed", "closed")}, input=Closed,
    open=is_mine, barred=_too_soon, primary=True,
)  # fmt: skip
def close(plans: Batch[Workplan, Closed], act: Act) -> None:
    """The period is over: what is not done by now was not done in it.  The superior is told."""
    org = organisation()
    for plan, given in plans:
        plan.result, plan.closed_at = given.result.strip(), act.at
        for line in lines_of(plan):
            if line.state == "open":
                line.state = "missed"
                act.change(line)
        told = org.answering(plan.superior_post, plan.owner_id).persons if plan.superior_post else ()
        tell(act, WORKPLAN, plan, "told", told, action="workplan.close")
