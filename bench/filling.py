"""Filling tables for a measurement: what is not measured need not be safe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_haste() -> Iterator[None]:
    """Without waiting for the disk, without asking whether what is referred to is there, with more memory."""
    from django.db import connection

    if connection.vendor == "sqlite":
        hasten = ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000")
        usual = ("synchronous = NORMAL", "foreign_keys = ON", "cache_size = -16384")
        hasten, usual = (tuple(f"PRAGMA {p}" for p in each) for each in (hasten, usual))
    else:
        hasten = ("SET synchronous_commit = off", "SET session_replication_role = replica")
        usual = ("RESET synchronous_commit", "RESET session_replication_role")
    for statements in (hasten, usual):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        if statements is hasten:
            yield
