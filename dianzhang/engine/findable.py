"""Finding records by what people type: a part of a title, its pinyin, the initials of it.

A subject names the short texts it is found by (``Subject.finds``).  Their spellings are written with the records, in
the same transaction, so that a search is one range of an index for each word typed and reads no record that it does
not find.  What such a field hides from somebody, it does not find for them either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from dianzhang.kernel.spelling import SHORTEST, spellings, typed

from . import registry
from .access import Actor
from .models import SearchWord
from .registry import Subject
from .seeing import hides

if TYPE_CHECKING:
    from .transaction import Transaction

END = b"\xff"  # after every UTF-8 text
AT_ONCE = 2000


def condition(subject: Subject, query: str, actor: Actor) -> Q | None:
    """Records in which each word of ``query`` begins some spelling; None: nobody can tell by what was typed."""
    fields = [name for name in subject.finds if not hides(actor, subject, name)]
    words = [word for word in map(typed, query.split()) if len(word) >= SHORTEST]
    if not fields or not words:
        return None
    found = Q()
    for word in words:
        start = word.encode()
        rows = SearchWord.objects.filter(
            subject_kind=subject.name, word__gte=start, word__lt=start + END, field__in=fields
        )
        found &= Q(pk__in=rows.values("subject_id"))
    return found


def keep(tx: Transaction) -> None:
    """Bring the words of the records that a transaction made or changed in line with them."""
    touched = {kind for kind, _id in tx.snapshots}
    for subject in registry.subjects.values():
        if not subject.finds or (subject.model not in tx.fresh and subject.name not in touched):
            continue
        fresh = tx.fresh.get(subject.model, ())
        columns = [subject.field[name].column for name in subject.finds]
        changed = [
            tx.states[key].record
            for key, (_revision, before) in tx.snapshots.items()
            if key[0] == subject.name and any(before[c] != getattr(tx.states[key].record, c) for c in columns)
        ]
        if changed:
            ids = [record.pk for record in changed]
            SearchWord.objects.filter(subject_kind=subject.name, subject_id__in=ids).delete()
        write(subject, [*fresh, *changed])


def write(subject: Subject, records: Iterable[Any]) -> None:
    """The words of records that have none yet."""
    rows = (
        SearchWord(subject_kind=subject.name, subject_id=record.pk, field=name, word=word.encode())
        for record in records
        for name in subject.finds
        for word in sorted(spellings(str(getattr(record, subject.field[name].column) or "")))
    )
    SearchWord.objects.bulk_create(rows, batch_size=AT_ONCE)


def catch_up(**_of_signal: Any) -> None:
    """After a migration: words for the records of a place that was filled before there were any."""
    for subject in registry.subjects.values():
        if subject.finds and not SearchWord.objects.filter(subject_kind=subject.name).exists():
            write(subject, subject.model._default_manager.iterator(chunk_size=AT_ONCE))
