"""The raw side of the intake: the rows that ours wrote, into an empty database with the same tables and indexes."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from pathlib import Path

import django

Spent = tuple[float, float]  # seconds by the clock on the wall, and of this process


def main(source: str) -> Spent:
    """What it takes to insert the rows of ``source`` (a data folder, or the URL of a PostgreSQL database)."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    connection.ensure_connection()
    return _postgres(source, connection) if source.startswith("postgres") else _sqlite(source, connection)


def _now() -> Spent:
    return time.perf_counter(), time.process_time()


def _since(began: Spent) -> Spent:
    wall, cpu = _now()
    return wall - began[0], cpu - began[1]


def _sqlite(source: str, connection: object) -> Spent:
    from bench.intake import TABLES

    with sqlite3.connect(Path(source) / "dianzhang.sqlite3") as theirs:
        rows = {table: theirs.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES}
    raw = connection.connection  # type: ignore[attr-defined]
    raw.execute("PRAGMA foreign_keys = OFF")
    for table in TABLES:
        raw.execute(f"DELETE FROM {table}")
    statements = {t: f"INSERT INTO {t} VALUES ({', '.join('?' * len(rows[t][0]))})" for t in TABLES}
    began = _now()
    raw.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        raw.executemany(statements[table], rows[table])
    raw.execute("COMMIT")
    return _since(began)


def _postgres(source: str, connection: object) -> Spent:
    import psycopg

    from bench.intake import TABLES

    with psycopg.connect(source) as theirs:
        rows = {table: theirs.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES}  # type: ignore[arg-type]
    raw = connection.connection  # type: ignore[attr-defined]
    with raw.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the persons and shops referred to are not there
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")
        began = _now()
        cursor.execute("BEGIN")
        for table in TABLES:
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)
        cursor.execute("COMMIT")
        return _since(began)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(json.loads(sys.argv[1]))))
