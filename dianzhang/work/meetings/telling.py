"""Lines for those who are invited."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dianzhang.engine.models import Note, Notice
from dianzhang.engine.outcome import Act

from ..models import Meeting
from .states import title_of


def tell(act: Act, meeting: Meeting, persons: Iterable[int], action: str) -> None:
    """One line for each of ``persons`` except who acts."""
    if act.transaction.quiet:
        return
    data = {"title": title_of(meeting), "by": act.actor.person_id, "action": action}
    text = json.dumps(data, ensure_ascii=False)
    for person in dict.fromkeys(persons):
        if person != act.actor.person_id:
            act.add(
                Notice(
                    person_id=person, kind="told", subject_kind="meeting", subject_id=meeting.id, data=text,
                    created_at=act.recorded_at,
                )
            )  # fmt: skip


def write_down(act: Act, meeting: Meeting, text: str) -> None:
    """Words beside the meeting; they may name people, so the journal does not have them."""
    if text:
        act.add(
            Note(
                subject_kind="meeting", subject_id=meeting.id, author_id=act.actor.person_id, written_at=act.at,
                text=text,
            )
        )  # fmt: skip
