"""Lines for those who have to do with a record, and words beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from . import reading, registry
from .access import Actor
from .models import Note, Notice
from .organisation import organisation
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
    """Words beside a record; they may name people, so the journal does not have them.  Who is mentioned is told."""
    if text:
        tell_mentioned(act, subject, record, text)
        author = act.actor.person_id
        act.add(
            Note(
                subject_kind=subject.name, subject_id=record.id, author_id=author, written_at=act.at, text=text
            )
        )  # fmt: skip


def tell_mentioned(act: Act, subject: Subject, record: Any, text: str) -> None:
    """A line for whom the text names with an @, if they may see the record that it stands beside."""
    persons = mentioned(text)
    seeing = [person for person in persons if person != act.actor.person_id and sees(person, subject, record)]
    if seeing:
        tell(act, subject, record, "mentioned", seeing)


def mentioned(text: str) -> list[int]:
    """Who works here and is named with an @, ``@赵宁``: the longest name counts, and of a name that two have, both."""
    found: list[int] = []
    org = organisation() if "@" in text else None
    for part in text.split("@")[1:] if org is not None else ():
        called = {person: name for person, name in org.names.items() if name and part.startswith(name)}  # type: ignore[union-attr]
        longest = max(map(len, called.values()), default=0)
        found += [p for p, name in called.items() if len(name) == longest and p in org.active]  # type: ignore[union-attr]
    return list(dict.fromkeys(found))


def sees(person: int, subject: Subject, record: Any) -> bool:
    """Whether somebody may open the record in one of their posts."""
    org = organisation()
    posts = org.posts_of.get(person, ())
    return any(reading.may_see(Actor(person, post, org.unit_of(post)), subject, record) for post in posts)


def beside(kind: str, record_id: int | None, actor: Actor) -> tuple[Subject, Any] | None:
    """The record that something is to stand beside, if the actor may see it.  What stands beside one bears nothing."""
    subject = registry.subjects.get(kind)
    if subject is None or subject.beside is not None:
        return None
    record = reading.find_named(actor, kind, record_id)
    return (subject, record) if record is not None else None
