"""Price bands: round edges between which about as much is sold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

NICE = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)  # tenths of a power of ten


def nice(cents: int) -> int:
    """The round number next to it, of two equally near the smaller; at least a cent."""
    if cents < 10:
        return max(cents, 1)
    power = int(10 ** (len(str(cents)) - 2))
    return min((n * power for n in NICE), key=lambda n: (abs(n - cents), n))


def edges(sold: Mapping[int, int], count: int = 6) -> list[int]:
    """At most ``count - 1`` edges, ascending, in cents: where so many parts of the pieces end, made round.

    ``sold``: price in cents, more than 0 -> pieces.  Fewer where prices lie close together; none where there are none.
    """
    whole = sum(sold.values())
    if not whole:
        return []
    found, reached, k = set[int](), 0, 1
    for price in sorted(sold):
        reached += sold[price]
        while k < count and reached * count >= k * whole:
            found.add(nice(price))
            k += 1
    least = min(sold)
    return sorted(edge for edge in found if edge > least)


def band(cents: int, pieces: int, limits: Sequence[int]) -> int:
    """In which band ``pieces`` that came to ``cents`` are: 0 below the first edge, then one for each edge reached.

    No price is rounded: what a piece cost is compared as it is.
    """
    return bisect_right([limit * pieces for limit in limits], cents)
