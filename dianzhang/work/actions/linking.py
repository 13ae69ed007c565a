"""Records that a task has to do with: several of any kind, beside the one that it belongs to."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried, Personal
from dianzhang.engine.registry import command

from ..models import Task, TaskLink
from ..raci import has_part
from ..states import TASK

MOST = 20
ADDRESS = re.compile(r"(?:^|/)([a-z_]+)[/ #]*(\d{1,18})(?:[/?#].*)?$")


class Linked(BaseModel):
    """Which record: its address as the browser shows it, or kind and number."""

    what: str = Personal(
        ..., min_length=3, max_length=300, title="哪条记录",
        description="打开那条记录，把浏览器里的地址贴过来；也可以写 order 1024、订单 1024 这样的种类和编号",
    )  # fmt: skip


class Unlinked(BaseModel):
    link: int = Carried(...)


def named(text: str) -> tuple[str, int] | None:
    """Kind and id that an address or ``kind number`` names; None where it names none."""
    text = text.strip()
    for subject in registry.subjects.values():
        text = re.sub(rf"^{re.escape(subject.zh)}(?=[\s#]*\d)", f"{subject.name} ", text)
    found = ADDRESS.search(text)
    return (found[1], int(found[2])) if found and found[1] in registry.subjects else None


def links(task: Task, actor: Actor) -> bool:
    """Who has a part in it, or wrote it down."""
    return has_part(task, actor, "ARC") or (actor.person_id is not None and actor.person_id == task.author_id)


def links_of(task: Task) -> list[TaskLink]:
    return list(TaskLink.objects.filter(task_id=task.pk, ended_at=None).order_by("id"))


@command("task.relate", zh="事项.关联", en="Link", on=TASK, input=Linked, open=links, beside=True)
def relate(tasks: Batch[Task, Linked], act: Act) -> None:
    """This record has to do with it; each of the two pages leads to the other."""
    for task, given in tasks:
        ref, there = named(given.what), links_of(task)
        if ref is None:
            tasks.refuse(task, _("认不出是哪条记录：贴它的地址，或写种类和编号，如“订单 1024”。"))
        elif ref == ("task", task.pk) or ref == (task.of_kind, task.of_id):
            tasks.unchanged(task)
        elif reading.find_named(act.actor, *ref) is None:
            tasks.refuse(task, _("没有找到这条记录，或者它不归你看。"))
        elif any((one.kind, one.of_id) == ref for one in there):
            tasks.unchanged(task)
        elif len(there) >= MOST:
            tasks.refuse(task, _("一件事项最多关联 %(n)s 条记录。") % {"n": MOST})
        else:
            new = TaskLink(task_id=task.id, kind=ref[0], of_id=ref[1], added_by_id=act.actor.person_id)
            new.added_at = act.at
            act.add(new)


@command("task.unrelate", zh="事项.取消关联", en="Unlink", on=TASK, input=Unlinked, open=links, beside=True)
def unrelate(tasks: Batch[Task, Unlinked], act: Act) -> None:
    """It has nothing to do with it after all."""
    for task, given in tasks:
        found = next((one for one in links_of(task) if one.pk == given.link), None)
        if found is None:
            tasks.refuse(task, _("没有这条关联，可能刚被取消。"))
            continue
        found.ended_at = act.at
        act.change(found)
