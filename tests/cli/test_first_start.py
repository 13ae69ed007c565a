"""A demonstration whose making was cut off is set aside, never taken for a whole one and never deleted."""

from pathlib import Path

import pytest

from dianzhang.cli.first_start import UNFINISHED, set_aside_unfinished_demo
from dianzhang.cli.output import WrongCall
from dianzhang.config.database import read_database_url, sqlite


def test_what_was_cut_off_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).touch()
    for name in ("d.sqlite3", "d.sqlite3-wal", "secret-key"):
        (tmp_path / name).write_text(name)
    set_aside_unfinished_demo(tmp_path, sqlite(tmp_path / "d.sqlite3"))
    left = sorted(path.name for path in tmp_path.iterdir())
    assert [name for name in left if not name.startswith("unfinished-")] == ["secret-key"]
    assert len(left) == 3


def test_what_is_whole_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite3").touch()
    set_aside_unfinished_demo(tmp_path, sqlite(tmp_path / "d.sqlite3"))
    assert (tmp_path / "d.sqlite3").exists()


def test_on_postgresql_its_owner_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).touch()
    with pytest.raises(WrongCall, match="Create it anew"):
        set_aside_unfinished_demo(tmp_path, read_database_url("postgresql://localhost/shop"))
