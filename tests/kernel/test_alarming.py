"""When an alarm goes off: beyond its figure, its band, its target; and which days are no ordinary ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dianzhang.kernel.alarming import band_out, figure_out, in_campaign, pace_out, special_of, watched
from dianzhang.kernel.expecting import Band
from dianzhang.kernel.pacing import Share, pace
from dianzhang.kernel.rules import Alarm

BAND = Band(Decimal(100), Decimal(80), Decimal(120), 8)


def rule(**given: Any) -> Alarm:
    return Alarm("c/alarm-1", "c", 1, **given)


@pytest.mark.parametrize(
    ("given", "value", "sense"),
    [
        ({"below": Decimal(10)}, 9, "below"),
        ({"below": Decimal(10)}, 10, ""),
        ({"above": Decimal(10)}, 10, ""),
        ({"above": Decimal(10)}, 11, "above"),
        ({"below": Decimal(5), "above": Decimal(10)}, 7, ""),
        ({"below": Decimal(0)}, 0, ""),
        ({}, 10**9, ""),
    ],
)
def test_a_figure(given: dict[str, Decimal], value: int, sense: str) -> None:
    assert figure_out(rule(**given), Decimal(value)) == sense


@pytest.mark.parametrize(
    ("outside", "value", "sense"),
    [("low", 79, "low"), ("low", 80, ""), ("low", 200, ""), ("high", 121, "high"), ("high", 10, ""),
     ("both", 121, "high"), ("both", 79, "low"), ("both", 100, ""), ("", 0, "")],
)  # fmt: skip
def test_what_is_expected(outside: str, value: int, sense: str) -> None:
    assert band_out(rule(outside=outside), Decimal(value), BAND) == sense
    assert band_out(rule(outside=outside), Decimal(value), None) == ""


@pytest.mark.parametrize(
    ("attained", "ceiling", "sense"),
    [(450, False, ""), (449, False, "behind"), (500, False, ""), (551, True, "behind"), (550, True, "")],
)
def test_a_target(attained: int, *, ceiling: bool, sense: str) -> None:
    """Half of the month is over, 500 of 1000 are due; the rule lets a tenth of that pass."""
    standing = pace(Decimal(1000), Decimal(attained), Share(Decimal(15), Decimal(30)), 15, ceiling=ceiling)
    assert pace_out(rule(behind=Decimal("0.1")), standing, ceiling=ceiling) == sense
    assert pace_out(rule(), standing) == ""
    assert pace_out(rule(behind=Decimal("0.1")), None) == ""


def test_days_that_are_no_ordinary_ones() -> None:
    one = rule(campaign=(("11-01", "11-11"), ("06-18", "06-18")))
    assert in_campaign(one, date(2026, 11, 11))
    assert not in_campaign(one, date(2026, 11, 12))
    assert special_of(one, date(2025, 6, 18)) == "campaign"
    assert special_of(one, date(2026, 2, 17)) == "春节"
    assert special_of(one, date(2026, 3, 4)) == ""
    assert watched(rule(), date(2026, 3, 4))
    assert not watched(rule(only="campaign", campaign=one.campaign), date(2026, 3, 4))
