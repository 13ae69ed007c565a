"""Parts of a task's page: its checklist, the records that it has to do with, how it was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.referred import referred
from dianzhang.engine.words import subject_name

from .actions.linking import links, links_of
from .actions.ticking import OPEN, items_of, keeps_list
from .models import Task


def list_section(task: Task, actor: Actor) -> Mapping[str, Any] | None:
    """What there is to tick, who ticked what and when."""
    keeps = task.status in OPEN and keeps_list(task, actor)
    items = items_of(task)
    if not items and not keeps:
        return None
    return {"task": task, "items": items, "keeps": keeps, "done": task.items_all - task.items_open}


def links_section(task: Task, actor: Actor) -> Mapping[str, Any] | None:
    """Other records, those of them that the reader may see."""
    found, may = links_of(task), links(task, actor)
    records = referred((one.kind, one.of_id) for one in found)
    lines = []
    for one in found:
        record = records.get((one.kind, one.of_id))
        subject = registry.subjects.get(one.kind)
        if record is None or subject is None or not reading.may_see(actor, subject, record):
            continue
        title, name = subject.title(record), subject_name(subject)
        lines.append(
            {
                "id": one.pk, "title": title if title.startswith(name) else f"{name} {title}",
                "url": reverse("record", args=[one.kind, one.of_id]),
            }
        )  # fmt: skip
    return {"task": task, "links": lines, "may": may} if lines or may else None


def spoken_section(task: Task, actor: Actor) -> Mapping[str, Any] | None:
    """Who gave it by word of mouth, how long it was thought to take, whether it is in writing since."""
    if not task.spoken:
        return None
    return {
        "giver": organisation().names.get(task.giver_id or 0, ""), "hours": hours(task.estimate),
        "in_writing": task.in_writing, "mine": task.giver_id == actor.person_id, "task": task,
    }  # fmt: skip


def hours(minutes: int | None) -> str:
    """90 → 1.5; nothing where nobody estimated."""
    return f"{minutes / 60:.1f}".rstrip("0").rstrip(".") if minutes else ""
