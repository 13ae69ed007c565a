"""What has fallen due happens: found by time, its record claimed, done in one short transaction."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from . import registry
from .access import SYSTEM
from .models import ClockRow
from .moment import living_at, now
from .registry import Subject
from .transaction import Stale, Transaction

BATCH = 200
log = logging.getLogger("dianzhang.tick")


def tick(until: datetime | None = None) -> int:
    """Let clocks whose next step lies before ``until`` (default now) take it.  Returns how many clocks were taken."""
    until = until or now()
    done = 0
    while _due(until).exists() and (taken := _some(until)):  # looked at first: SQLite has one writer at a time
        done += taken
    return done


def _due(until: datetime) -> QuerySet[ClockRow]:
    return ClockRow.objects.filter(next_at__lt=until)


def _some(until: datetime) -> int:
    """One batch.  Records that another worker has are skipped; one changed meanwhile is left for the next round."""
    try:
        with transaction.atomic(), living_at(until):
            rows = list(_due(until).order_by("next_at").values_list("id", "subject_kind", "subject_id")[:BATCH])
            subjects: dict[str, set[int]] = defaultdict(set)
            for _clock, kind, record_id in rows:
                subjects[kind].add(record_id)
            tx = Transaction(SYSTEM)
            for kind, ids in sorted(subjects.items()):
                subject = registry.subjects[kind]
                tx.take(subject, _claimed(subject, sorted(ids)))
            tx.flush()
            taken = [clock for clock, kind, record_id in rows if (kind, record_id) in tx.states]
            orphaned = [] if len(taken) == len(rows) else _orphaned(rows, subjects)
            _leave_alone([*taken, *orphaned], until)
            return len(taken)
    except Stale:
        return 0


def _claimed(subject: Subject, ids: list[int]) -> list[int]:
    """Those that nobody else works on.  Whoever has the record has all its clocks: nothing happens twice."""
    if not connection.features.has_select_for_update_skip_locked:
        return ids
    records = subject.model._default_manager.select_for_update(skip_locked=True)
    return list(records.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _orphaned(rows: list[tuple[int, str, int]], subjects: dict[str, set[int]]) -> list[int]:
    """Clocks whose record is not merely another worker's, but gone."""
    there = {
        (kind, pk)
        for kind, ids in subjects.items()
        for pk in registry.subjects[kind].model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)
    }
    return [clock for clock, kind, record_id in rows if (kind, record_id) not in there]


def _leave_alone(ids: list[int], until: datetime) -> None:
    """Clocks that did not move, because their rule or their record is gone: nothing happens to them any more."""
    stuck = _due(until).filter(pk__in=ids).update(next_at=None, live=False, state="stopped")
    if stuck:
        log.warning("%s clocks fell due whose rule or record is gone", stuck)
