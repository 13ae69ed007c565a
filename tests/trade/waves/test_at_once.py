"""Waves planned by several processes at the same moment never share an order or a piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_process import found_by

from .racing import PIECES


@pytest.mark.requirement("T3.1")
def test_no_order_and_no_piece_twice(tmp_path: Path) -> None:
    found = found_by("tests.trade.waves.racing", 8, home=tmp_path)
    assert found == {
        "failed": 0, "on_hand": PIECES, "reserved": PIECES, "held": PIECES, "holders": PIECES, "inside": PIECES,
        "orders": PIECES, "told": PIECES, "summed": True,
    }  # fmt: skip
