"""The checklist of a task: lines are added, ticked, put in another order, taken off."""

from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried, Personal
from dianzhang.engine.registry import command

from ..models import Task, TaskItem
from ..raci import has_part
from ..states import TASK

MOST = 60  # lines of one checklist
LONGEST = 200  # letters of a line
OPEN = ("todo", "doing")


class Lines(BaseModel):
    """What there is to tick, a line each."""

    text: str = Personal(..., min_length=1, max_length=6000, title="清单", description="一行一项")


class Which(BaseModel):
    item: int = Carried(...)


class Moved(Which):
    way: Literal["up", "down"] = Carried(...)


def keeps_list(task: Task, actor: Actor) -> bool:
    """Who answers for it or does it; before it starts also whoever wrote it down."""
    author = actor.person_id is not None and actor.person_id == task.author_id
    return (author and task.status == "todo") or has_part(task, actor, "AR")


def items_of(task: Task) -> list[TaskItem]:
    """The lines in their order, read once for a task at hand."""
    if "_items" not in vars(task):
        rows = TaskItem.objects.filter(task_id=task.pk, dropped=False).select_related("done_by")
        vars(task)["_items"] = list(rows.order_by("place", "id"))
    return vars(task)["_items"]  # type: ignore[no-any-return]


def _one(tasks: Batch[Task, Any], task: Task, item: int) -> TaskItem | None:
    found = next((one for one in items_of(task) if one.pk == item), None)
    if found is None:
        tasks.refuse(task, _("清单里没有这一项，可能刚被拿掉。"))
    return found


@command(
    "task.itemise", zh="事项.列清单", en="Add to the checklist", on=TASK, requires={"status": OPEN}, input=Lines,
    open=keeps_list, beside=True,
)  # fmt: skip
def add_lines(tasks: Batch[Task, Lines], act: Act) -> None:
    """One line for each line typed, after those that are there."""
    for task, given in tasks:
        lines = [line.strip() for line in given.text.splitlines() if line.strip()]
        if why := _too_many(lines, task):
            tasks.refuse(task, why)
            continue
        last = max((one.place for one in items_of(task)), default=0)
        for n, line in enumerate(lines, last + 1):
            act.add(TaskItem(task_id=task.id, place=n, text=line, added_by_id=act.actor.person_id))
        task.items_all += len(lines)
        task.items_open += len(lines)


def _too_many(lines: list[str], task: Task) -> str:
    if not lines:
        return _("清单至少写一项。")
    if len(lines) + task.items_all > MOST:
        return _("一件事项的清单最多 %(n)s 项：太多了，拆成几件事项。") % {"n": MOST}
    return _("清单的一项最多 %(n)s 个字。") % {"n": LONGEST} if max(map(len, lines)) > LONGEST else ""


@command(
    "task.tick", zh="事项.勾清单", en="Tick", on=TASK, requires={"status": OPEN}, input=Which, open=keeps_list,
    beside=True,
)  # fmt: skip
def tick(tasks: Batch[Task, Which], act: Act) -> None:
    """Tick a line, or take the tick away again; who did and when stays with it."""
    for task, given in tasks:
        item = _one(tasks, task, given.item)
        if item is None:
            continue
        ticked = item.done_at is None
        item.done_by_id, item.done_at = (act.actor.person_id, act.at) if ticked else (None, None)
        task.items_open += -1 if ticked else 1
        act.change(item)


@command(
    "task.shift", zh="事项.排清单", en="Move in the checklist", on=TASK, requires={"status": OPEN}, input=Moved,
    open=keeps_list, beside=True,
)  # fmt: skip
def shift(tasks: Batch[Task, Moved], act: Act) -> None:
    """A line changes places with the one above or below it."""
    for task, given in tasks:
        item, items = _one(tasks, task, given.item), items_of(task)
        if item is None:
            continue
        at = items.index(item) + (-1 if given.way == "up" else 1)
        if not 0 <= at < len(items):
            tasks.unchanged(task)
            continue
        other = items[at]
        item.place, other.place = other.place, item.place
        act.change(item)
        act.change(other)


@command(
    "task.strike", zh="事项.删清单项", en="Take off the checklist", on=TASK, requires={"status": OPEN}, input=Which,
    open=keeps_list, beside=True,
)  # fmt: skip
def strike(tasks: Batch[Task, Which], act: Act) -> None:
    """A line that is not needed after all.  One that is ticked stays: it was done."""
    for task, given in tasks:
        item = _one(tasks, task, given.item)
        if item is None:
            continue
        if item.done_at is not None:
            tasks.refuse(task, _("勾过的留着，说明做过；不该勾的先取消勾。"))
            continue
        item.dropped = True
        task.items_all -= 1
        task.items_open -= 1
        act.change(item)
