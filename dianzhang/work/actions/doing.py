"""A task on its way: started, reported on, finished, opened again, given up."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down

from ..models import Obstacle, Task
from ..raci import has_part, persons_with
from ..states import TASK
from ..workplans.following import follow


class Progress(BaseModel):
    """How far it is, 0–100, and in words."""

    percent: int | None = Kept(None, ge=0, le=100)
    note: str = Personal(..., min_length=1, max_length=1000)


class Result(BaseModel):
    """What came of it.  ``unanswered``: why it does not wait for the answers that were wanted first; ``unticked``: why
    it is done although its checklist is not."""

    note: str = Personal("", max_length=1000, title="结果")
    unanswered: str = Personal("", max_length=500, title="不等答复的理由")
    unticked: str = Personal("", max_length=500, title="清单没有勾完的理由")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


def answers_for(task: Task, actor: Actor) -> bool:
    return has_part(task, actor, "A")


def works_on(task: Task, actor: Actor) -> bool:
    return has_part(task, actor, "AR")


def may_cancel(task: Task, actor: Actor) -> bool:
    """Whoever answers for it; before it starts also whoever wrote it down."""
    author = actor.person_id is not None and actor.person_id == task.author_id
    return (author and task.status == "todo") or answers_for(task, actor)


def unnamed(task: Task) -> str:
    """Which part nobody has yet without which it cannot start, whatever the rulebook says.

    An everyday matter needs who answers for it and who does it; what is important, planned or part of another record
    also who is asked and who is told.
    """
    if task.accountable_count != 1:
        return _("负责的人要写明，而且只能有一个：先在分工里写好。")
    if not task.responsible_count:
        return _("还没有写明谁执行：先在分工里写好。")
    if not (task.important or task.planned or task.of_kind):
        return ""
    if not task.consulted_count:
        return _("还没有写明向谁征询：重要的、排定的、属于别的记录的事项要写。")
    return "" if task.informed_count else _("还没有写明告诉谁：重要的、排定的、属于别的记录的事项要写。")


@command(
    "task.start", zh="事项.开始", en="Start", on=TASK, leads={"status": ("todo", "doing")}, open=works_on, primary=True,
)  # fmt: skip
def start(tasks: Batch[Task, None], act: Act) -> None:
    """Begin, once it is written down whose it is.  A rulebook may ask for more; it is asked first, with its clause."""
    for task, _nothing in tasks:
        if why := unnamed(task):
            tasks.refuse(task, why)
            continue
        tell(act, TASK, task, "told", persons_with(task, "AR"), action="task.start")


@command(
    "task.report", zh="事项.报告进度", en="Report progress", on=TASK, requires={"status": "doing"}, input=Progress,
    open=works_on,
)  # fmt: skip
def report(tasks: Batch[Task, Progress], act: Act) -> None:
    """How far it is.  Those informed are told, and whoever answers for it."""
    for task, given in tasks:
        percent = getattr(given, "percent", None)
        if percent is not None:
            task.percent = percent
        write_down(act, TASK, task, getattr(given, "note", ""))
        tell(act, TASK, task, "told", persons_with(task, "AI"), action="task.report", percent=task.percent)
    follow({task.id: ("doing", task.percent) for task, _given in tasks}, act)


@command(
    "task.finish", zh="事项.完成", en="Finish", on=TASK, leads={"status": ("doing", "done")}, input=Result,
    open=answers_for, primary=True, undo="task.reopen",
)  # fmt: skip
def finish(tasks: Batch[Task, Result], act: Act) -> None:
    """Done, says whoever answers for it; all who have a part are told of the result."""
    for task, given in tasks:
        why = getattr(given, "unanswered", "")
        if task.waiting_first and not why:
            tasks.refuse(
                task,
                _("还有 %(n)s 份意见说好先答复再定，现在没有答复。等一等，或写明为什么不等。")
                % {"n": task.waiting_first},
            )
            continue
        left = getattr(given, "unticked", "")
        if task.items_open and not left:
            tasks.refuse(task, _("清单还有 %(n)s 项没有勾。勾完再完成，或写明为什么不勾。") % {"n": task.items_open})
            continue
        task.percent, task.finished_at = 100, act.at
        _let_go(task, act)
        for text in (getattr(given, "note", ""), why, left):
            write_down(act, TASK, task, text)
        author = [task.author_id] if task.author_id else []
        tell(act, TASK, task, "told", [*persons_with(task, "RCI"), *author], action="task.finish")
    follow({task.id: ("done", 100) for task, _given in tasks}, act)


@command(
    "task.reopen", zh="事项.重开", en="Open again", on=TASK, leads={"status": ("done", "doing")}, input=Why,
    open=answers_for,
)  # fmt: skip
def reopen(tasks: Batch[Task, Why], act: Act) -> None:
    """It was not done after all."""
    for task, given in tasks:
        task.finished_at, task.looked_back = None, False
        write_down(act, TASK, task, getattr(given, "reason", ""))
        tell(act, TASK, task, "told", persons_with(task, "RI"), action="task.reopen")
    follow({task.id: ("doing", task.percent) for task, _given in tasks}, act)


@command(
    "task.cancel", zh="事项.取消", en="Give up", on=TASK, leads={"status": (("todo", "doing"), "cancelled")},
    input=Why, gives_up=True, open=may_cancel,
)  # fmt: skip
def cancel(tasks: Batch[Task, Why], act: Act) -> None:
    """It will not be done, and why."""
    for task, given in tasks:
        task.finished_at = act.at
        _let_go(task, act)
        write_down(act, TASK, task, getattr(given, "reason", ""))
        tell(act, TASK, task, "told", persons_with(task, "ARCI"), action="task.cancel")
    follow({task.id: ("cancelled", task.percent) for task, _given in tasks}, act)


def _let_go(task: Task, act: Act) -> None:
    """What stood in its way does so no longer."""
    if task.obstacles:
        open_ones = Obstacle.objects.filter(task_id=task.id, status="open").order_by("id")
        items = [Item(pk) for pk in open_ones.values_list("pk", flat=True)]
        act.transaction.do(registry.actions["obstacle.lapse"], items, actor=act.actor, checked=True)
        task.obstacles = 0
