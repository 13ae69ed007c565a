"""Work changes hands: a record that somebody still has to see to gets another owner, and its deadlines go along.

Every subject that says which of its records are unfinished has the command ``X.reassign`` (交接).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from ..access import Actor
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import Subject, command, every_subject
from ..telling import write_down

REASSIGN = ".reassign"


class NewOwner(BaseModel):
    """Who takes it over (a person's code), and why."""

    person: str
    reason: str = Personal("", max_length=300)


def answerable(record: Any, actor: Actor) -> bool:
    """Whoever has it, or someone above them."""
    owner = getattr(record, "owner_id", None)
    if owner is None or actor.person_id is None:
        return False
    return owner == actor.person_id or organisation().leads(actor.person_id, owner)


@every_subject
def declare(subject: Subject) -> None:
    if subject.unfinished is None or subject.hands_on:
        return

    @command(
        f"{subject.name}{REASSIGN}", zh=f"{subject.zh}.交接", en="Hand on", on=subject, input=NewOwner, open=answerable
    )
    def reassign(records: Batch[Any, NewOwner], act: Act) -> None:
        """Somebody else sees to it from now on; deadlines that run go along."""
        org = organisation()
        open_now = _unfinished(subject, [record.id for record, _given in records])
        for record, given in records:
            person = org.codes.get(given.person)
            if person not in org.posts_of:
                records.refuse(record, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            elif record.id not in open_now:
                records.refuse(record, _("它已经办完，没有什么要交接的。"))
            elif person == record.owner_id:
                records.unchanged(record)
            else:
                record.owner_id, record.unit_id = person, org.unit_of(org.posts_of[person][0])
                write_down(act, subject, record, given.reason)


def _unfinished(subject: Subject, ids: list[int]) -> set[int]:
    found = subject.model._default_manager.filter(subject.unfinished(), pk__in=ids)  # type: ignore[misc]
    return set(found.values_list("pk", flat=True))
