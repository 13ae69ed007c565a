"""Steps of a funnel and what share goes on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.analysis.funnel import passing, through

HALF, FIFTH = Fraction(1, 2), Fraction(1, 5)


@pytest.mark.parametrize(
    ("steps", "shares"),
    [
        ([100, 50, 10], [HALF, FIFTH]),
        ([100, None, 10], [None, None]),  # a step that nobody told has no share, and neither has the one after it
        ([0, 0], [None]),  # nobody was there to go on
        ([10, 0, 0], [0, None]),
        ([10, 20], [2]),  # more came out than went in: paid today, ordered yesterday
        ([5], []),
        ([], []),
    ],
)
def test_the_share_of_the_step_before(steps: list[int | None], shares: list[Fraction | None]) -> None:
    assert passing([None if n is None else Decimal(n) for n in steps]) == shares


def test_the_share_of_an_earlier_step() -> None:
    assert through([Decimal(1000), Decimal(100), None, Decimal(20)], 1) == [None, 1, None, FIFTH]
    assert through([None, Decimal(5)], 0) == [None, None]


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=8))
def test_the_shares_multiply_to_the_last_over_the_first(steps: list[int]) -> None:
    shares = passing([Decimal(n) for n in steps])
    assert prod(share for share in shares if share is not None) == Fraction(steps[-1], steps[0])
