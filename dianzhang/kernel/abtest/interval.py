"""Two variants at one look, decided upon beforehand: the difference B − A with its interval and p-value.

Shares: Newcombe's hybrid of Wilson's score intervals (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10), and
the pooled z test.  Means: Welch's t (B. L. Welch, Biometrika 34, 1947).  Looking again and again at these finds
differences that are not there; ``always`` is for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from .arms import Arm, Shares

NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Compared:
    """``difference`` is B − A, from ``low`` to ``high``; ``p`` the two-sided chance of as much where there is none."""

    difference: float
    low: float
    high: float
    p: float


def shares(a: Shares, b: Shares, alpha: float = 0.05) -> Compared:
    """Both of at least one.  ValueError otherwise."""
    if not (a.n and b.n):
        raise ValueError("nobody was shown one of the variants")
    z = NORMAL.inv_cdf(1 - alpha / 2)
    (la, ua), (lb, ub) = wilson(a, z), wilson(b, z)
    d = b.mean - a.mean
    low = d - sqrt((b.mean - lb) ** 2 + (ua - a.mean) ** 2)
    high = d + sqrt((ub - b.mean) ** 2 + (a.mean - la) ** 2)
    pooled = (a.hits + b.hits) / (a.n + b.n)
    error = sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
    return Compared(d, low, high, 1.0 if not error else 2 * NORMAL.cdf(-abs(d) / error))


def wilson(arm: Shares, z: float) -> tuple[float, float]:
    """Wilson's score interval of one share."""
    n, p, square = arm.n, arm.mean, z * z
    middle, half = p + square / (2 * n), z * sqrt(p * (1 - p) / n + square / (4 * n * n))
    return (middle - half) / (1 + square / n), (middle + half) / (1 + square / n)


def means(a: Arm, b: Arm, alpha: float = 0.05) -> Compared:
    """Both of at least two.  ValueError otherwise."""
    if a.n < 2 or b.n < 2:
        raise ValueError("a mean needs at least two values")
    va, vb = a.variance / a.n, b.variance / b.n
    d, error = b.mean - a.mean, sqrt(va + vb)
    if not error:
        return Compared(d, d, d, 1.0 if not d else 0.0)
    freedom = (va + vb) ** 2 / (va**2 / (a.n - 1) + vb**2 / (b.n - 1))
    half = t_quantile(1 - alpha / 2, freedom) * error
    return Compared(d, d - half, d + half, 2 * t_upper(abs(d) / error, freedom))


def t_upper(t: float, freedom: float) -> float:
    """The chance that Student's t of so many degrees of freedom lies above ``t`` ≥ 0."""
    return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2


def t_quantile(share: float, freedom: float) -> float:
    """The t below which ``share`` (over a half) lies, by halving."""
    low, high = 0.0, 1e6
    for _n in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_upper(middle, freedom) > 1 - share else (low, middle)
    return (low + high) / 2


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22, Lentz's way)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    c, d = 1.0, 1 / _far(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 400):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / _far(1 + step * d), _far(1 + step / c)
            found *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return front * found


def _far(value: float) -> float:
    """Never quite nothing: it is divided by."""
    return value if abs(value) > 1e-300 else 1e-300
