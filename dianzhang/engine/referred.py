"""Records that something refers to by kind and id: one statement a kind, with what their lists read beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from . import registry
from .pages import pages
from .prepared import prepared

Ref = tuple[str, int]


def referred(refs: Iterable[Ref]) -> dict[Ref, Any]:
    """Those that are there; of kinds that nobody declares, none."""
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, pk in refs:
        if kind in registry.subjects:
            ids[kind].add(pk)
    found: dict[Ref, Any] = {}
    for kind, wanted in ids.items():
        related = tuple(pages.lists[kind].related) if kind in pages.lists else ()
        found.update({(kind, record.pk): record for record in _records(kind, related, ids=tuple(wanted))})
    return found


@prepared
def _records(kind: str, related: tuple[str, ...], *, ids: Any) -> QuerySet[Any]:
    rows = registry.subjects[kind].model._default_manager.filter(pk__in=ids)
    return rows.select_related(*related) if related else rows
