"""A funnel: how many reach each step, and what share goes on from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


def passing(steps: Sequence[Decimal | None]) -> list[Fraction | None]:
    """Of each step but the first, its share of the step before.

    None where either side has no value, or nobody was there to go on.  Where every share is known, they multiply to
    the last step over the first.
    """
    pairs = pairwise(steps)
    return [None if not before or after is None else Fraction(after) / Fraction(before) for before, after in pairs]


def through(steps: Sequence[Decimal | None], begin: int) -> list[Fraction | None]:
    """Of each step its share of the step at ``begin``; None before it, and where either has no value."""
    whole = steps[begin]
    return [
        None if n < begin or not whole or value is None else Fraction(value) / Fraction(whole)
        for n, value in enumerate(steps)
    ]
