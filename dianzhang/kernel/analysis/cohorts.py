"""Buyers by the month of their first order, and how many of them come back in each month after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Bought(NamedTuple):
    """What those who first bought in ``first`` bought in ``month`` (both ``2026-10``): people, orders, cents."""

    first: str
    month: str
    buyers: int
    orders: int
    cents: int


@dataclass(frozen=True)
class Cohort:
    """``cells[k]`` is what its people bought ``k`` months after the first; None for months that are still to come."""

    month: str
    cells: Sequence[Bought | None]

    @property
    def size(self) -> int:
        """How many people: all of them bought in the month of their first order."""
        return self.cells[0].buyers if self.cells and self.cells[0] is not None else 0


@dataclass(frozen=True)
class Month:
    """One month: what those who bought for the first time bought, and what the others did."""

    month: str
    new: Bought
    back: Bought


def number(month: str) -> int:
    """Months since the year 0."""
    year, _dash, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1


def named(count: int) -> str:
    """As ``number``, the other way."""
    return f"{count // 12:04}-{count % 12 + 1:02}"


def span(first: str, last: str) -> list[str]:
    """Every month from ``first`` to ``last``, both included."""
    return [named(n) for n in range(number(first), number(last) + 1)]


def cohorts(facts: Iterable[Bought], months: Sequence[str], longest: int = 12) -> list[Cohort]:
    """One for each month, up to ``longest`` months after it, as far as the last of ``months``."""
    known = {(one.first, one.month): one for one in facts}
    found = []
    for month in months:
        ahead = [named(number(month) + k) for k in range(longest + 1)]
        cells = [
            known.get((month, then), Bought(month, then, 0, 0, 0)) if then <= months[-1] else None for then in ahead
        ]
        found.append(Cohort(month, cells))
    return found


def by_month(facts: Iterable[Bought], months: Sequence[str]) -> list[Month]:
    """Each month as a whole: new buyers, and those who came back whenever they first bought."""
    new: dict[str, Bought] = {}
    back: dict[str, list[Bought]] = defaultdict(list)
    for one in facts:
        if one.first == one.month:
            new[one.month] = one
        else:
            back[one.month].append(one)
    return [
        Month(month, new.get(month, Bought(month, month, 0, 0, 0)), _together(month, back[month])) for month in months
    ]


def _together(month: str, found: Sequence[Bought]) -> Bought:
    return Bought("", month, sum(b.buyers for b in found), sum(b.orders for b in found), sum(b.cents for b in found))
