"""Which sale a line of a cancelling invoice takes back: the ledger does not say, so it is found.

The same customer, the same article, not before it was sold, no more pieces than are left of that line, for no more
than they were sold at: first at the same price, then the latest.  What fits no sale stays a return by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Sold(NamedTuple):
    """A line of a sale."""

    invoice: str
    customer: str
    sku: str
    pieces: int
    mils: int
    at: datetime


class Back(NamedTuple):
    """A line that gives money back; ``pieces`` above zero."""

    line: int
    customer: str
    sku: str
    pieces: int
    mils: int
    at: datetime


class _Left:
    """What is left of a sold line."""

    __slots__ = ("at", "invoice", "mils", "pieces")

    def __init__(self, sold: Sold) -> None:
        self.invoice, self.mils, self.pieces, self.at = sold.invoice, sold.mils, sold.pieces, sold.at


def matched(sold: Iterable[Sold], backs: Iterable[Back]) -> dict[int, str]:
    """Line of a return -> the invoice that it takes back, for those that have one."""
    given = sorted(backs, key=lambda back: (back.at, back.line))
    wanted = {(back.customer, back.sku) for back in given if back.customer}
    left: dict[tuple[str, str], list[_Left]] = defaultdict(list)
    for line in sorted(sold, key=lambda line: line.at):
        if (line.customer, line.sku) in wanted:
            left[line.customer, line.sku].append(_Left(line))
    found: dict[int, str] = {}
    for back in given:
        fits = [
            one for one in left.get((back.customer, back.sku), ())
            if one.at <= back.at and one.pieces >= back.pieces and one.mils >= back.mils
        ]  # fmt: skip
        if fits:
            best = max(fits, key=lambda one: (one.mils == back.mils, one.at))
            best.pieces -= back.pieces
            found[back.line] = best.invoice
    return found
