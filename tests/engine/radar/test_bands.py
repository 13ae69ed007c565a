"""Bands of time left: each instant in one of them, cut at full hours for the strip of the coming day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.engine.moment import HOME
from dianzhang.engine.radar.bands import bands, stretches

BEGIN = datetime(2026, 11, 23, 2, tzinfo=UTC)
moments = st.integers(-(10**8), 10**8).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
NOON = datetime(2026, 11, 23, 12, 20, tzinfo=HOME)

WHERE = [
    (NOON - timedelta(seconds=1), "late"), (NOON, "hour"), (NOON + timedelta(minutes=59), "hour"),
    (NOON + timedelta(hours=1), "today"), (datetime(2026, 11, 23, 23, 59, tzinfo=HOME), "today"),
    (datetime(2026, 11, 24, tzinfo=HOME), "days"), (datetime(2026, 11, 25, 23, 59, tzinfo=HOME), "days"),
    (datetime(2026, 11, 26, tzinfo=HOME), "later"),
]  # fmt: skip


@pytest.mark.parametrize(("due", "band"), WHERE)
def test_the_band_of_an_instant(due: datetime, band: str) -> None:
    found = [one.band for one in bands(NOON) if (one.begin or due) <= due and (one.end is None or due < one.end)]
    assert found == [band]


def test_late_in_the_evening_the_next_hour_goes_before_what_is_left_of_today() -> None:
    evening = datetime(2026, 11, 23, 23, 40, tzinfo=HOME)
    found = {one.band: one for one in bands(evening)}
    assert found["today"].begin == found["today"].end
    assert found["days"].begin == evening + timedelta(hours=1)


@given(moments, st.integers(-(10**6), 10**6))
def test_every_instant_is_in_one_band_and_in_one_stretch_of_it(moment: datetime, seconds: int) -> None:
    due = moment + timedelta(seconds=seconds)
    for parts in (bands(moment), stretches(moment)):
        inside = [one for one in parts if (one.begin or due) <= due and (one.end is None or due < one.end)]
        assert len(inside) == 1


@given(moments)
def test_stretches_follow_each_other_without_a_gap(moment: datetime) -> None:
    parts = stretches(moment)
    assert parts[0].begin is None
    assert parts[-1].end is None
    assert all(one.end == other.begin for one, other in pairwise(parts))


@given(moments)
def test_within_an_hour_a_band_keeps_only_what_lies_in_it(moment: datetime) -> None:
    hour = moment + timedelta(hours=3)
    kept = [one.within(hour, timedelta(hours=1)) for one in bands(moment)]
    spans = [(one.begin, one.end) for one in kept if one is not None]
    assert spans[0][0] == hour
    assert spans[-1][1] == hour + timedelta(hours=1)
