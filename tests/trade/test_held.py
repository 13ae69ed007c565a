"""A file that somebody sent is there for as long as it is read, and not longer, whatever comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from dianzhang.engine.files import TooLarge
from dianzhang.trade.held import Unread, held
from tests.gateways.tables import PLAIN, plain
from tests.trade.desk import Desk

pytestmark = pytest.mark.requirement("T1.1")
WHOLE = f"{PLAIN}\n{plain('1001')}\n".encode()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


def left(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_there_while_it_is_read_and_then_gone(desk: Desk, home: Path) -> None:
    with held([WHOLE[:9], WHOLE[9:]], "C:/订单/三月.csv", desk.shop, 10_000) as file:
        assert file.path.read_bytes() == WHOLE
        assert [order.number for table in file.tables for chunk in table.chunks() for order in chunk.orders] == ["1001"]
        assert file.name == "三月.csv"
    assert left(home) == []


@pytest.mark.parametrize(
    ("content", "most", "error"), [(WHOLE, 20, TooLarge), ("床前明月光\n".encode(), 10_000, Unread)]
)
def test_what_cannot_be_read_is_not_left_behind(
    desk: Desk, home: Path, content: bytes, most: int, error: type[Exception]
) -> None:
    with pytest.raises(error), held([content], "三月.csv", desk.shop, most):
        raise AssertionError
    assert left(home) == []


def test_put_somewhere_else_it_stays_there(desk: Desk, home: Path) -> None:
    with held([WHOLE], None, desk.shop, 10_000) as file:
        file.path.replace(home / "kept.csv")
    assert left(home) == [home / "kept.csv"]


def test_what_a_dead_process_leaves_is_swept(desk: Desk, home: Path) -> None:
    with held([WHOLE], "三月.csv", desk.shop, 10_000) as file:
        assert file.path in set((home / "uploads").glob("*.part"))  # which ``engine.files.sweeping`` clears
