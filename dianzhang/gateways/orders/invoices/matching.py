"""Which sale a line of a cancelling invoice takes back: the ledger does not say, so it is found.

The same customer, the same article, not before it was sold, no more pieces than are left of that line, for no more
than they were sold at: first at the same price, then the latest.  What fits no sale stays a return by itself.

One customer may have bought and returned one article any number of times, so no line is looked at again for every
return: each takes a few steps (the square of the logarithm of how many sales there are), not a walk past all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
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


class _Newest:
    """Of some sales in the order of time the last of which so many pieces are left; of none at first."""

    def __init__(self) -> None:
        self.places: list[int] = []  # of the sales among all of the shelf
        self._most: list[int] = []  # a tree: of each node the most pieces that are left below it

    def keep(self, local: int, pieces: int) -> None:
        """So many are left of the sale that is the ``local``-th here."""
        if not self._most:
            self._leaves = 1 << (len(self.places) - 1).bit_length()
            self._most = [0] * (2 * self._leaves)
        most, node = self._most, self._leaves + local
        most[node] = pieces
        while node > 1:
            node >>= 1
            most[node] = max(most[2 * node], most[2 * node + 1])

    def with_at_least(self, pieces: int) -> int:
        """Its place on the shelf; -1 where there is none."""
        most = self._most
        if not most or most[1] < pieces:
            return -1
        node = 1
        while node < self._leaves:
            node = 2 * node + 1 if most[2 * node + 1] >= pieces else 2 * node
        return self.places[node - self._leaves]


class _Shelf:
    """What one customer bought of one article, in the order of time, and what is left of it."""

    def __init__(self, sold: Sequence[Sold]) -> None:
        self._sold, self._here = sold, 0
        self._left = [line.pieces for line in sold]
        self._prices = sorted({-line.mils for line in sold})  # the highest first
        self._of_price: dict[int, _Newest] = defaultdict(_Newest)
        # a Fenwick tree over the prices: the sales at a price or a higher one are those of a few of its nodes
        self._above = [_Newest() for _price in range(len(self._prices) + 1)]
        self._within: list[list[tuple[_Newest, int]]] = []  # of each sale: in which of them, and where there
        for place, line in enumerate(sold):
            several, node = [self._of_price[line.mils]], bisect_right(self._prices, -line.mils)
            while node < len(self._above):
                several.append(self._above[node])
                node += node & -node
            self._within.append([(one, len(one.places)) for one in several])
            for one in several:
                one.places.append(place)

    def take(self, back: Back) -> str | None:
        """The invoice of the sale that this takes back, and of which so many pieces less are left."""
        while self._here < len(self._sold) and self._sold[self._here].at <= back.at:
            self._keep(self._here)
            self._here += 1
        place = self._of_price[back.mils].with_at_least(back.pieces) if back.mils in self._of_price else -1
        if place < 0:
            node = bisect_right(self._prices, -back.mils)
            while node:
                place = max(place, self._above[node].with_at_least(back.pieces))
                node -= node & -node
        if place < 0:
            return None
        self._left[place] -= back.pieces
        self._keep(place)
        return self._sold[place].invoice

    def _keep(self, place: int) -> None:
        for one, local in self._within[place]:
            one.keep(local, self._left[place])


def matched(sold: Iterable[Sold], backs: Iterable[Back]) -> dict[int, str]:
    """Line of a return -> the invoice that it takes back, for those that have one."""
    given = sorted(backs, key=lambda back: (back.at, back.line))
    wanted = {(back.customer, back.sku) for back in given if back.customer}
    bought: dict[tuple[str, str], list[Sold]] = defaultdict(list)
    newest_first = sorted(sold, key=lambda line: line.at, reverse=True)
    for line in newest_first[::-1]:  # of one moment the first comes last
        if (line.customer, line.sku) in wanted:
            bought[line.customer, line.sku].append(line)
    shelves = {key: _Shelf(lines) for key, lines in bought.items()}
    found: dict[int, str] = {}
    for back in given:
        shelf = shelves.get((back.customer, back.sku))
        if shelf is not None and (invoice := shelf.take(back)) is not None:
            found[back.line] = invoice
    return found
