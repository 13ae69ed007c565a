"""Statements over the facts of a queryset, where Django's own words do not reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

# The month of a day as the database keeps it: 2026-10.
MONTH = {"sqlite": "substr({}, 1, 7)", "postgresql": "to_char({}, 'YYYY-MM')"}


def ask(rows: Any, query: str, given: Sequence[Any] = (), **words: str) -> list[tuple[Any, ...]]:
    """The answer to a query that names the facts of ``rows`` as ``{rows}``, once and before what is ``given``.

    ``words`` are put in their places first; they are the program's, never anybody's input.
    """
    for name, said in words.items():
        query = query.replace(f"{{{name}}}", said)
    try:
        inner, inside = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.replace("{rows}", inner), [*inside, *map(_kept, given)])
        return list(cursor.fetchall())


def month_of(column: str) -> str:
    return MONTH[connection.vendor].format(column)


def day_read(value: Any) -> date | None:
    """A day as a raw statement gives it: SQLite gives its letters."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _kept(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
