"""What a number should be on a day or in an hour, from the same weekday of the weeks before, and how far it may stray.

The middle is the median and the spread Qn, the robust scale of Rousseeuw and Croux (*Alternatives to the Median
Absolute Deviation*, 1993) with their factors for few values: one strange week moves neither.  The band reaches three
deviations, wider for few values, so that of ordinary weeks one or two days of a hundred lie outside by chance (the
tests draw them).  Counts stray by chance as Poisson does and shares of few cases as the binomial does, however quiet
the weeks were: the band is never narrower than that.  Pure reckoning in Decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations
from typing import Literal

from .money import RECKONING
from .units import Unit

WEEKS = 12  # looked back on
LEAST = 6  # comparable days without which nothing is said
MOST_SPECIAL = 400  # days back in which days of a campaign find their like
STRAY = Decimal(3)  # deviations
NORMAL = Decimal("2.2219")  # makes Qn of normal values their standard deviation
FURTHER = Decimal(2)  # divided by the days: how much wider the band of few days is
QUIET = Decimal("0.1")  # of the middle: what strays less is nothing to be told of, however quiet the weeks were
_FEW = {
    2: "0.399", 3: "0.994", 4: "0.512", 5: "0.844", 6: "0.611", 7: "0.857", 8: "0.669", 9: "0.872",
}  # fmt: skip
_ONE = Decimal(1)
_STEP = {Unit.MONEY: Decimal("0.01"), Unit.COUNT: _ONE, Unit.RATIO: Decimal("0.0001")}

Side = Literal["", "low", "high"]


@dataclass(frozen=True, slots=True)
class Band:
    """Where a number should lie, both ends included, and from how many days that is known."""

    middle: Decimal
    low: Decimal
    high: Decimal
    days: int

    def side(self, value: Decimal) -> Side:
        """On which side a value lies outside; empty within."""
        return "low" if value < self.low else "high" if value > self.high else ""


def band(values: Iterable[Decimal | None], unit: Unit, cases: Decimal | None = None) -> Band | None:
    """From the values of comparable days; those without one do not count.  None: too few, so nothing can be told yet.

    ``cases``: of a share, how many it is of on the day that is judged (10 of 40: 40).
    """
    known = sorted(value for value in values if value is not None)
    if len(known) < LEAST:
        return None
    middle = median(known)
    far = RECKONING.multiply(STRAY, _spread(known))
    far = max(far, QUIET * abs(middle), STRAY * _chance(middle, unit, cases))
    step = _STEP.get(unit, Decimal("0.0001"))
    low = (middle - far).quantize(step, ROUND_FLOOR)
    high = (middle + far).quantize(step, ROUND_CEILING)
    if known[0] >= 0:
        low = max(low, Decimal(0).quantize(step))
    if unit is Unit.RATIO and known[0] >= 0 and known[-1] <= 1:
        high = min(high, _ONE)
    return Band(middle, low, high, len(known))


def median(known: Sequence[Decimal]) -> Decimal:
    """Of values in order."""
    half = len(known) // 2
    return known[half] if len(known) % 2 else RECKONING.divide(known[half - 1] + known[half], Decimal(2))


def _spread(known: Sequence[Decimal]) -> Decimal:
    """Qn: of the distances between any two values one that lies a quarter of the way up; wider the fewer values there
    are, for the middle is only estimated, too."""
    n = len(known)
    half = n // 2 + 1
    distances = sorted(abs(one - other) for one, other in combinations(known, 2))
    more = Decimal("1.4") if n % 2 else Decimal("3.8")
    few = Decimal(_FEW[n]) if n in _FEW else RECKONING.divide(Decimal(n), n + more)
    drawn = RECKONING.sqrt(_ONE + RECKONING.divide(Decimal("1.5708"), Decimal(n)))  # pi / 2: variance of a median
    further = _ONE + RECKONING.divide(FURTHER, Decimal(n))
    return NORMAL * few * drawn * further * distances[half * (half - 1) // 2 - 1]


def _chance(middle: Decimal, unit: Unit, cases: Decimal | None) -> Decimal:
    """The standard deviation that chance alone gives."""
    if unit is Unit.COUNT:
        return RECKONING.sqrt(max(middle, _ONE))
    if unit is Unit.RATIO and cases is not None:
        if cases <= 0:
            return _ONE
        share = RECKONING.divide(max(Decimal(0), min(middle, _ONE)) * cases + 1, cases + 2)  # never just 0 or 1
        return RECKONING.sqrt(RECKONING.divide(share * (_ONE - share), cases))
    return Decimal(0)


def comparable(day: date, special: Callable[[date], str]) -> list[date]:
    """Days before ``day`` that are like it, newest first.

    ``special`` says what a day that is not an ordinary one is (a holiday, a campaign).  Ordinary days are compared
    with the same weekday of the ``WEEKS`` before, special ones with those that are called the same.
    """
    name = special(day)
    if name:
        before = (day - timedelta(n) for n in range(1, MOST_SPECIAL))
        return [one for one in before if special(one) == name][:WEEKS]
    before = (day - timedelta(weeks=n) for n in range(1, WEEKS + 1))
    return [one for one in before if not special(one)]


def judged(
    day: date,
    values: Mapping[date, Decimal | None],
    unit: Unit,
    special: Callable[[date], str],
    cases: Decimal | None = None,
) -> Band | None:
    """The band of ``day`` from the values of the days before."""
    return band((values.get(one) for one in comparable(day, special)), unit, cases)
