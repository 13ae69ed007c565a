"""Lines for those who have to do with a finding."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dianzhang.engine.models import Note, Notice
from dianzhang.engine.outcome import Act

from ..models import Finding
from .states import finding_title


def tell(act: Act, finding: Finding, persons: Iterable[int | None], action: str, *, by: int | None = None) -> None:
    """One line for each of ``persons`` except who acts.  ``by``: who did it, where that may be told."""
    if act.transaction.quiet:
        return
    text = json.dumps({"title": finding_title(finding), "by": by, "action": action}, ensure_ascii=False)
    for person in dict.fromkeys(persons):
        if person is not None and person != act.actor.person_id:
            act.add(
                Notice(
                    person_id=person, kind="told", subject_kind="finding", subject_id=finding.id, data=text,
                    created_at=act.recorded_at,
                )
            )  # fmt: skip


def write_down(act: Act, kind: str, record_id: int, text: str) -> None:
    """Words beside the record; they may name people, so the journal does not have them."""
    if text:
        act.add(
            Note(
                subject_kind=kind, subject_id=record_id, author_id=act.actor.person_id, written_at=act.at, text=text
            )
        )  # fmt: skip
