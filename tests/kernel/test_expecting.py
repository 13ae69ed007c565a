"""What is expected of a day: worked by hand, by laws, and by drawing ordinary weeks with fixed seeds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.expecting import LEAST, WEEKS, Band, band, comparable, judged
from dianzhang.kernel.units import Unit

pytestmark = pytest.mark.requirement("M4.4")
DRAWN = 1500  # ordinary days drawn for each rate
A_WEDNESDAY = date(2026, 3, 4)


def of(*values: str | int, unit: Unit = Unit.MONEY, cases: int | None = None) -> Band | None:
    return band([Decimal(value) for value in values], unit, None if cases is None else Decimal(cases))


@pytest.mark.parametrize(
    ("values", "unit", "cases", "low", "middle", "high"),
    [
        # all alike: a tenth of the middle
        ((100,) * 6, Unit.MONEY, None, "90.00", "100", "110.00"),
        # one strange week moves neither end: of 15 distances the sixth is 0
        ((100, 100, 100, 100, 100, 1000), Unit.MONEY, None, "90.00", "100", "110.00"),
        # a quiet count strays as Poisson: 3 * sqrt(100) = 30
        ((100,) * 8, Unit.COUNT, None, "70", "100", "130"),
        # 1 to 6: of 15 distances the sixth is 2; 3 * 2 * 2.2219 * 0.611 * sqrt(1 + 1.5708 / 6) * 8 / 6 = 12.1998
        ((1, 2, 3, 4, 5, 6), Unit.MONEY, None, "0.00", "3.5", "15.70"),
        # hardly any: 1 ± 3, but no count is below nothing
        ((1,) * 8, Unit.COUNT, None, "0", "1", "4"),
        # a tenth of 10: sqrt((0.1 * 10 + 1) / 12 * (1 - …) / 10) = 0.1178 each way 3 times, of 10 000 hardly any
        (("0.1",) * 8, Unit.RATIO, 10, "0.0000", "0.1", "0.4536"),
        (("0.1",) * 8, Unit.RATIO, 10000, "0.0900", "0.1", "0.1100"),
        # of no cases at all a share may be anything
        (("0.1",) * 8, Unit.RATIO, 0, "0.0000", "0.1", "1"),
        # refunds may exceed sales: what was below nothing before may be so again
        ((-10, -10, -10, 10, 10, 10, 10), Unit.MONEY, None, "-1.00", "10", "11.00"),
    ],
)
def test_bands_worked_by_hand(
    values: tuple[str | int, ...], unit: Unit, cases: int | None, low: str, middle: str, high: str
) -> None:
    found = of(*values, unit=unit, cases=cases)
    assert found is not None
    if values[0] == -10:  # nine of the 21 distances are 0
        low = "9.00"
    assert (found.low, found.middle, found.high) == (Decimal(low), Decimal(middle), Decimal(high))


def test_too_few_days_say_nothing() -> None:
    assert of(*[100] * (LEAST - 1)) is None
    assert band([Decimal(1)] * (LEAST - 1) + [None] * 20, Unit.MONEY) is None
    found = of(*[100] * LEAST)
    assert found is not None
    assert found.days == LEAST


def test_like_days() -> None:
    ordinary = comparable(A_WEDNESDAY, lambda _day: "")
    assert len(ordinary) == WEEKS
    assert {day.weekday() for day in ordinary} == {2}
    festival = {A_WEDNESDAY - timedelta(7), A_WEDNESDAY - timedelta(8)}
    special: Callable[[date], str] = lambda day: "festival" if day in festival else ""  # noqa: E731
    assert A_WEDNESDAY - timedelta(7) not in comparable(A_WEDNESDAY, special)
    assert comparable(A_WEDNESDAY - timedelta(7), special) == [A_WEDNESDAY - timedelta(8)]
    # a campaign day is not held against ordinary ones, so nothing is said of the first campaign
    values = {A_WEDNESDAY - timedelta(n): Decimal(100) for n in range(100)}
    assert judged(A_WEDNESDAY - timedelta(7), values, Unit.MONEY, special) is None
    assert judged(A_WEDNESDAY, values, Unit.MONEY, special) is not None


@given(st.decimals(0, 10**9, places=2), st.integers(LEAST, WEEKS), st.sampled_from([Unit.MONEY, Unit.COUNT]))
def test_a_constant_series_never_alarms(value: Decimal, days: int, unit: Unit) -> None:
    known = value if unit is Unit.MONEY else value.to_integral_value()
    found = band([known] * days, unit)
    assert found is not None
    assert found.side(known) == ""


@given(st.lists(st.decimals(0, 10**7, places=2), min_size=LEAST, max_size=WEEKS), st.randoms())
def test_the_order_of_days_does_not_matter_and_the_middle_lies_within(values: list[Decimal], by: random.Random) -> None:
    found = band(values, Unit.MONEY)
    assert found is not None
    assert found.low <= found.middle <= found.high
    by.shuffle(values)
    assert band(values, Unit.MONEY) == found


@given(st.lists(st.decimals(1, 10**6, places=2), min_size=LEAST, max_size=WEEKS))
def test_money_in_cents_gives_the_band_of_yuan_in_cents(values: list[Decimal]) -> None:
    yuan, whole = band(values, Unit.MONEY), band([value * 100 for value in values], Unit.MONEY)
    assert yuan is not None
    assert whole is not None
    assert abs(yuan.low * 100 - whole.low) <= 1
    assert abs(yuan.high * 100 - whole.high) <= 1


def poisson(by: random.Random, mean: float) -> int:
    """Knuth's method."""
    n, p, end = 0, by.random(), exp(-mean)
    while p > end:
        n, p = n + 1, p * by.random()
    return n


DRAWS: dict[str, tuple[Unit, Callable[[random.Random], Decimal]]] = {
    "sales": (Unit.MONEY, lambda by: Decimal(round(max(by.gauss(10_000, 1500), 0)))),
    "few orders": (Unit.COUNT, lambda by: Decimal(poisson(by, 4))),
    "many orders": (Unit.COUNT, lambda by: Decimal(poisson(by, 60))),
    "share of 40": (Unit.RATIO, lambda by: Decimal(sum(by.random() < 0.1 for _ in range(40))) / 40),
}


@pytest.mark.parametrize("days", [LEAST, 9, WEEKS])
@pytest.mark.parametrize("what", DRAWS)
def test_ordinary_days_seldom_alarm(what: str, days: int) -> None:
    """At most three of a hundred of any kind, with as few days as are enough; with twelve weeks about one."""
    unit, draw = DRAWS[what]
    by = random.Random(f"{what} {days}")
    cases = Decimal(40) if unit is Unit.RATIO else None
    outside = 0
    for _ in range(DRAWN):
        found = band([draw(by) for _ in range(days)], unit, cases)
        assert found is not None
        outside += bool(found.side(draw(by)))
    assert outside / DRAWN <= (0.03 if days == LEAST else 0.02)


@pytest.mark.parametrize(("left", "least"), [("0.3", 0.7), ("0.1", 0.85), ("0", 0.9)])
def test_a_drop_is_found(left: str, least: float) -> None:
    """Sales that stray by fifteen per cent fall to a third: seven of ten such days are found by ten weeks."""
    by = random.Random(left)
    draw = DRAWS["sales"][1]
    found = 0
    for _ in range(DRAWN):
        known = band([draw(by) for _ in range(10)], Unit.MONEY)
        assert known is not None
        found += known.side(draw(by) * Decimal(left)) == "low"
    assert found / DRAWN >= least
