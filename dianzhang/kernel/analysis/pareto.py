"""ABC: the few that bring most, the middle, the many that bring little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Class = Literal["A", "B", "C"]
UNTIL: tuple[tuple[Class, Fraction], ...] = (("A", Fraction(80, 100)), ("B", Fraction(95, 100)))


@dataclass(frozen=True)
class Ranked:
    """``place`` is where the value stood in what was given; ``share`` of all, ``reached`` with all before it."""

    place: int
    value: int
    kind: Class
    share: Fraction
    reached: Fraction


def ranked(values: Sequence[int]) -> list[Ranked]:
    """The largest first.  What lifts the sum to 80 % is A, from there to 95 % B, the rest C.

    What brings nothing or less is C without a share: the shares are of what is brought in, and add up to 1.
    """
    order = sorted(range(len(values)), key=lambda n: -values[n])
    whole = sum(value for value in values if value > 0)
    found, before = [], 0
    for place in order:
        value = values[place]
        counted = max(value, 0)
        kind: Class = "C"
        if counted:
            kind = next((name for name, until in UNTIL if Fraction(before, whole) < until), "C")
        before += counted
        share = Fraction(counted, whole) if whole else Fraction(0)
        found.append(Ranked(place, value, kind, share, Fraction(before, whole) if whole else Fraction(0)))
    return found
