"""A difference that may be looked at every day: the mixture sequential probability ratio test.

R. Johari, P. Koomen, L. Pekelis, D. Walsh, *Always Valid Inference: Continuous Monitoring of A/B Tests* (Operations
Research 70, 2022; first KDD 2017), after H. Robbins (1970).  With an estimate d of variance V and differences mixed
over N(0, τ²), the likelihood ratio is

    Λ = √(V / (V + τ²)) · exp(τ² d² / (2 V (V + τ²)))

Where there is no difference, the chance that Λ *ever* reaches 1/α is at most α, however often and whenever one looks
and stops.  The interval holds the true difference at all looks at once with 1 − α.  It is wider than that of one look;
τ is the least effect that matters: there it is about as narrow as it can be.

V is estimated from the figures, so the promise holds for large samples: ``FEWEST`` of each come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, sqrt

from .arms import Arm

FEWEST = 100  # of each variant, before anything is said


@dataclass(frozen=True, slots=True)
class Look:
    """``difference`` is B − A; at this look and all others it lies from ``low`` to ``high``; ``p`` is always valid."""

    difference: float
    low: float
    high: float
    p: float


def look(a: Arm, b: Arm, tau: float, alpha: float = 0.05) -> Look:
    """At as many moments as one likes.  ``tau`` > 0, in the unit of the means.  ValueError where one has nobody."""
    if tau <= 0 or not (a.n and b.n):
        raise ValueError("a least effect, and figures of both")
    d = b.mean - a.mean
    variance = a.variance / a.n + b.variance / b.n
    if min(a.n, b.n) < FEWEST or not variance:
        return Look(d, -inf, inf, 1.0)
    wide = variance + tau**2
    half = sqrt(2 * variance * wide / tau**2 * (log(1 / alpha) + 0.5 * log(wide / variance)))
    exponent = tau**2 * d**2 / (2 * variance * wide)
    ratio = 0.5 * log(variance / wide) + exponent
    return Look(d, d - half, d + half, min(1.0, exp(-min(ratio, 700.0))) if ratio > 0 else 1.0)
