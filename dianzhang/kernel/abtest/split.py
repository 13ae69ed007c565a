"""Whether units were divided between the variants as meant: chi-square with one degree of freedom.

A split that is off by more than chance means that something shows one variant to others than it should; no difference
is believed then (R. Kohavi, D. Tang, Y. Xu, *Trustworthy Online Controlled Experiments*, 2020, chapter 21).
"""

from __future__ import annotations

from math import erfc, sqrt

TOO_UNEVEN = 0.001  # the p-value below which it is no chance: low, since one looks every day


def uneven(a: int, b: int, share: float = 0.5) -> float:
    """The p-value of ``a`` and ``b`` where ``share`` of all was to see A.  1 where there is nobody yet."""
    total = a + b
    if not 0 < share < 1 or a < 0 or b < 0:
        raise ValueError(f"{a}, {b}, {share}")
    if not total:
        return 1.0
    meant = total * share
    square = (a - meant) ** 2 / meant + (b - (total - meant)) ** 2 / (total - meant)
    return erfc(sqrt(square / 2))
