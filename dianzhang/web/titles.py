"""Titles that were written down when something happened are Chinese; an English reader gets them from the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dianzhang.engine import registry
from dianzhang.ui.wording import chinese

Ref = tuple[str, int]


def titles_now(refs: Iterable[Ref]) -> dict[Ref, str]:
    """What these records are called in English, one query for each kind; nothing for those who read Chinese."""
    return {} if chinese() else titles_of(refs)


def titles_of(refs: Iterable[Ref]) -> dict[Ref, str]:
    """What these records are called, one query for each kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, pk in refs:
        ids[kind].add(pk)
    found: dict[Ref, str] = {}
    for kind, wanted in ids.items():
        subject = registry.subjects[kind]
        for record in subject.model._default_manager.filter(pk__in=wanted):
            found[kind, record.pk] = subject.title(record)
    return found
