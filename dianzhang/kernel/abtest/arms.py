"""What is known of one variant: how many were shown it, and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Protocol


class Arm(Protocol):
    """``n`` units (visitors), their ``mean`` and the ``variance`` of one of them."""

    @property
    def n(self) -> int: ...
    @property
    def mean(self) -> float: ...
    @property
    def variance(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Shares:
    """``hits`` of ``n`` did it: conversions of visitors.  ValueError where more did than were there."""

    n: int
    hits: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.n:
            raise ValueError(f"{self.hits} of {self.n}")

    @property
    def mean(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """With one more that did and one that did not (A. Agresti, B. Caffo 2000): nobody yet is not nobody ever."""
        share = (self.hits + 1) / (self.n + 2)
        return share * (1 - share)

    def __add__(self, other: Shares) -> Shares:
        return Shares(self.n + other.n, self.hits + other.hits)


@dataclass(frozen=True, slots=True)
class Values:
    """``n`` values by their sum and the sum of their squares, so that days can be added (order value of buyers)."""

    n: int
    total: float
    squares: float

    @classmethod
    def of(cls, n: int, mean: float, spread: float) -> Values:
        """From the mean and the sample's standard deviation, as a table of a day has them."""
        if n < 0 or spread < 0 or not (isfinite(mean) and isfinite(spread)):
            raise ValueError(f"{n}, {mean}, {spread}")
        return cls(n, n * mean, max(n - 1, 0) * spread**2 + n * mean**2)

    @property
    def mean(self) -> float:
        return self.total / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        return max(0.0, (self.squares - self.n * self.mean**2) / (self.n - 1)) if self.n > 1 else 0.0

    def __add__(self, other: Values) -> Values:
        return Values(self.n + other.n, self.total + other.total, self.squares + other.squares)
