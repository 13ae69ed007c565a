"""Taking turns, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Times:
    """Seconds of each turn: on the wall, and of this process' own work."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, what: Callable[[], object], divisor: int = 1) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        what()
        self.wall.append((time.perf_counter() - wall) / divisor)
        self.cpu.append((time.process_time() - cpu) / divisor)

    @property
    def medians(self) -> tuple[float, float]:
        return median(self.wall), median(self.cpu)


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
