"""A backup is put back: into an empty place only, whole or not at all, then held against its seals.

On SQLite a new database is filled beside and renamed into its place; on PostgreSQL everything is loaded in one
transaction.  Whatever stops it, the place is empty as before.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .. import outside
from ..files import settle, write_whole
from ..models import Seal
from ..verifying import Verdict, Verifier
from . import form
from .checking import LONGEST_ROW, Archive, opened
from .form import BackupError, Manifest
from .kinds import KINDS, unpacker

Progress = Callable[[str, int, int], None]
AT_ONCE = 1000  # rows
PEOPLE = ("engine_person", "engine_event", "auth_user")  # who and what makes a place inhabited


@dataclass
class Restored:
    manifest: Manifest
    rows: int
    files: int
    signed_by: str
    new_key: str  # the public key that was made because the backup has none; empty: the key is there
    lost: tuple[int, int] | None  # events known here that the backup is too old for: first and last position
    verdict: Verdict
    seconds: float


def restore(path: Path, progress: Progress | None = None) -> Restored:
    """Put it back here.  BackupError; what is broken in the journal itself is in the verdict."""
    began = time.perf_counter()
    _require_empty()
    home: Path = settings.DIANZHANG_HOME
    with opened(path, home, progress) as archive:
        loader, kept = _Loader(archive, progress), _head(archive)
        with _place(archive.manifest):
            loader.load()
            files = _files(archive, home)
        new_key, lost = _keys(archive, kept)
    return Restored(
        archive.manifest, loader.rows, files, archive.signed_by, new_key, lost, Verifier().run(),
        time.perf_counter() - began,
    )  # fmt: skip


def check(path: Path, progress: Progress | None = None) -> tuple[Manifest, str]:
    """Look it through, put nothing back: (manifest, the public key that signed it)."""
    with opened(path, settings.DIANZHANG_HOME, progress) as archive:
        return archive.manifest, archive.signed_by


# --- the place ------------------------------------------------------------------------------


def _require_empty() -> None:
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in PEOPLE:
            if table not in tables:
                continue
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 - names of our own
            if cursor.fetchone():
                raise BackupError(
                    zh="这里已经有一个部门，恢复只进空的地方。换一个空的 DIANZHANG_HOME（或 DATABASE_URL）再执行",
                    en="There is a department here, and a backup is put back into an empty place only: "
                    "name an empty DIANZHANG_HOME (or DATABASE_URL) and run it again",
                )
    files = settings.DIANZHANG_HOME / "files"
    if files.is_dir() and any(files.iterdir()):
        raise BackupError(zh=f"{files} 不是空的。先挪走它", en=f"{files} is not empty: move it away first")


@contextmanager
def _place(manifest: Manifest) -> Iterator[None]:
    """Where it is loaded to: on SQLite a database beside, which takes its place when all went well."""
    if connection.vendor != "sqlite":
        yield
        return
    target = Path(str(connection.settings_dict["NAME"]))
    draft = target.with_name(f"{target.name}.restoring")
    _remove(draft)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _applied() == _had(manifest):  # tables as they are wanted: no need to make them again
        with sqlite3.connect(target) as there, sqlite3.connect(draft) as copy:
            there.backup(copy)
        there.close()
        copy.close()
    connection.close()
    connection.settings_dict["NAME"] = str(draft)
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        handle = os.open(draft, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        _remove(target)
        os.replace(draft, target)
        settle(target.parent)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(target)
        _remove(draft)


def _had(manifest: Manifest) -> set[tuple[str, str]]:
    return {(app, name) for app, names in manifest.migrations.items() for name in names}


def _applied() -> set[tuple[str, str]]:
    return set(MigrationExecutor(connection).loader.applied_migrations)


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", "-queue"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


# --- rows -----------------------------------------------------------------------------------


class _Loader:
    def __init__(self, archive: Archive, progress: Progress | None) -> None:
        self.archive, self.manifest, self._progress = archive, archive.manifest, progress
        self.whole = sum(one.rows for one in self.manifest.tables.values())
        self.rows = 0

    def load(self) -> None:
        self._tables_as_they_were()
        try:
            with _unconstrained(), transaction.atomic():
                self._empty()
                for name in self.manifest.tables:
                    self._table(name)
                self._sequences()
                connection.check_constraints()
        except (DatabaseError, sqlite3.Error, psycopg.Error) as error:
            raise BackupError(
                zh=f"放不进数据库：{error}".strip(), en=f"The database does not take it: {error}".strip()
            ) from error
        call_command("migrate", verbosity=0)

    def _tables_as_they_were(self) -> None:
        """The tables of the program that made the backup; what came later is migrated to when the rows are there."""
        executor, had = MigrationExecutor(connection), _had(self.manifest)
        folded = executor.loader.replacements
        if any(one not in had and had.intersection(steps.replaces) for one, steps in folded.items()):
            # Made before migrations were folded into one: the tables are built step by step, as they were then.
            executor.loader = MigrationLoader(connection, replace_migrations=False)
        loader = executor.loader
        unknown = sorted(f"{app}.{name}" for app, name in had.difference(loader.disk_migrations))
        if unknown:
            raise BackupError(
                zh=f"备份是更新的程序做的（{unknown[0]}）。先升级这里的程序",
                en=f"The backup was made by a newer program ({unknown[0]}): bring this one up to date first",
            )
        if newer := sorted(f"{app}.{name}" for app, name in _applied() - had):
            raise BackupError(
                zh=f"这里的表比备份新（{newer[0]}）。建一个没有表的空数据库再恢复，之后会自动更新",
                en=f"The tables here are newer than the backup ({newer[0]}): name a database without tables; "
                "it is brought up to date afterwards",
            )
        nodes = loader.graph.node_map
        targets = [
            one for one in sorted(had) if one in nodes and not any(child.key in had for child in nodes[one].children)
        ]
        executor.migrate(targets)

    def _empty(self) -> None:
        """Rows that migrations made: the backup has its own."""
        there = set(connection.introspection.table_names())
        strange = sorted(set(self.manifest.tables) - there)
        if strange:
            raise BackupError(
                zh=f"备份里的表 {strange[0]} 这里没有",
                en=f"There is no table {strange[0]} here for the one in the backup",
            )
        with connection.cursor() as cursor:
            for table in self.manifest.tables:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of tables that are there

    def _table(self, name: str) -> None:
        described = self.manifest.tables[name]
        with connection.cursor() as cursor:
            there = {one.name for one in connection.introspection.get_table_description(cursor, name)}
        columns, kinds = [column for column, _kind in described.columns], [kind for _column, kind in described.columns]
        if not there.issuperset(columns) or not KINDS.issuperset(kinds) or len(set(columns)) != len(columns):
            raise BackupError(
                zh=f"备份里的表 {name} 和这里的不一样", en=f"The table {name} of the backup is not like the one here"
            )
        quoted = ", ".join(f'"{column}"' for column in columns)
        unpack = unpacker(kinds, connection.vendor)
        with _writing(name, quoted, len(columns)) as write:
            for rows in self._batches(name, len(columns)):
                write([unpack(row) for row in rows])
                self.rows += len(rows)
                if self._progress is not None:
                    self._progress(name, self.rows, self.whole)

    def _batches(self, name: str, width: int) -> Iterator[list[Any]]:
        rows: list[Any] = []
        with self.archive.open(form.table_entry(name)) as entry:
            while line := entry.readline(LONGEST_ROW):
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if not isinstance(row, list) or len(row) != width or any(isinstance(one, list | dict) for one in row):
                    raise BackupError(zh=f"表 {name} 里有读不出来的行", en=f"A row of table {name} cannot be read")
                rows.append(row)
                if len(rows) == AT_ONCE:
                    yield rows
                    rows = []
        if rows:
            yield rows

    def _sequences(self) -> None:
        """The next id comes after those there are."""
        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            for table in self.manifest.tables:
                for one in connection.introspection.get_sequences(cursor, table):
                    column = one["column"]
                    top = f'(SELECT COALESCE(MAX("{column}"), 0) + 1 FROM "{table}")'  # noqa: S608 - as above
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence(%s, %s), {top}, false)",
                        [f'"{table}"', column],
                    )


@contextmanager
def _unconstrained() -> Iterator[None]:
    """Rows come table by table; what they refer to is looked at when all are there."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA synchronous = OFF")  # the file is not the place's yet, and is flushed before it is
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def _writing(table: str, quoted: str, width: int) -> Iterator[Callable[[Sequence[Any]], None]]:
    connection.ensure_connection()
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        sql = f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * width)})'  # noqa: S608
        yield lambda rows: raw.executemany(sql, rows)
        return
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:

        def write(rows: Sequence[Any]) -> None:
            for row in rows:
                copy.write_row(row)

        yield write


