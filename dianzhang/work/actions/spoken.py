"""Tasks given by word of mouth: noted by whoever took them; long ones are asked for in writing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Moment
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import party
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down

from ..models import Task
from ..raci import assign, persons_with
from ..states import TASK


class Spoken(BaseModel):
    """What was said, by whom, and how long it will take."""

    title: str = Personal(..., min_length=1, max_length=120)
    person: str = Personal(..., min_length=1, max_length=40, title="谁交代的")
    estimate: int = Kept(..., ge=1, le=60_000, title="估计要做多少分钟")
    due_at: Moment | None = Kept(None)
    description: str = Personal("", max_length=2000)


class Written(BaseModel):
    """The task in writing: what is wanted, how long it may take, by when."""

    description: str = Personal(..., min_length=1, max_length=2000, title="书面任务")
    estimate: int | None = Kept(None, ge=1, le=60_000, title="估计要做多少分钟")
    due_at: Moment | None = Kept(None)


@command("task.take", zh="事项.记口头交办", en="Note an oral task", on=TASK, creates=True, input=Spoken)
def take(tasks: Batch[Task, Spoken], act: Act) -> None:
    """Written down by whoever took it, who answers for it and does it; whoever gave it is told."""
    org = organisation()
    for task, given in tasks:
        giver = org.codes.get(given.person)
        if giver not in org.posts_of or giver == act.actor.person_id:
            own = giver == act.actor.person_id
            why = _("自己要做的事用“提出”。") if own else _("没有在岗的人“%(who)s”。") % {"who": given.person}
            tasks.refuse(task, why)
            continue
        if given.due_at is not None and given.due_at <= act.at:
            tasks.refuse(task, _("截止时间已经过去了。"))
            continue
        task.title, task.description, task.due_at = given.title.strip(), given.description, given.due_at
        task.spoken, task.giver_id, task.estimate = True, giver, given.estimate
        task.author_id, task.unit_id = act.actor.person_id, act.actor.unit_id
        me = party(act.actor.person_id, "")
        assign(task, {"A": [me], "R": [me], "I": [party(giver, "")]}, act, new=True)
        tell(act, TASK, task, "told", [giver], action="task.take")


@consequence(
    "task.ask_writing", zh="事项.请写成书面", en="Ask for it in writing", on=TASK,
    requires={"status": ("todo", "doing")},
)  # fmt: skip
def ask_writing(tasks: Batch[Task, None], act: Act) -> None:
    """It is longer than what may be given by word of mouth: whoever gave it is asked for it in writing."""
    for task, _nothing in tasks:
        if not task.spoken or task.in_writing:
            tasks.unchanged(task)
            continue
        tell(act, TASK, task, "told", [task.giver_id], action="task.ask_writing")


def gave_it(task: Task, actor: Actor) -> bool:
    return task.spoken and actor.person_id is not None and actor.person_id == task.giver_id


def as_noted(task: Task) -> dict[str, Any]:
    """What the form of ``task.write`` begins with: as it was noted."""
    return {"description": task.description or task.title, "estimate": task.estimate, "due_at": task.due_at}


@command(
    "task.write", zh="事项.写成书面", en="Put in writing", on=TASK, requires={"status": ("todo", "doing")},
    input=Written, open=gave_it, in_person=True, begins=as_noted, primary=True,
)  # fmt: skip
def write(tasks: Batch[Task, Written], act: Act) -> None:
    """Whoever gave it says in writing what is wanted; whoever took it is told."""
    for task, given in tasks:
        if given.due_at is not None and given.due_at != task.due_at and given.due_at <= act.at:
            tasks.refuse(task, _("截止时间已经过去了。"))
            continue
        if task.description and task.description != given.description:
            write_down(act, TASK, task, _("口头记下的：%(said)s") % {"said": task.description})
        task.description, task.in_writing = given.description, True
        task.estimate, task.due_at = given.estimate or task.estimate, given.due_at or task.due_at
        tell(act, TASK, task, "told", persons_with(task, "AR"), action="task.write")
