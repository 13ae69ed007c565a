"""The database as it is at one moment, read by a connection of its own while others go on writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
from django.apps import apps
from django.db import connection

from .kinds import kind_of, selected

# Everybody logs in again; the lake is made anew from the facts.
LEFT_OUT = {"django_session", "measure_lakemark", "measure_lakestate", "measure_lakepin"}
AT_ONCE = 2000  # rows


@dataclass(frozen=True)
class Source:
    """A table to be read: columns with their kinds, in the order of the primary key."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: str

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(kind for _name, kind in self.columns)

    def sql(self, vendor: str) -> str:
        columns = ", ".join(selected(name, kind, vendor) for name, kind in self.columns)
        return f'SELECT {columns} FROM "{self.name}" ORDER BY "{self.key}"'  # noqa: S608 - names of our own models


def sources() -> list[Source]:
    """Every table that a model keeps rows in."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.db_table not in LEFT_OUT:
            columns = tuple((str(f.column), kind_of(f)) for f in meta.concrete_fields)
            found[meta.db_table] = Source(meta.db_table, columns, str(meta.pk.column))
    return [found[name] for name in sorted(found)]


class Snapshot(Protocol):
    vendor: str

    def one(self, sql: str) -> tuple[Any, ...]: ...
    def many(self, sql: str) -> Iterator[list[tuple[Any, ...]]]: ...


class _Sqlite:
    """A read transaction in WAL: it sees what was committed before it began, and nobody waits for it."""

    vendor = "sqlite"

    def __init__(self) -> None:
        name = str(connection.settings_dict["NAME"])
        self._raw = sqlite3.connect(name, timeout=20, isolation_level=None)  # no converters: what is stored
        self._raw.execute("PRAGMA query_only = ON")
        self._raw.execute("BEGIN")
        self._raw.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # from here on it is the same moment

    def one(self, sql: str) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._raw.execute(sql).fetchone()
        return row

    def many(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        cursor = self._raw.execute(sql)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows

    def close(self) -> None:
        self._raw.close()


class _Postgres:
    vendor = "postgresql"

    def __init__(self) -> None:
        given = connection.get_connection_params()
        given = {name: value for name, value in given.items() if name not in ("cursor_factory", "context")}
        self._raw = psycopg.connect(**given)
        self._raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._raw.read_only = True
        self._raw.execute("SET datestyle = 'ISO'")

    def one(self, sql: str) -> tuple[Any, ...]:
        row = self._raw.execute(sql).fetchone()
        assert row is not None
        return tuple(row)

    def many(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        with self._raw.cursor("backup") as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(AT_ONCE):
                yield rows

    def close(self) -> None:
        self._raw.close()


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    found: _Sqlite | _Postgres = _Sqlite() if connection.vendor == "sqlite" else _Postgres()
    try:
        yield found
    finally:
        found.close()
