"""What has fallen due happens: found by time, taken under a row lock, done in one short transaction."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import connection, transaction

from . import registry
from .access import SYSTEM
from .models import ClockRow
from .moment import living_at, now
from .transaction import Stale, Transaction

BATCH = 200


def tick(until: datetime | None = None) -> int:
    """Let clocks whose next step lies before ``until`` (default now) take it.  Returns how many clocks were taken."""
    until = until or now()
    done = 0
    while taken := _some(until):
        done += taken
    return done


def _some(until: datetime) -> int:
    """One batch.  Another worker's rows are skipped; a record changed meanwhile is left for the next round."""
    try:
        with transaction.atomic(), living_at(until):
            due = ClockRow.objects.filter(next_at__lt=until).order_by("next_at")
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            rows = list(due.values_list("subject_kind", "subject_id")[:BATCH])
            if not rows:
                return 0
            subjects: dict[str, set[int]] = defaultdict(set)
            for kind, subject_id in rows:
                subjects[kind].add(subject_id)
            tx = Transaction(SYSTEM)
            for kind, ids in subjects.items():
                tx.take(registry.subjects[kind], sorted(ids))
            tx.flush()
            return len(rows)
    except Stale:
        return 0
