"""Gives committed events their gapless position.  Everything downstream reads by position only."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Max

from .models import Event

_LOCK = 7_146_001  # PostgreSQL advisory lock: one sequencer at a time


def place(limit: int = 5000) -> int:
    """Place up to ``limit`` committed events that have no position yet.  Returns how many.

    An event that commits late simply gets a later position: nobody who read up to here has missed it.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LOCK,))
                if not cursor.fetchone()[0]:
                    return 0
        ids = list(Event.objects.filter(position=None).order_by("id").values_list("id", flat=True)[:limit])
        if not ids:
            return 0
        top = Event.objects.aggregate(top=Max("position"))["top"] or 0
        with connection.cursor() as cursor:
            rows = [(top + n, pk) for n, pk in enumerate(ids, 1)]
            cursor.executemany("UPDATE engine_event SET position = %s WHERE id = %s", rows)
        return len(ids)
