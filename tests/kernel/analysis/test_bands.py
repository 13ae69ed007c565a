"""Price bands: round edges, every line in exactly one band."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.analysis.bands import band, edges, nice


@pytest.mark.parametrize(
    ("cents", "round_"),
    [(1, 1), (9, 9), (10, 10), (11, 10), (13, 12), (14, 15), (97, 100), (4990, 5000), (12900, 12000), (13900, 15000), (
        19999, 20000), (0, 1)],
)  # fmt: skip
def test_the_round_number_next_to_it(cents: int, round_: int) -> None:
    assert nice(cents) == round_


def test_edges_are_where_the_parts_of_the_pieces_end() -> None:
    assert edges({990: 10, 1990: 10, 4990: 10, 9900: 10}, 4) == [1000, 2000, 5000]
    assert edges({1000: 10, 1990: 10}, 2) == [], "an edge at the least price would part nothing"
    assert edges({5000: 100}, 6) == []
    assert edges({}, 6) == []


@pytest.mark.parametrize(
    ("cents", "pieces", "place"),
    [(999, 1, 0), (1000, 1, 1), (1999, 2, 0), (2000, 2, 1), (10000, 1, 2), (2999, 3, 0)],
)
def test_no_price_is_rounded(cents: int, pieces: int, place: int) -> None:
    assert band(cents, pieces, [1000, 5000]) == place


@given(st.dictionaries(st.integers(1, 10**7), st.integers(1, 1000), max_size=40), st.integers(2, 8))
def test_edges_ascend_and_are_no_more_than_asked_for(sold: dict[int, int], count: int) -> None:
    found = edges(sold, count)
    assert found == sorted(set(found))
    assert len(found) < count
    assert all(edge > min(sold) for edge in found)
    placed = [band(price * 2, 2, found) for price in sorted(sold)]
    assert placed == sorted(placed)
    assert all(0 <= place <= len(found) for place in placed)
