"""Titles that were written down when something happened are Chinese; an English reader gets them from the records."""

from __future__ import annotations

from collections.abc import Iterable

from dianzhang.engine import registry
from dianzhang.engine.referred import Ref, referred
from dianzhang.ui.wording import chinese

__all__ = ["Ref", "titles_now", "titles_of"]


def titles_now(refs: Iterable[Ref]) -> dict[Ref, str]:
    """What these records are called in English, one query for each kind; nothing for those who read Chinese."""
    return {} if chinese() else titles_of(refs)


def titles_of(refs: Iterable[Ref]) -> dict[Ref, str]:
    """What these records are called, one query for each kind."""
    return {ref: registry.subjects[ref[0]].title(record) for ref, record in referred(refs).items()}
