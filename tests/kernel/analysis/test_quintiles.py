"""Fifths, scores and the eight segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.analysis.quintiles import SEGMENTS, cuts, rank_of, score, segment


@pytest.mark.parametrize(
    ("values", "points", "scores"),
    [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4], [1, 2, 3, 4, 5]),
        ([7], [7, 7, 7, 7], [1]),
        ([1, 1, 1, 1, 2], [1, 1, 1, 1], [1, 1, 1, 1, 5]),  # who bought twice stands out from those who bought once
        ([1, 1, 1, 2, 2], [1, 1, 1, 2], [1, 1, 1, 4, 4]),
        ([5, 5, 5], [5, 5, 5, 5], [1, 1, 1]),
        ([], [], []),
    ],
)
def test_cut_points_and_scores(values: list[int], points: list[int], scores: list[int]) -> None:
    assert cuts(values) == points
    assert [score(value, points) for value in values] == scores


def test_ranks_are_the_next_whole_one() -> None:
    assert [rank_of(k, 7) for k in (1, 2, 3, 4)] == [2, 3, 5, 6]
    assert [rank_of(k, 7) for k in (1, 2, 3, 4)] == [(k * 7 + 4) // 5 for k in (1, 2, 3, 4)], "as the statement has it"


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_equal_values_score_alike_and_higher_ones_no_less(values: list[int]) -> None:
    points = cuts(values)
    assert set(points) <= set(values)
    scored = {value: score(value, points) for value in values}
    ordered = [scored[value] for value in sorted(scored)]
    assert ordered == sorted(ordered)
    assert all(1 <= one <= 5 for one in ordered)
    if len(set(values)) == len(values) and len(values) % 5 == 0:
        each = [sum(scored[value] == n for value in values) for n in range(1, 6)]
        assert each == [len(values) // 5] * 5


@pytest.mark.parametrize(
    ("scores", "called"),
    [((5, 5, 5), "重要价值客户"), ((4, 3, 4), "重要发展客户"), ((1, 4, 5), "重要保持客户"),
     ((3, 3, 4), "重要挽留客户"),
     ((5, 4, 3), "一般价值客户"), ((4, 1, 1), "一般发展客户"),
     ((1, 5, 1), "一般保持客户"), ((1, 1, 1), "一般挽留客户")],
)  # fmt: skip
def test_what_customers_are_called(scores: tuple[int, int, int], called: str) -> None:
    assert segment(*scores) == called
    assert len(set(SEGMENTS.values())) == 8
