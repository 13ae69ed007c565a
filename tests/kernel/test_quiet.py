"""Quiet hours and digests: nobody is told within their quiet hours, and nothing is told before it happened."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.quiet import Quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = Quiet(time(21), time(8))
DIGEST = Quiet(time(21), time(8), digest=time(17, 30))
PASSES = Quiet(time(21), time(8), digest=time(17, 30), urgent_passes=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-10-{text}").replace(tzinfo=SHANGHAI)


@pytest.mark.requirement("W4.3")
@pytest.mark.parametrize(
    ("quiet", "urgent", "happens", "due"),
    [
        (NIGHT, False, "12 20:59", "12 20:59"),
        (NIGHT, False, "12 21:00", "13 08:00"),
        (NIGHT, True, "13 03:00", "13 08:00"),
        (NIGHT, False, "13 08:00", "13 08:00"),
        (DIGEST, False, "12 10:00", "12 17:30"),
        (DIGEST, False, "12 17:30", "12 17:30"),
        (DIGEST, False, "12 18:00", "13 17:30"),
        (DIGEST, True, "12 18:00", "12 18:00"),
        (DIGEST, True, "12 23:00", "13 08:00"),
        (PASSES, True, "12 23:00", "12 23:00"),
        (PASSES, False, "12 23:00", "13 17:30"),
        (Quiet(time(12), time(14)), False, "12 13:00", "12 14:00"),
        (Quiet(time(21), time(8), digest=time(23)), False, "12 12:00", "13 08:00"),
        (Quiet(), False, "12 03:00", "12 03:00"),
        (Quiet(time(8), time(8)), False, "12 08:00", "12 08:00"),
    ],
)
def test_when_somebody_is_told(quiet: Quiet, urgent: bool, happens: str, due: str) -> None:
    assert quiet.due(at(happens), urgent=urgent) == at(due)


clocks = st.times().map(lambda t: t.replace(microsecond=0))


@given(
    st.builds(Quiet, st.none() | clocks, st.none() | clocks, st.none() | clocks, st.booleans()),
    st.integers(0, 365 * 86_400),
    st.booleans(),
)
def test_never_earlier_never_at_night_and_within_two_days(quiet: Quiet, after: int, urgent: bool) -> None:
    moment = datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(seconds=after)
    due = quiet.due(moment, urgent=urgent)
    assert moment <= due <= moment + timedelta(days=2)
    assert not quiet.rests(due) or (urgent and quiet.urgent_passes)


@pytest.mark.requirement("W4.3")
@pytest.mark.parametrize(
    ("happens", "on", "due"),
    [
        ("12 23:00", [("12 22:00", "13 06:00")], "12 23:00"),
        ("12 21:30", [("12 22:00", "13 06:00")], "12 22:00"),
        ("13 06:00", [("12 22:00", "13 06:00")], "13 08:00"),  # the turn is over
        ("13 06:00", [("12 22:00", "13 06:00"), ("13 07:00", "13 15:00")], "13 07:00"),
        ("12 23:00", [("13 08:00", "13 15:00")], "13 08:00"),
        ("12 23:00", [("13 14:00", "13 22:00")], "13 08:00"),
    ],
)
def test_at_work_nothing_is_held_back(happens: str, on: list[tuple[str, str]], due: str) -> None:
    times = [(at(begin), at(end)) for begin, end in on]
    assert NIGHT.due(at(happens), urgent=False, on=times) == at(due)


def test_a_digest_comes_at_its_time_at_work_too() -> None:
    late = Quiet(time(21), time(8), digest=time(23))
    assert late.due(at("12 22:30"), urgent=False, on=[(at("12 22:00"), at("13 06:00"))]) == at("12 23:00")
