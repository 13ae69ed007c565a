"""Fifths of some values, and the eight segments that recency, frequency and money make of customers.

A cut point is a value that is there: of n in order the ceil(k·n/5)-th, k from 1 to 4.  A score is 1 and one more for
each cut point below the value, so equal values have equal scores, however many they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

FIFTHS = (1, 2, 3, 4)
HIGH = 4  # a score from which on it is high: beyond the third cut point

# (recent, often, much) -> what the trade calls such customers
SEGMENTS: dict[tuple[bool, bool, bool], str] = {
    (True, True, True): "重要价值客户",
    (True, False, True): "重要发展客户",
    (False, True, True): "重要保持客户",
    (False, False, True): "重要挽留客户",
    (True, True, False): "一般价值客户",
    (True, False, False): "一般发展客户",
    (False, True, False): "一般保持客户",
    (False, False, False): "一般挽留客户",
}


def cuts(values: Sequence[Any]) -> list[Any]:
    """The four cut points; none of no values."""
    ordered = sorted(values)
    return [ordered[rank_of(k, len(ordered)) - 1] for k in FIFTHS] if ordered else []


def rank_of(k: int, count: int) -> int:
    """Which of ``count`` values in order is the ``k``-th cut point, counted from 1."""
    return -(-k * count // 5)


def score(value: Any, points: Sequence[Any]) -> int:
    """1 to 5: the higher the value the more."""
    return 1 + sum(1 for point in points if value > point)


def segment(recent: int, often: int, much: int) -> str:
    """What a customer with these scores is."""
    return SEGMENTS[recent >= HIGH, often >= HIGH, much >= HIGH]
