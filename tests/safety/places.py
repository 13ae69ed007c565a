"""Databases of a test's own, in place of the one that all tests share: a file on SQLite, or another database.

Tests that use them carry ``pytest.mark.django_db(transaction=True)``: nothing may be begun on the shared one.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from dianzhang.engine import organisation, rulebooks


class Places:
    """``with places("a"):`` is to work in a database with all tables and nobody in it, and a data folder beside it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        self.name = str(connection.settings_dict["NAME"])
        self.sqlite = connection.vendor == "sqlite"
        self._made: dict[str, str] = {}

    def home(self, name: str) -> Path:
        home = self.folder / name
        home.mkdir(mode=0o700, exist_ok=True)
        return home

    @contextmanager
    def __call__(self, name: str, *, bare: bool = False) -> Iterator[Path]:
        if name not in self._made:
            self._made[name] = self._make(name, bare=bare)
        raw, connection.connection = connection.connection, None
        connection.settings_dict["NAME"] = self._made[name]
        _forget()
        with self.monkeypatch.context() as patch:
            patch.setattr(settings, "DIANZHANG_HOME", self.home(name))
            patch.delenv("DIANZHANG_SEAL_KEY", raising=False)
            try:
                yield self.home(name)
            finally:
                connection.close()
                connection.settings_dict["NAME"] = self.name
                connection.connection = raw
                _forget()

    def _make(self, name: str, *, bare: bool) -> str:
        if self.sqlite:
            path = self.home(name) / "dianzhang.sqlite3"
            if not bare:
                connection.ensure_connection()
                raw: Any = connection.connection
                with sqlite3.connect(path) as copy:
                    raw.backup(copy)
                copy.close()
            return str(path)
        connection.close()
        database = f"{self.name}_{name}"
        template = "" if bare else f' TEMPLATE "{self.name}"'
        self._admin(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', f'CREATE DATABASE "{database}"{template}')
        return database

    def _admin(self, *statements: str) -> None:
        given = connection.get_connection_params() | {"dbname": "postgres"}
        known = {k: v for k, v in given.items() if k in ("host", "port", "user", "password", "dbname")}
        with psycopg.connect(**known, autocommit=True) as admin:
            for statement in statements:
                admin.execute(statement)

    def url(self, name: str) -> str:
        given = connection.settings_dict
        return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{self._made[name]}"

    def close(self) -> None:
        if self.sqlite:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        connection.close()
        self._admin(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in self._made.values()))


def _forget() -> None:
    organisation.forget()
    rulebooks.forget()


@pytest.fixture
def places(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Places]:
    with django_db_blocker.unblock():
        found = Places(tmp_path, monkeypatch)
        yield found
        found.close()


def picture(*, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every row of every table, as a backup would hold it."""
    from dianzhang.safety.backup.kinds import packer
    from dianzhang.safety.backup.making import _write
    from dianzhang.safety.backup.snapshot import snapshot, sources

    found = {}
    with snapshot() as at:
        for source in sources():
            if source.name not in but:
                pack = packer(source.kinds)
                found[source.name] = [_write(pack(row)) for rows in at.many(source.sql(at.vendor)) for row in rows]
    return found
