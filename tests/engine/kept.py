"""What many tests begin with: made by its actions once in a process, afterwards put back row by row.

Founding a department and putting a rulebook in force takes a tenth of a second, putting their rows back a few
milliseconds.  It is put back only onto the very state on which it was made: the same journal, and the same rows in
every table that it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from dianzhang.engine import organisation, rulebooks, unmoved
from dianzhang.engine.models import Event

Rows = tuple[tuple[Any, ...], ...]
Tables = dict[str, Rows]

_made: dict[Hashable, list[tuple[Tables, Tables]]] = {}  # key and journal -> what the tables were and became


def once_made(key: Hashable, make: Callable[[], object]) -> None:
    """Do ``make``, which writes rows and nothing else and depends on the journal alone, or put its rows back."""
    at = (key, connection.settings_dict["NAME"], _journal())
    if at not in _made:  # asked for the first time, and perhaps the last
        _made[at] = []
        make()
        return
    for before, after in _made[at]:
        if all(_rows(table) == rows for table, rows in before.items()):
            _put_back(after)
            return
    was = {table: _rows(table) for table in _tables()}
    make()
    changed = {table: rows for table in _tables() if (rows := _rows(table)) != was[table]}
    _made[at].append(({table: was[table] for table in changed}, changed))


def _journal() -> Rows:
    rows = Event.objects.order_by("id").values_list("id", "kind", "subject_kind", "subject_id", "occurred_at", "data")
    return tuple((*row[:-1], str(row[-1])) for row in rows)


def _tables() -> list[str]:
    """Those of models, each after the ones that its foreign keys lead to."""
    found: dict[str, None] = {}

    def add(model: Any) -> None:
        if model._meta.db_table in found or model._meta.proxy or not model._meta.managed:
            return
        open_ones.add(model)
        for field in model._meta.concrete_fields:
            beside = field.related_model
            if beside is not None and beside not in open_ones:
                add(beside)
        found[model._meta.db_table] = None

    open_ones: set[Any] = set()
    for model in apps.get_models(include_auto_created=True):
        add(model)
    return list(found)


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
        return tuple(cursor.fetchall())


def _put_back(after: Tables) -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it ends
        for table in reversed(after):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table, rows in after.items():
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", rows)
        # A test that restored a backup may have set PostgreSQL's sequences below the ids that are put back here.
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in after]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    organisation.forget()
    rulebooks.forget()
    unmoved.forget()
