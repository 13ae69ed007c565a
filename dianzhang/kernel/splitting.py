"""A whole taken apart by weights, to the last hundredth: the parts are the whole, or it is said what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from .money import share


def divided(whole: int, weights: Sequence[Decimal], grain: int = 1) -> list[int]:
    """``whole`` in hundredths by weights that are not negative (all 0: equal parts), in multiples of ``grain``.

    The sum of the parts is the whole; none is a grain or more from its due, except that what ``whole`` has beyond a
    multiple of ``grain`` goes to the first.  ValueError without weights.
    """
    exact = [Fraction(weight) for weight in weights]
    common = lcm(*(one.denominator for one in exact)) if exact else 1
    parts = [grain * part for part in share(whole // grain, [int(one * common) for one in exact])]
    parts[0] += whole % grain
    return parts


def difference(whole: int, parts: Iterable[int]) -> int:
    """What the parts lack of the whole; less than 0: they are more than it."""
    return whole - sum(parts)
