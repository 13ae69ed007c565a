"""Processes that review orders at the same moment never promise the same piece twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_process import found_by

from .racing import PIECES


@pytest.mark.requirement("G9.4")
def test_never_the_same_piece_twice(tmp_path: Path) -> None:
    found = found_by("tests.trade.racing", 4, home=tmp_path)
    assert found == {
        "failed": 0, "on_hand": PIECES, "reserved": PIECES, "held": PIECES, "holders": PIECES, "summed": True,
    }  # fmt: skip
