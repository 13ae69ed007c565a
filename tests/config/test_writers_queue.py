"""Writers of one SQLite file queue: whoever waits gets in between two transactions of an import."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from dianzhang.config.database import sqlite
from dianzhang.config.sqlite3 import base

# A process that is in a transaction nearly all the time.
GREEDY = """
import fcntl, os, sys, time
queue = os.open(sys.argv[1] + "-queue", os.O_RDWR | os.O_CREAT, 0o600)
for _ in range(80):
    fcntl.flock(queue, fcntl.LOCK_EX)
    print("in", flush=True)
    time.sleep(0.05)
    fcntl.flock(queue, fcntl.LOCK_UN)
    time.sleep(0.002)
"""


def connect(file: Path) -> base.DatabaseWrapper:
    found = base.DatabaseWrapper({**connections["default"].settings_dict, **sqlite(file)}, "other")
    found.connect()
    return found


def begin(database: base.DatabaseWrapper) -> float:
    """Seconds until its transaction had begun."""
    began = time.monotonic()
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    return time.monotonic() - began


def end(database: base.DatabaseWrapper) -> None:
    database.commit()
    database.set_autocommit(True)


@pytest.fixture(autouse=True)
def _a_file_of_its_own(django_db_blocker: Any) -> Iterator[None]:
    """These tests touch no database but their own."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def greedy(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    words = [sys.executable, "-c", GREEDY, str(tmp_path / "db")]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_who_waits_gets_in_between(
    tmp_path: Path, greedy: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PATIENCE", 60.0)
    database = connect(tmp_path / "db")
    for _ in range(5):
        begin(database)
        assert database._my_turn
        end(database)
    assert greedy.poll() is None, "the other one had ended"
    database.close()


def test_the_turn_of_one_who_died_is_free(tmp_path: Path, greedy: subprocess.Popen[bytes]) -> None:
    greedy.kill()
    greedy.wait()
    database = connect(tmp_path / "db")
    begin(database)
    assert database._my_turn
    end(database)
    assert not database._my_turn
    database.close()


def test_it_is_a_courtesy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.02)
    first, second = connect(tmp_path / "db"), connect(tmp_path / "db")
    first._await_turn()
    begin(second)
    assert not second._my_turn
    end(second)
    first.close()
    begin(second)
    assert second._my_turn
    second.rollback()
    assert not second._my_turn
    second.set_autocommit(True)
    second.close()


def test_where_no_file_can_be_made_it_goes_without(tmp_path: Path) -> None:
    (tmp_path / "db-queue").mkdir()
    database = connect(tmp_path / "db")
    begin(database)
    assert not database._my_turn
    end(database)
    database.close()
