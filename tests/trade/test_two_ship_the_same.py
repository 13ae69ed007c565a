"""Processes that ship the same orders at the same moment: each leaves once, in whatever way it was shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_process import found_by

from .shipping_race import ORDERS, PIECES


@pytest.mark.requirement("T3.3")
def test_each_leaves_once(tmp_path: Path) -> None:
    found = found_by("tests.trade.shipping_race", 4, home=tmp_path)
    assert found == {
        "failed": 0, "on_hand": PIECES - 2 * ORDERS, "reserved": 0, "shipped": ORDERS, "events": ORDERS,
        "each_once": True, "parcels": ORDERS + ORDERS // 3, "summed": True,
    }  # fmt: skip
