"""Filling tables for a measurement: what is not measured need not be safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, models

SCRATCH = "bench_like"  # a table of this connection alone


@contextmanager
def in_haste() -> Iterator[None]:
    """Without waiting for the disk, without asking whether what is referred to is there, with more memory."""
    if connection.vendor == "sqlite":
        hasten = ["journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"]
        usual = ["journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -16384"]
        hasten, usual = ([f"PRAGMA {p}" for p in each] for each in (hasten, usual))
    else:
        settings = {"synchronous_commit": "off", "session_replication_role": "replica", "maintenance_work_mem": "'1GB'"}
        hasten = [f"SET {name} = {value}" for name, value in settings.items()]
        usual = [f"RESET {name}" for name in settings]
    for statements in (hasten, usual):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        if statements is hasten:
            yield


@contextmanager
def indexes_afterwards(*filled: type[models.Model]) -> Iterator[None]:
    """Indexes that a model declares are made once its rows are there: one sort each, instead of a search a row.

    Those of its constraints stay, so rows are best put in in their order.
    """
    declared = [(model, index) for model in filled for index in model._meta.indexes]
    with connection.cursor() as cursor:
        for _model, index in declared:
            cursor.execute(f"DROP INDEX {index.name}")
    yield
    editor = connection.schema_editor()
    with connection.cursor() as cursor:
        for model, index in declared:
            cursor.execute(str(index.create_sql(model, editor)))


def repeat(model: type[models.Model], like: str, instead: Mapping[str, str], count: int) -> None:
    """``count`` rows like the one that ``like`` (SQL) finds, with other values in the columns that ``instead`` names.

    Its values are SQL of ``n``, which counts the rows from 1, and of ``c``, the row they are like.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        # A copy: while it reads a table that it writes, SQLite keeps all rows aside first.
        cursor.execute(f"CREATE TEMPORARY TABLE {SCRATCH} AS SELECT * FROM {table} WHERE {like}")
        cursor.execute(f"SELECT * FROM {SCRATCH}")
        assert len(cursor.fetchall()) == 1, like
        names = [d[0] for d in cursor.description if d[0] != "id" or "id" in instead]
        values = ", ".join(instead.get(name, f"c.{name}") for name in names)
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {numbers(count)} AS numbers, {SCRATCH} AS c"
        )
        cursor.execute(f"DROP TABLE {SCRATCH}")


def numbers(count: int) -> str:
    """1 to ``count`` as a table in SQL, its column named ``n``."""
    if connection.vendor == "sqlite":
        return f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT n FROM s)"
    return f"(SELECT n FROM generate_series(1, {count}) AS s(n))"


def days_after(first: str, days: str) -> str:
    """A day in SQL: ``days`` (SQL) after ``first`` (ISO 8601)."""
    return (
        f"date('{first}', '+' || ({days}) || ' days')" if connection.vendor == "sqlite" else f"DATE '{first}' + {days}"
    )


def instant(seconds: str) -> str:
    """A moment in SQL: ``seconds`` (SQL) since 1970, UTC."""
    if connection.vendor == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%f000', {seconds}, 'unixepoch')"
    return f"to_timestamp({seconds})"


def settled() -> None:
    """As a server at work has its tables: PostgreSQL sees to its statistics itself, SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
