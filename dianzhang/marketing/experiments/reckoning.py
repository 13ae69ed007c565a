"""From the days of a test to its arms, from there to what they say; and the arithmetic of its planned number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite

from dianzhang.kernel.abtest import Shares, Values, Verdict, judge, per_arm_means, per_arm_shares

from .models import Experiment, ExperimentDay

ALPHA, POWER = 0.05, 0.8
PER_CENT = 100.0  # shares are entered and shown in per cent


@dataclass(frozen=True, slots=True)
class Point:
    """What all days up to this one say; ``low`` and ``high`` in people's unit, None while there are too few."""

    day: date
    difference: float | None
    low: float | None
    high: float | None


def scale(experiment: Experiment) -> float:
    """By how much what people write is larger than what is reckoned with."""
    return PER_CENT if experiment.sort == "share" else 1.0


def planned(sort: str, base: Decimal, least: Decimal, spread: Decimal | None, *, higher: bool) -> int:
    """Of each variant.  ValueError for what cannot be: a share beyond 0 and 100 %, a mean without its deviation."""
    if sort == "share":
        effect = float(least) / PER_CENT * (1 if higher else -1)
        return per_arm_shares(float(base) / PER_CENT, effect, ALPHA, POWER)
    if spread is None:
        raise ValueError("spread")
    return per_arm_means(float(spread), float(least), ALPHA, POWER)


def arms(experiment: Experiment, days: Iterable[ExperimentDay]) -> tuple[Shares, Shares] | tuple[Values, Values]:
    """Both variants over these days."""
    if experiment.sort == "share":
        a, b = Shares(0, 0), Shares(0, 0)
        for one in days:
            a, b = a + Shares(one.a_n, one.a_hits or 0), b + Shares(one.b_n, one.b_hits or 0)
        return a, b
    c, d = Values(0, 0.0, 0.0), Values(0, 0.0, 0.0)
    for one in days:
        c += Values.of(one.a_n, float(one.a_mean or 0), float(one.a_spread or 0))
        d += Values.of(one.b_n, float(one.b_mean or 0), float(one.b_spread or 0))
    return c, d


def verdict(experiment: Experiment, days: Iterable[ExperimentDay]) -> Verdict:
    a, b = arms(experiment, days)
    return judge(
        a, b, least=float(experiment.least) / scale(experiment), planned=experiment.planned, higher=experiment.higher,
        alpha=ALPHA,
    )  # fmt: skip


def course(experiment: Experiment, days: Iterable[ExperimentDay]) -> list[Point]:
    """Day by day what was known by then: an interval that holds at all of them at once."""
    found, so_far = [], list[ExperimentDay]()
    for one in days:
        so_far.append(one)
        look = verdict(experiment, so_far).look
        known = look is not None and isfinite(look.low)
        by = scale(experiment)
        if look is not None and known:
            found.append(Point(one.day, look.difference * by, look.low * by, look.high * by))
        else:
            found.append(Point(one.day, None, None, None))
    return found
