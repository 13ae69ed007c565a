"""For scripts that are processes of their own: Django set up, a database to themselves, several at one work at once."""

from __future__ import annotations

import os
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402


def make_tables() -> None:
    """Tables with nothing in them; on SQLite a copy, where another process of the same tests has left one."""
    left = Path(os.environ.get("DIANZHANG_EMPTY", "")) if connection.vendor == "sqlite" else Path()
    if left.is_file():
        connection.close()
        shutil.copy(left, str(connection.settings_dict["NAME"]))
        return
    call_command("migrate", verbosity=0)
    if left.name:
        connection.close()
        mine = left.with_name(f"{left.name}.{os.getpid()}")
        shutil.copy(str(connection.settings_dict["NAME"]), mine)
        mine.replace(left)  # whole, or not there


class Database:
    """The same beginning again and again: a copied file, or a database made after a template."""

    def __init__(self) -> None:
        self.name = str(connection.settings_dict["NAME"])
        self.sqlite = connection.vendor == "sqlite"

    def again(self, number: int) -> None:
        """A new copy, and Django pointed at it."""
        connection.close()
        name = f"{self.name}_{number}"
        if self.sqlite:
            shutil.copy(self.name, name)
        else:
            self._make(name, f'TEMPLATE "{self.name}"')
        connection.settings_dict["NAME"] = name

    def drop(self) -> None:
        name = str(connection.settings_dict["NAME"])
        connection.close()
        if self.sqlite:
            for part in Path(name).parent.glob(f"{Path(name).name}*"):
                part.unlink()
        else:
            self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.settings_dict["NAME"] = self.name

    def empty(self, called: str) -> None:
        """Tables with nothing in them; on PostgreSQL in a database beside those of other tests."""
        if not self.sqlite:
            connection.settings_dict["NAME"] = name = f"{self.name}_{called}"
            self._make(name)
        make_tables()

    def _make(self, name: str, how: str = "") -> None:
        self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" {how}')

    def _admin(self, *statements: str) -> None:
        import psycopg

        given = connection.get_connection_params() | {"dbname": "postgres"}
        known = {k: v for k, v in given.items() if k in ("host", "port", "user", "password", "dbname")}
        with psycopg.connect(**known, autocommit=True) as admin:
            for statement in statements:
                admin.execute(statement)  # type: ignore[call-overload]


def begin(work: Callable[[], object]) -> int:
    """The number of a forked process that works and ends: with 1 if the work failed."""
    connection.close()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def all_at_once(processes: int, work: Callable[[int], object]) -> int:
    """``work(0)``, ``work(1)`` … each in a process of its own; how many failed, when all have ended."""
    children = [begin(lambda part=part: work(part)) for part in range(processes)]  # type: ignore[misc]
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)
