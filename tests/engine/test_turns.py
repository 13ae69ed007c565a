"""Writers of one SQLite file take turns: whoever waits gets in between two chunks of an import."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dianzhang.engine import turns
from dianzhang.engine.turns import _Door

HOLD = """
import sys, time
from dianzhang.engine.turns import _Door
door = _Door(sys.argv[1])
for _ in range(40):
    assert door.wait()
    print("in", flush=True)
    time.sleep(0.05)
    door.leave()
    time.sleep(0.002)
"""


@pytest.fixture
def greedy(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A process that has the turn nearly all the time."""
    words = [sys.executable, "-c", HOLD, str(tmp_path / "db")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_who_waits_gets_in_between(tmp_path: Path, greedy: subprocess.Popen[bytes]) -> None:
    door, waited = _Door(str(tmp_path / "db")), []
    for _ in range(5):
        began = time.monotonic()
        assert door.wait()
        waited.append(time.monotonic() - began)
        door.leave()
        time.sleep(0.01)
    assert greedy.poll() is None, "the other one had ended"
    greedy.kill()
    assert sorted(waited)[2] < 1


def test_the_turn_of_one_who_died_is_free(tmp_path: Path, greedy: subprocess.Popen[bytes]) -> None:
    greedy.kill()
    greedy.wait()
    assert _Door(str(tmp_path / "db")).wait()


def test_it_is_a_courtesy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.02)
    assert _Door(str(tmp_path / "db")).wait()
    assert not _Door(str(tmp_path / "db")).wait()


def test_it_is_had_once(tmp_path: Path) -> None:
    door = _Door(str(tmp_path / "db"))
    assert door.wait()
    assert not door.wait()


def test_where_no_file_can_be_made_it_goes_without(tmp_path: Path) -> None:
    assert not _Door(str(tmp_path / "no" / "folder" / "db")).wait()
