"""An import killed with -9 anywhere and run again ends as if it had never been killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.own_process import found_by

KILLS = int(os.environ.get("DIANZHANG_KILLS") or 6)  # CI tries 50


@pytest.mark.requirement("T1.1")
def test_killed_anywhere_and_run_again(tmp_path: Path) -> None:
    found = found_by("tests.trade.killing", KILLS, home=tmp_path)
    assert found["half"] == 0, "an order without its lines, its event, its payment or its refund"
    assert found["different"] == []
    assert min(found["reached"]) < 700, "no kill came before the end"
    assert found["expected"]["orders"].startswith("700 ")
