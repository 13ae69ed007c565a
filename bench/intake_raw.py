"""The raw side of the intake: the rows that ours wrote, into an empty database with the same tables, indexes and
constraints; the rows that these refer to are put there before."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django

Spent = tuple[float, float]  # seconds by the clock on the wall, and of this process


def main(source: str, measured: Sequence[str]) -> Spent:
    """What it takes to insert rows of ``source`` (a data folder, or the URL of a PostgreSQL database): of the tables
    ``measured``."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    connection.ensure_connection()
    fill = _postgres if source.startswith("postgres") else _sqlite
    return fill(source, connection, measured)


def _now() -> Spent:
    return time.perf_counter(), time.process_time()


def _since(began: Spent) -> Spent:
    wall, cpu = _now()
    return wall - began[0], cpu - began[1]


def _sqlite(source: str, connection: Any, measured: Sequence[str]) -> Spent:
    raw = connection.connection
    with sqlite3.connect(Path(source) / "dianzhang.sqlite3") as theirs:
        rows = {table: theirs.execute(f"SELECT * FROM {table}").fetchall() for table in _tables(connection)}
    statements = {t: f"INSERT INTO {t} VALUES ({', '.join('?' * len(rows[t][0]))})" for t in rows if rows[t]}
    raw.execute("PRAGMA foreign_keys = OFF")
    for table in rows:
        raw.execute(f"DELETE FROM {table}")
    for table in statements.keys() - set(measured):
        raw.executemany(statements[table], rows[table])
    raw.execute("PRAGMA foreign_keys = ON")
    began = _now()
    raw.execute("BEGIN IMMEDIATE")
    for table in measured:
        raw.executemany(statements[table], rows[table])
    raw.execute("COMMIT")
    return _since(began)


def _postgres(source: str, connection: Any, measured: Sequence[str]) -> Spent:
    import psycopg

    with psycopg.connect(source) as theirs:
        rows = {t: theirs.execute(f"SELECT * FROM {t}").fetchall() for t in _tables(connection)}  # type: ignore[arg-type]
    with connection.connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in rows:
            cursor.execute(f"DELETE FROM {table}")
        for table in rows.keys() - set(measured):
            _copy(cursor, table, rows[table])
        cursor.execute("SET session_replication_role = origin")
        began = _now()
        cursor.execute("BEGIN")
        for table in measured:
            _copy(cursor, table, rows[table])
        cursor.execute("COMMIT")
        return _since(began)


def _tables(connection: Any) -> list[str]:
    """All of ours; what the measured rows refer to must be there, for constraints hold on both sides."""
    return [t for t in connection.introspection.table_names() if t != "django_migrations"]


def _copy(cursor: Any, table: str, rows: list[Any]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(json.loads(sys.argv[1]), json.loads(sys.argv[2]))))
