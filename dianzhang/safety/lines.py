"""Events as they are stored, as lines to be hashed: the same on SQLite and PostgreSQL.

A line is a JSON array of the columns below in their order: numbers and texts as stored, instants in UTC as SQLite keeps
them (``2026-03-02 04:00:00.500000``, six digits or none), truth as 1 or 0.  ``position`` is not in it: it is the line's
place in the range.  Nothing in a line is personal data, so deleting a person's data changes no line.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from dianzhang.engine.models import Event
from dianzhang.kernel.merkle import leaf

# A form once used is never changed: a further column makes a further form.
FORMS: dict[int, tuple[str, ...]] = {
    1: (
        "id", "kind", "subject_kind", "subject_id", "occurred_at", "recorded_at", "actor_id", "post", "behalf_id",
        "rule", "cause_id", "version_id", "unit_id", "shop_id", "judged", "data",
    ),
}  # fmt: skip
FORM = max(FORMS)
_INSTANTS, _TRUTHS = {"occurred_at", "recorded_at"}, {"judged"}
ABSENT = b"absent"  # the line of a position that nobody stood at when it was sealed
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode

Lines = list[tuple[Any, bytes]]  # (position, hash of the line); a forged position may be any value


def hashed(first: int, last: int, form: int = FORM) -> Lines:
    """The events at these positions, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_select(form) + " WHERE position BETWEEN %s AND %s ORDER BY position", [first, last])
        return [(row[0], leaf(_write(row[1:]).encode("utf-8", "surrogatepass"))) for row in cursor.fetchall()]


def line_of(event_id: int) -> str:
    """One event's line, for whoever wants to hash it by other means."""
    with connection.cursor() as cursor:
        cursor.execute(_select(FORM) + " WHERE id = %s", [event_id])
        return _write(cursor.fetchone()[1:])


def _select(form: int) -> str:
    columns = ", ".join(_column(name) for name in FORMS[form])
    return f'SELECT position, {columns} FROM "{Event._meta.db_table}"'  # noqa: S608 - names of our own


def _column(name: str) -> str:
    """As expressions: neither driver then turns what is stored into something of its own."""
    if connection.vendor == "sqlite":
        if name in _INSTANTS:
            return f"{name} || ''"
        return f"+{name}"
    if name in _INSTANTS:
        return f"replace(to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')"
    return f"{name}::int" if name in _TRUTHS else name
