"""Lines for those who have to do with a record, and words beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .models import Note, Notice
from .outcome import Act
from .registry import Subject


def tell(act: Act, subject: Subject, record: Any, kind: str, persons: Iterable[int | None], **data: Any) -> None:
    """One line for each of ``persons`` except who acts.

    ``kind`` of line: told (``action`` says of what), named, consulted.  A record that stems from a rule names it.
    """
    if act.transaction.quiet:
        return
    said = {"title": subject.title(record), "by": act.actor.person_id, **data}
    text = json.dumps(said, ensure_ascii=False)
    rule = getattr(record, "rule", "")
    version_id = record.version_id if rule else None
    for person in dict.fromkeys(persons):
        if person is not None and person != act.actor.person_id:
            act.add(
                Notice(
                    person_id=person, kind=kind, subject_kind=subject.name, subject_id=record.id, rule=rule,
                    version_id=version_id, data=text, created_at=act.recorded_at,
                )
            )  # fmt: skip


def write_down(act: Act, subject: Subject, record: Any, text: str) -> None:
    """Words beside a record; they may name people, so the journal does not have them."""
    if text:
        author = act.actor.person_id
        act.add(
            Note(
                subject_kind=subject.name, subject_id=record.id, author_id=author, written_at=act.at, text=text
            )
        )  # fmt: skip
