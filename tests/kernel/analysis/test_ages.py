"""First in, first out: what is left is what came last."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.analysis.ages import band, layers

OPEN, MAY, JUNE = date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("on_hand", "came", "left"),
    [
        (5, [(JUNE, 5), (MAY, 5)], [(JUNE, 5)]),
        (7, [(JUNE, 5), (MAY, 5)], [(JUNE, 5), (MAY, 2)]),
        (12, [(JUNE, 5), (MAY, 5)], [(JUNE, 5), (MAY, 5), (OPEN, 2)]),
        (3, [], [(OPEN, 3)]),
        (0, [(JUNE, 5)], []),
        (2, [(JUNE, 0), (MAY, 9)], [(MAY, 2)]),
    ],
)
def test_what_is_left_came_last(
    on_hand: int, came: list[tuple[date, int]], left: list[tuple[date | None, int]]
) -> None:
    assert layers(on_hand, came, OPEN) == left


def test_what_nobody_knows_of_has_no_day() -> None:
    assert layers(3, [(JUNE, 1)], None) == [(JUNE, 1), (None, 2)]


@pytest.mark.parametrize(("days", "place"), [(0, 0), (30, 0), (31, 1), (90, 2), (365, 4), (366, 5)])
def test_bands_of_age(days: int, place: int) -> None:
    assert band(days) == place


@given(st.integers(0, 500), st.lists(st.integers(0, 50), max_size=20))
def test_the_pieces_are_all_that_is_there(on_hand: int, came: list[int]) -> None:
    newest_first = [(date.fromordinal(JUNE.toordinal() - n), pieces) for n, pieces in enumerate(came)]
    found = layers(on_hand, newest_first, OPEN)
    assert sum(pieces for _day, pieces in found) == on_hand
    assert all(pieces > 0 for _day, pieces in found)
