"""How far a target should be by the end of a day, how far it is, what each day left must bring, where it leads.

Pure reckoning in Decimal.  Which share of the target is due by a day is said by one of three curves: even by days, days
weighted by whoever set it (a campaign day counts as several), or the same span of last year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from .money import RECKONING

Standing = Literal["met", "on", "close", "behind", "missed", "over", "none"]
CLOSE = Decimal("0.9")  # of what is due: less than that is behind


@dataclass(frozen=True, slots=True)
class Heavier:
    """Days, both included, each of which counts as ``weight`` ordinary ones (0: nothing is expected of them)."""

    first: date
    last: date
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """``done`` of ``whole``: days, weights of days, or last year's number."""

    done: Decimal
    whole: Decimal

    @property
    def ratio(self) -> Decimal:
        """0 before the first day; 1 at the end.  Of last year's net numbers it may lie outside for a while."""
        return RECKONING.divide(self.done, self.whole) if self.whole else Decimal(0)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a target stands at the end of a day.  None: there is no value.

    ``due`` should be there, ``ahead`` is how much more (less than 0: less) there is; ``left`` is what the target still
    lacks, ``per_day`` that over the days left; ``forecast`` is where the course so far leads.
    """

    standing: Standing
    due: Decimal | None = None
    ahead: Decimal | None = None
    left: Decimal | None = None
    per_day: Decimal | None = None
    forecast: Decimal | None = None


def days_between(first: date, last: date) -> int:
    """How many days from ``first`` to ``last``, both included; 0 where there is none."""
    return max(0, (last - first).days + 1)


def even(first: date, last: date, through: date) -> Share:
    """Each day brings as much as another."""
    done = days_between(first, min(through, last))
    return Share(Decimal(done), Decimal(days_between(first, last)))


def weighted(first: date, last: date, through: date, heavier: Sequence[Heavier]) -> Share:
    """Each day brings its weight: 1, or what the last of ``heavier`` that holds it says."""
    weights = [weight_of(day, heavier) for day in days(first, last)]
    done = days_between(first, min(through, last))
    return Share(sum(weights[:done], Decimal(0)), sum(weights, Decimal(0)))


def weight_of(day: date, heavier: Iterable[Heavier]) -> Decimal:
    found = Decimal(1)
    for one in heavier:
        if one.first <= day <= one.last:
            found = one.weight
    return found


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range(days_between(first, last))]


def a_year_before(day: date) -> date:
    """The same date of the year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def pace(target: Decimal, attained: Decimal | None, share: Share, days_left: int, *, ceiling: bool = False) -> Pace:
    """Of a number that grows day by day.  ``ceiling``: lower is better, the target is what must not be passed."""
    due = RECKONING.multiply(target, share.ratio)
    if attained is None:
        return Pace("none", due)
    left = target - attained
    per_day = RECKONING.divide(max(left, Decimal(0)), Decimal(days_left)) if days_left else None
    forecast = RECKONING.divide(attained, share.ratio) if share.ratio > 0 else None
    standing = _ceiling(target, attained, due, days_left) if ceiling else _floor(target, attained, due, days_left)
    return Pace(standing, due, attained - due, left, per_day, forecast)


def level(target: Decimal, attained: Decimal | None, days_left: int, *, ceiling: bool = False) -> Pace:
    """Of a number that does not grow, a rate or an average: all of it is due every day, and days left bring nothing."""
    if attained is None:
        return Pace("none", target)
    kept = attained <= target if ceiling else attained >= target
    missed: Standing = "missed" if not days_left else "behind"
    kept_as: Standing = "met" if not days_left else "on"
    return Pace(kept_as if kept else missed, target, attained - target, target - attained)


def _floor(target: Decimal, attained: Decimal, due: Decimal, days_left: int) -> Standing:
    if attained >= target:
        return "met"
    if not days_left:
        return "missed"
    if attained >= due:
        return "on"
    return "close" if attained >= due * CLOSE else "behind"


def _ceiling(target: Decimal, attained: Decimal, due: Decimal, days_left: int) -> Standing:
    if attained > target:
        return "over"
    if not days_left:
        return "met"
    if attained <= due:
        return "on"
    return "close" if attained * CLOSE <= due else "behind"
