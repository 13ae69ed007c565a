"""How many of each variant are needed to find the least effect that matters with a given chance (power).

For one look at the end, by the normal approximation: shares after J. L. Fleiss, *Statistical Methods for Rates and
Proportions* (formula without correction for continuity, as R's power.prop.test), means 2σ²(z₁ + z₂)² / δ².  Who looks
every day (``always``) needs more until it is decided, often less where the difference is large.
"""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist

NORMAL = NormalDist()


def per_arm_shares(base: float, effect: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """Of each, so that ``base + effect`` is told from ``base``.  ValueError unless both lie between 0 and 1."""
    other = base + effect
    if not (0 < base < 1 and 0 < other < 1) or not effect:
        raise ValueError(f"{base} and {other}")
    za, zb = NORMAL.inv_cdf(1 - alpha / 2), NORMAL.inv_cdf(power)
    middle = (base + other) / 2
    root = za * sqrt(2 * middle * (1 - middle)) + zb * sqrt(base * (1 - base) + other * (1 - other))
    return ceil((root / effect) ** 2)


def per_arm_means(spread: float, effect: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """Of each, for a difference of ``effect`` between values of standard deviation ``spread``."""
    if spread <= 0 or not effect:
        raise ValueError(f"{spread}, {effect}")
    z = NORMAL.inv_cdf(1 - alpha / 2) + NORMAL.inv_cdf(power)
    return ceil(2 * (z * spread / effect) ** 2)
