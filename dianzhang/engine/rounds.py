"""What a module looks after again and again while a worker runs.

Such work compares what is with what should be and brings it in line; it must bear being done at any time, twice, and by
several workers at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], int]  # how much was done; 0: there was nothing to do


@dataclass
class _Round:
    work: Work
    seconds: float  # between two turns in this process
    at: float | None = None  # the last turn, on the monotonic clock

    def go(self) -> int:
        moment = time.monotonic()
        if self.at is not None and moment - self.at < self.seconds:
            return 0
        self.at = moment
        return self.work()


_rounds: list[_Round] = []


def every(seconds: float) -> Callable[[Work], Work]:
    """Register work to be looked after in the first round of a worker, and then once so many seconds have passed."""

    def register(work: Work) -> Work:
        _rounds.append(_Round(work, seconds))
        return work

    return register


def each_round(work: Work) -> Work:
    """Register work to be looked after in every round.  It must find out cheaply that nothing is due."""
    return every(0)(work)


def go_round() -> int:
    """Look after everything once."""
    return sum(one.go() for one in _rounds)
