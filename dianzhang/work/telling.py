"""Lines for those who have a part in a task."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dianzhang.engine.models import Note, Notice
from dianzhang.engine.outcome import Act

from .models import Task


def tell(act: Act, task: Task, kind: str, persons: Iterable[int], **data: Any) -> None:
    """One line for each of ``persons`` except who acts.  ``kind``: named, consulted, or told with the ``action``."""
    if act.transaction.quiet:
        return
    text = json.dumps({"title": task.title, "by": act.actor.person_id, **data}, ensure_ascii=False)
    for person in dict.fromkeys(persons):
        if person != act.actor.person_id:
            act.add(
                Notice(
                    person_id=person, kind=kind, subject_kind="task", subject_id=task.id, rule=task.rule,
                    version_id=task.version_id, data=text, created_at=act.recorded_at,
                )
            )  # fmt: skip


def write_down(act: Act, task: Task, text: str) -> None:
    """Words beside the task; they may name people, so the journal does not have them."""
    if text:
        act.add(
            Note(
                subject_kind="task", subject_id=task.id, author_id=act.actor.person_id, written_at=act.at, text=text
            )
        )  # fmt: skip
