"""What a module looks after again and again while a worker runs.

Such work compares what is with what should be and brings it in line; it must bear being done at any time, twice, and by
several workers at once.
"""

from __future__ import annotations

from collections.abc import Callable

Work = Callable[[], int]  # how much was done; 0: there was nothing to do

rounds: list[Work] = []


def each_round(work: Work) -> Work:
    """Register work to be looked after in every round of a worker.  It must find out cheaply that nothing is due."""
    rounds.append(work)
    return work


def go_round() -> int:
    """Look after everything once."""
    return sum(work() for work in rounds)
