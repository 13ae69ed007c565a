"""Which fields of a record someone sees, and what stands in place of the others.

Every page, list, search, export, number and the API ask here and nowhere else.

Fields are declared ``personal`` or ``secret`` with their subject.  Such a field is hidden unless an access rule in
force grants it to the post one acts in (``可见``), or one has had it shown on this record a moment ago, with a reason
(``X.reveal``).  What is hidden can neither be filtered nor sorted by: which rows come, and in what order, would tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from . import access, registry
from .access import Actor
from .models import Event
from .moment import now
from .registry import Field, Subject

SHOWN_FOR = timedelta(minutes=15)  # after a reveal: long enough for a call, too short to forget the page open
REVEAL = ".reveal"
NOTHING_TOLD = "***"


@dataclass(frozen=True)
class Seen:
    """A field as one reader has it: its stored ``value``, or ``masked``, the text in its place (None: no value)."""

    value: Any
    hidden: bool = False
    masked: str | None = None


def concealed(known: Field) -> bool:
    """Whether the field is kept from those whom no rule grants it."""
    return known.personal or known.secret


def hides(actor: Actor, subject: Subject, name: str) -> bool:
    """Whether this field is hidden from the actor, whatever the record."""
    known = subject.field.get(name)
    return known is not None and concealed(known) and not access.sees(actor, f"{subject.name}.{name}")


def hidden_fields(actor: Actor, subject: Subject) -> frozenset[str]:
    return frozenset(known.name for known in subject.fields if hides(actor, subject, known.name))


def may_read(actor: Actor, subject: Subject, reads: Iterable[str]) -> bool:
    """Whether everything that a column, filter, search or measure reads is theirs to see.

    ``reads`` names fields of the subject (``cost``) or of others (``order.cost``).
    """
    for name in reads:
        owner, dot, field = name.rpartition(".")
        if hides(actor, registry.subjects[owner] if dot else subject, field):
            return False
    return True


def sees_all_of(actor: Actor, reads: Iterable[str]) -> bool:
    """As ``may_read`` for what belongs to no one subject: every name says its own (``order.cost``)."""
    return all(access.sees(actor, name) for name in reads)


def seen(actor: Actor, subject: Subject, known: Field, record: Any, *, here: bool = False) -> Seen:
    """A field of a record for a reader.  ``here``: this is the record's own page, where what was revealed shows."""
    if not hides(actor, subject, known.name) or (here and known.name in revealed(actor, subject, record)):
        return Seen(getattr(record, known.column, None))
    return Seen(None, True, masked(known, record))


def masked(known: Field, record: Any) -> str | None:
    """Enough to recognise it by, not enough to use; None where there is nothing to hide.  Of a secret, nothing."""
    if known.secret:
        return NOTHING_TOLD
    value = getattr(record, known.column, None)
    if value is None or value == "":
        return None
    return known.mask(record) if known.mask is not None else f"{str(value)[0]}**"


def revealed(actor: Actor, subject: Subject, record: Any) -> frozenset[str]:
    """Fields of this record that were shown to this person a moment ago, in the post they act in now.

    The journal is what says so; asked once for each record at hand.
    """
    kind = f"{subject.name}{REVEAL}"
    if actor.person_id is None or kind not in registry.actions or access.reach_of(actor, kind) is None:
        return frozenset()
    known: dict[tuple[int, str], frozenset[str]] = vars(record).setdefault("_revealed", {})
    key = (actor.person_id, actor.post)
    if key not in known:
        events = Event.objects.filter(
            subject_kind=subject.name, subject_id=record.pk, kind=kind, actor_id=actor.person_id, post=actor.post,
            recorded_at__gt=now() - SHOWN_FOR,
        )  # fmt: skip
        told = (json.loads(data).get("in", {}).get("fields", "") for data in events.values_list("data", flat=True))
        known[key] = frozenset(name for fields in told for name in fields.split(","))
    return known[key]


def may_reveal(actor: Actor, subject: Subject, record: Any) -> bool:
    """Whether this person may have hidden personal fields of the record shown, with a reason."""
    reach = access.reach_of(actor, f"{subject.name}{REVEAL}")
    return f"{subject.name}{REVEAL}" in registry.actions and access.covers(actor, reach, record)
