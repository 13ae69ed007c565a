"""Processes that put money to the same orders at the same moment: none of it counts twice."""

from __future__ import annotations

from pathlib import Path

from tests.own_process import found_by

from .matching_race import ORDERS


def test_none_is_counted_twice(tmp_path: Path) -> None:
    found = found_by("tests.trade.settlement.matching_race", home=tmp_path)
    assert found == {"failed": 0, "own": ORDERS, "matched_twice": 0, "counted_twice": 0}
