"""How far a target should be by a day, and whole amounts taken apart."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.pacing import Heavier, Share, a_year_before, even, level, pace, weighted
from dianzhang.kernel.splitting import difference, divided

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("999999999"), places=2)
D = Decimal


@given(DAYS, st.integers(1, 400), st.integers(-5, 500))
def test_even_shares_grow_by_the_day_from_nothing_to_all(first: date, length: int, at: int) -> None:
    last, through = first + timedelta(length - 1), first + timedelta(at)
    share = even(first, last, through)
    assert 0 <= share.ratio <= 1
    assert share.done == min(max(at + 1, 0), length)
    assert even(first, last, first - timedelta(1)).ratio == 0
    assert even(first, last, last).ratio == 1


@given(DAYS, st.integers(1, 60), st.integers(0, 59), st.decimals(0, 50, places=1))
def test_a_heavier_day_moves_the_share_and_nothing_else(first: date, length: int, at: int, weight: Decimal) -> None:
    last, heavy = first + timedelta(length - 1), first + timedelta(min(at, length - 1))
    spans = [Heavier(heavy, heavy, weight)]
    assert weighted(first, last, last, []).ratio == even(first, last, last).ratio
    found = weighted(first, last, last, spans)
    assert found.whole == length - 1 + weight
    before = weighted(first, last, heavy - timedelta(1), spans)
    assert weighted(first, last, heavy, spans).done - before.done == weight


@given(AMOUNTS, AMOUNTS, st.integers(1, 30), st.integers(0, 29))
def test_what_the_days_left_must_bring_reaches_the_target(
    target: Decimal, attained: Decimal, length: int, done: int
) -> None:
    done = min(done, length)
    found = pace(target, attained, Share(D(done), D(length)), length - done)
    assert found.due is not None
    assert found.ahead == attained - found.due
    assert found.left == target - attained
    if found.per_day is not None and attained < target:
        assert abs(attained + found.per_day * (length - done) - target) < D("0.0001")
    if found.forecast is not None:
        assert abs(found.forecast * done / length - attained) < D("0.0001")


@pytest.mark.parametrize(
    ("attained", "done", "left", "ceiling", "standing"),
    [
        ("50", 10, 20, False, "on"), ("33.33", 10, 20, False, "close"), ("29", 10, 20, False, "behind"),
        ("120", 10, 20, False, "met"), ("99.99", 30, 0, False, "missed"), ("100", 30, 0, False, "met"),
        ("30", 10, 20, True, "on"), ("35", 10, 20, True, "close"), ("60", 10, 20, True, "behind"),
        ("100.01", 10, 20, True, "over"), ("100", 30, 0, True, "met"), ("0", 0, 30, False, "on"),
    ],
)  # fmt: skip
def test_how_it_stands(attained: str, done: int, left: int, ceiling: bool, standing: str) -> None:
    found = pace(D(100), D(attained), Share(D(done), D(30)), left, ceiling=ceiling)
    assert found.standing == standing
    assert (found.per_day is None) == (left == 0)
    assert (found.forecast is None) == (done == 0)


def test_no_value_is_not_nought() -> None:
    found = pace(D(100), None, Share(D(1), D(2)), 1)
    assert (found.standing, found.due, found.left, found.forecast) == ("none", D(50), None, None)


@pytest.mark.parametrize(
    ("attained", "left", "ceiling", "standing"),
    [("0.9", 3, False, "behind"), ("0.95", 3, False, "on"), ("0.95", 0, False, "met"), ("0.9", 0, False, "missed"),
     ("0.9", 3, True, "on"), ("0.96", 0, True, "missed")],
)  # fmt: skip
def test_a_rate_is_due_as_a_whole_every_day(attained: str, left: int, ceiling: bool, standing: str) -> None:
    found = level(D("0.95"), D(attained), left, ceiling=ceiling)
    assert (found.standing, found.due, found.per_day, found.forecast) == (standing, D("0.95"), None, None)


@pytest.mark.parametrize(
    ("day", "before"),
    [((2026, 11, 23), (2025, 11, 23)), ((2028, 2, 29), (2027, 2, 28)), ((2027, 2, 28), (2026, 2, 28))],
)
def test_the_same_day_of_the_year_before(day: tuple[int, int, int], before: tuple[int, int, int]) -> None:
    assert a_year_before(date(*day)) == date(*before)


WEIGHTS = st.lists(st.decimals(0, 10_000, places=3), min_size=1, max_size=40)


@pytest.mark.requirement("K11.7")
@given(st.integers(0, 10**13), WEIGHTS)
def test_the_parts_are_the_whole_to_the_cent(whole: int, weights: list[Decimal]) -> None:
    parts = divided(whole, weights)
    assert difference(whole, parts) == 0
    total = sum(weights) or D(len(weights))
    for part, weight in zip(parts, weights if any(weights) else [D(1)] * len(weights), strict=True):
        assert abs(part * total - whole * weight) < total * D("1.000001")


@given(st.integers(0, 10**9), WEIGHTS)
def test_pieces_stay_whole(pieces: int, weights: list[Decimal]) -> None:
    parts = divided(pieces * 100, weights, 100)
    assert sum(parts) == pieces * 100
    assert not any(part % 100 for part in parts)


def test_what_parts_lack_is_told() -> None:
    assert difference(100, [30, 30]) == 40
    assert difference(100, [60, 60]) == -20
    with pytest.raises(ValueError, match="weights"):
        divided(100, [])