# --- beside the database --------------------------------------------------------------------


def _files(archive: Archive, home: Path) -> int:
    """What people attached, into a folder that takes its name when it is whole."""
    names = [name for name in archive.manifest.entries if name.startswith(form.FILES)]
    draft = home / ".files-restoring"
    shutil.rmtree(draft, ignore_errors=True)
    for name in names:
        path = draft / name.removeprefix(form.FILES)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(name) as entry, path.open("xb") as file:
            shutil.copyfileobj(entry, file, 1 << 20)
    if names:
        with suppress(FileNotFoundError):
            (home / "files").rmdir()  # empty, or it would have been refused
        draft.rename(home / "files")
    return len(names)


def _keys(archive: Archive, kept: outside.Outside) -> tuple[str, tuple[int, int] | None]:
    """Keys and head, so that sealing goes on: (the key that was made, events lost since the backup)."""
    for name in form.SECRETS:
        path = outside.key_file() if name == "seal-key" else settings.DIANZHANG_HOME / name
        # A place makes itself the other two as soon as it is looked at; a seal key of its own it keeps.
        if form.KEYS + name in archive.manifest.entries and not (name == "seal-key" and path.exists()):
            write_whole(path, archive.read(form.KEYS + name))
    here = outside.read()
    lost = None
    if here.seal is not None and (kept.seal is None or here.seal.last > kept.seal.last):
        lost = (archive.manifest.journal.position + 1, here.seal.last)
        lost = lost if lost[0] <= lost[1] else None
    if outside.head_file().exists():
        outside.accept()  # puts the former head aside
    seal = Seal.objects.defer("leaves").order_by("-number").first()
    outside.write(replace(kept, seal=outside.head_of(seal) if seal else None))
    key = outside.private_key()
    if seal is None or (key is not None and outside.public(key) == kept.key):
        return "", lost
    if key is not None:  # the place has a key of its own: seals to come are its
        outside.write(replace(outside.read(), keys=(*kept.keys, (outside.public(key), seal.number + 1))))
        return outside.public(key), lost
    return outside.renew(), lost


def _head(archive: Archive) -> outside.Outside:
    try:
        return outside.parse(archive.read(form.HEAD).decode())
    except (ValueError, KeyError):
        raise BackupError(
            zh="备份里的 journal-head.json 读不出来", en="journal-head.json of the backup cannot be read"
        ) from None
