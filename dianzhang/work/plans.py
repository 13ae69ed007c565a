"""倒排: when a date is set, the steps that a plan reckons from it become tasks; when it moves, they move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.facts import Draft
from dianzhang.engine.implying import Because, Fields, Happened, implies, react
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import consequence
from dianzhang.engine.telling import tell
from dianzhang.engine.transaction import Transaction
from dianzhang.kernel.plans import Dated, lay_out
from dianzhang.kernel.rules import OWNER, Deadline, Plan

from .actions.naming import Planned
from .models import Task
from .raci import persons_with
from .states import TASK

OPEN = ("todo", "doing")


class Moved(BaseModel):
    """The new time by which it is due."""

    due_at: datetime = Kept(...)


@consequence("task.move", zh="事项.改期", en="Move", on=TASK, requires={"status": OPEN}, input=Moved)
def move(tasks: Batch[Task, Moved], act: Act) -> None:
    """The date that a plan reckons from has moved, and its open steps with it."""
    for task, given in tasks:
        task.due_at = given.due_at
        tell(act, TASK, task, "told", persons_with(task, "ARI"), action="task.move")


def step_ids(plan: Plan) -> list[str]:
    """What the tasks of a plan's steps have as their rule, in the order of the steps."""
    return [f"{plan.id}/step-{number}" for number, _step in enumerate(plan.steps, 1)]


@implies(Plan)
def due(plan: Plan) -> Iterator[Deadline]:
    """Each step is to be finished by its date, by whoever answers for it."""
    for step_id in step_ids(plan):
        yield Deadline(
            id=step_id,
            clause=plan.clause,
            line=plan.line,
            start=frozenset({"task.plan"}),
            when=Fields((("rule", step_id),)),
            end=frozenset({"task.finish"}),
            until="due_at",
            calendar=plan.calendar,
            owner=OWNER,
        )


class Planning:
    """The reaction of plans (``engine.implying.Reaction``)."""

    def happened(self, tx: Transaction, found: Sequence[Happened]) -> None:
        """The last word on each record counts.  What a plan laid out itself is planned no further."""
        last = {(one.rule.id, one.subject.name, one.record.id): one for one in found}
        for one in last.values():
            if not getattr(one.record, "planned", False):
                _bring_in_line(tx, one)

    def again(self, tx: Transaction, events: Sequence[Event | Draft], found: Sequence[Happened]) -> None:
        self.happened(tx, found)


def _bring_in_line(tx: Transaction, one: Happened) -> None:
    """The tasks of a plan on one record as its base date has them now."""
    plan, because = one.rule, Because(one.rule.id, one.version_id, one.cause)
    there = _tasks(tx, one)
    if one.base is None:
        _give_up(tx, [task for task in there.values() if task.status in OPEN], because)
        return
    calendar = rulebooks.calendar_of(plan.calendar)
    for step_id, dated in zip(step_ids(plan), lay_out(plan, one.base, calendar, tx.recorded_at), strict=True):
        task, due_at = there.get(step_id), dated.due_at.astimezone(UTC)
        if task is None or _was_given_up(task):
            data = _planned(one, step_id, dated)
            tx.do(registry.actions["task.plan"], [Item(data=data, because=because)], actor=SYSTEM, checked=True)
        elif task.status in OPEN and task.due_at != due_at:
            item = Item(task.pk, data=Moved(due_at=due_at), because=because)
            tx.do(registry.actions["task.move"], [item], actor=SYSTEM, checked=True)


def _tasks(tx: Transaction, one: Happened) -> dict[str, Any]:
    """The newest task of each step, as this transaction knows it."""
    rows = Task.objects.filter(of_kind=one.subject.name, of_id=one.record.id, rule__in=step_ids(one.rule))
    known = {task.pk: task for task in rows}
    known |= {
        pk: state.record
        for (kind, pk), state in tx.states.items()
        if kind == "task" and (state.record.of_kind, state.record.of_id) == (one.subject.name, one.record.id)
    }
    return {task.rule: task for _pk, task in sorted(known.items())}


def _was_given_up(task: Any) -> bool:
    """Cancelled because there was no date any more; what people cancelled stays so."""
    if task.status != "cancelled":
        return False
    said = Event.objects.filter(subject_kind="task", subject_id=task.pk, kind="task.cancel").order_by("-id").first()
    return said is not None and bool(said.rule)


def _give_up(tx: Transaction, tasks: Sequence[Any], because: Because) -> None:
    reason = {"reason": _("没有日子可以倒排了。")}
    items = [Item(task.pk, data=reason, because=because) for task in tasks]
    tx.do(registry.actions["task.cancel"], items, actor=SYSTEM, checked=True)


def _planned(one: Happened, step_id: str, dated: Dated) -> Planned:
    step = dated.step
    said = _("按计划应在 %(day)s 完成，排的时候已经过了，马上办。") % {"day": dated.day} if dated.at_once else ""
    return Planned(
        title=step.name, description=said, due_at=dated.due_at.astimezone(UTC), accountable_post=step.accountable,
        responsible_posts=list(step.responsible), consulted_posts=list(step.consulted),
        informed_posts=list(step.informed), of_kind=one.subject.name, of_id=one.record.id, rule=step_id,
        version_id=one.version_id,
    )  # fmt: skip


react(Plan, Planning())
