"""Meetings about a task that is a project: one that settles it before it begins, one that looks back on it after.

That a meeting of such a form was held to its end is a fact about the task, and rules go by it: that nothing begins
before, that it is owed after.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from dianzhang.engine import access, reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import consequence
from dianzhang.engine.words import word

from ..models import Meeting, Task
from ..states import TASK
from .states import FORMS

BROUGHT = {"kickoff": "task.kick_off", "review": "task.look_back"}  # the form of a meeting -> what it does to its task


@consequence("task.kick_off", zh="事项.开过启动会", en="Kicked off", on=TASK)
def kick_off(tasks: Batch[Task, None], act: Act) -> None:
    """Those who take part met before it begins: aims and parts are settled."""
    for task, _nothing in tasks:
        task.kicked_off = True


@consequence("task.look_back", zh="事项.开过复盘会", en="Looked back on", on=TASK)
def look_back(tasks: Batch[Task, None], act: Act) -> None:
    """Those who took part met after it was done."""
    for task, _nothing in tasks:
        task.looked_back = task.status == "done"


def held(meeting: Meeting, act: Act) -> None:
    """A meeting is over: where it was about a project, the project has had it."""
    name = BROUGHT.get(meeting.kind)
    if name is None or meeting.of_kind != TASK.name or meeting.of_id is None:
        return
    items, action = [Item(meeting.of_id)], registry.actions[name]
    act.transaction.afterwards(lambda: _do(action, items, act))


def _do(action: Any, items: list[Item], act: Act) -> None:
    act.transaction.do(action, items, actor=act.actor, checked=True)


def meetings_of(task: Task, actor: Actor) -> Mapping[str, Any] | None:
    """Meetings about a task, as far as one sees them; of a project, which are still to be called, and by whom."""
    subject = registry.subjects["meeting"]
    rows = reading.visible(actor, subject, named=True).filter(of_kind=TASK.name, of_id=task.pk)
    found = [
        {"title": subject.title(one), "url": reverse("record", args=["meeting", one.pk]), "status": one.status}
        for one in rows.order_by("starts_at")
    ]
    if not found and not task.project:
        return None
    calls = access.reach_of(actor, "meeting.call") is not None and task.status != "cancelled"
    about: dict[str, str | int] = {"of_kind": TASK.name, "of_id": task.pk}
    wanted = [kind for kind, had in (("kickoff", task.kicked_off), ("review", task.looked_back)) if not had]
    address = reverse("create", args=["meeting", "call"])
    ways = [{"form": word(FORMS[kind]), "url": f"{address}?{urlencode({**about, 'kind': kind})}"} for kind in wanted]
    return {"task": task, "meetings": found, "ways": ways if calls and task.project else []}
