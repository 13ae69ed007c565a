"""Taking turns, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any


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


def loop() -> float:
    """Seconds of CPU that a loop takes which always does the same: how busy the machine is (75 to 105 ms: quiet)."""
    began, sum_ = time.process_time(), 0
    known: dict[int, int] = {}
    for n in range(1_000_000):
        known[n & 255] = sum_
        sum_ += n & 7
    return time.process_time() - began


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Target:
    """One time against another: at most ``most`` times as long, or not even ``or_more`` seconds longer."""

    most: float
    or_more: float

    def met(self, one: float, other: float) -> bool:
        return one <= other * self.most or one - other <= self.or_more

    def said(self, one: float, other: float) -> str:
        return f"{one / other:.2f} × (target {self.most}, or {self.or_more * 1e3:.0f} ms more)"


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked within the block."""
    from django.db import connection

    told: list[str] = []

    def noting(execute: Any, sql: str, *words: Any) -> Any:
        told.append(sql)
        return execute(sql, *words)

    with connection.execute_wrapper(noting):
        yield told
