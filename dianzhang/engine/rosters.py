"""Who works by a roster, and when: told by the module that keeps rosters, for the engine has no word of shifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Rostered:
    """``days``: for a post the days on which its roster says who works; on others the department's hours do.
    ``turns``: for a person and a day when their turns of that day begin and end."""

    days: Mapping[str, frozenset[date]] = field(default_factory=dict)
    turns: Mapping[int, Mapping[date, Span]] = field(default_factory=dict)

    def decide(self, posts: Sequence[str], day: date) -> bool:
        """Whether somebody with these posts works by rosters that day, by nothing else."""
        return bool(posts) and all(day in self.days.get(post, ()) for post in posts)

    def turn(self, person: int, day: date) -> Span | None:
        return self.turns[person].get(day) if person in self.turns else None


Reader = Callable[[date, date], Rostered]
readers: list[Reader] = []


def rosters(read: Reader) -> Reader:
    """Declare who reads rosters: ``read(first, last)`` gives those of these days, in one query."""
    readers.append(read)
    return read


def rostered(first: date, last: date) -> Rostered:
    """Of the days from ``first`` to ``last``; nothing where no module keeps rosters."""
    return readers[0](first, last) if readers else Rostered()
