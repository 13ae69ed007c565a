"""How far lines are: of each, of several together, and of a line by its tasks.  Pure: what has no value stays none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Goes(Protocol):
    """A line as far as it matters here."""

    state: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Far:
    """Of ``all`` lines ``done`` are; ``known`` say how far they are, on average ``percent``; None: none does."""

    all: int
    done: int
    known: int
    percent: int | None

    @property
    def silent(self) -> int:
        """Lines of which nobody said how far they are."""
        return self.all - self.known


def far_of(line: Goes) -> int | None:
    """0–100; None where nobody said anything."""
    return 100 if line.state == "done" else line.percent


def together(lines: Iterable[Goes]) -> Far:
    """Whole percent, rounded down: it is 100 only where every line that says something is whole."""
    found = list(lines)
    known = [percent for line in found if (percent := far_of(line)) is not None]
    done = sum(line.state == "done" for line in found)
    return Far(len(found), done, len(known), sum(known) // len(known) if known else None)


def by_tasks(tasks: Sequence[tuple[str, int]]) -> tuple[bool, int] | None:
    """Whether a line is done and how far it is by its tasks, each (status, percent).  None: no task stands for it.

    A task that was given up counts for nothing; one that has not begun is at 0.
    """
    standing = [(status, 100 if status == "done" else percent) for status, percent in tasks if status != "cancelled"]
    if not standing:
        return None
    done = all(status == "done" for status, _percent in standing)
    return done, sum(percent for _status, percent in standing) // len(standing)


def by_number(reached: Decimal | None, target: Decimal | None) -> int | None:
    """Percent of a target, at most 100; None where one of the two is missing or there is nothing to reach."""
    if reached is None or target is None or target <= 0:
        return None
    return max(0, min(100, int(reached * 100 / target)))
