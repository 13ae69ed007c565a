"""The order of the radar: earlier before later, more money before less, and no change of places while time goes by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.urgency import MOST, lead, pressing_from

BEGIN = datetime(2026, 11, 23, 2, tzinfo=UTC)
moments = st.integers(-(10**8), 10**8).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
money = st.none() | st.integers(-(10**6), 10**12)

HOURS = [
    (None, 0), (0, 0), (-5_00, 0), (50_00, 0.5), (100_00, 1), (200_00, 2), (400_00, 3), (1_600_00, 5),
    (204_800_00, 12), (10**11, 12),
]  # fmt: skip


@pytest.mark.requirement("R4.7")
@pytest.mark.parametrize(("cents", "hours"), HOURS)
def test_a_hundred_yuan_count_for_an_hour_and_every_doubling_for_one_more(cents: int | None, hours: float) -> None:
    assert lead(cents) == timedelta(hours=hours)


def test_what_rests_has_no_place_in_time() -> None:
    assert pressing_from(None, 100_00) is None


@given(moments, moments, money)
def test_of_the_same_money_the_earlier_comes_first(one: datetime, other: datetime, cents: int | None) -> None:
    first, second = pressing_from(one, cents), pressing_from(other, cents)
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)


@given(moments, money, money)
def test_of_the_same_time_no_less_money_ever_comes_before_more(
    due: datetime, one: int | None, other: int | None
) -> None:
    less, more = sorted((one or 0, other or 0))
    first, second = pressing_from(due, more), pressing_from(due, less)
    assert first is not None
    assert second is not None
    assert first <= second


@given(moments, money)
def test_money_moves_a_line_by_half_a_day_at_most_and_never_back(due: datetime, cents: int | None) -> None:
    rank = pressing_from(due, cents)
    assert rank is not None
    assert due - MOST <= rank <= due


@given(st.integers(0, 10**12))
def test_no_value_stands_where_nothing_stands_and_a_cent_more_never_later(cents: int) -> None:
    assert lead(cents) <= lead(cents + 1)
    assert lead(None) == lead(0)
