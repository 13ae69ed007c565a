"""How much memory a measurement took."""

from __future__ import annotations

import resource

from django.db import connection


def without_map() -> None:
    """SQLite reads its file from now on.  What the system maps of it counts as this process' memory, but is the
    system's to take back, and would grow with the file up to the 256 MB of the setting."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")


def peak() -> int:
    """The most bytes that this process has had at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
