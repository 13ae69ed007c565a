import multiprocessing
import stat
from pathlib import Path

import pytest

from dianzhang.config.secret_key import kept_key


def test_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret-key"
    first = kept_key(path)
    assert len(first) >= 50
    assert kept_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]


def test_of_many_that_start_together_all_read_the_same(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(kept_key, [tmp_path / "secret-key"] * 40)
    assert len(set(keys)) == 1


def test_an_empty_file_is_not_a_key(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(RuntimeError, match="is empty"):
        kept_key(tmp_path / "secret-key")
