"""ABC: until 80 %, until 95 %, the rest; shares add up to 1."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.analysis.pareto import ranked


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ([80, 15, 5], "ABC"),
        ([5, 80, 15], "ABC"),
        ([100], "A"),
        ([50, 50], "AA"),  # the second lifts it beyond 80: it is needed for it
        ([96, 4], "AC"),
        ([81, 14, 5], "ABC"),
        ([0, 0], "CC"),
        ([-5, 10, 0], "ACC"),
        ([], ""),
    ],
)
def test_classes(values: list[int], kinds: str) -> None:
    assert "".join(one.kind for one in ranked(values)) == kinds


def test_what_brings_less_than_nothing_has_no_share() -> None:
    last = ranked([10, -4])[-1]
    assert (last.value, last.share, last.reached, last.kind) == (-4, 0, 1, "C")


@given(st.lists(st.integers(-(10**6), 10**9), max_size=80))
def test_shares_add_up_to_the_whole(values: list[int]) -> None:
    found = ranked(values)
    assert sorted(one.place for one in found) == list(range(len(values)))
    if any(value > 0 for value in values):
        assert sum((one.share for one in found), Fraction(0)) == 1
        assert found[0].kind == "A"
        assert found[-1].reached == 1
    kinds = [one.kind for one in found]
    assert kinds == sorted(kinds)
