"""What is worth talking about in a unit: modules say what of theirs is late, stuck or was decided.

A topic is registered once, by name; whoever draws an agenda asks them all and knows no module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from .access import Actor


@dataclass(frozen=True, slots=True)
class Point:
    """A record to be talked about, by kind and id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which unit (and those below it), and what has happened since when."""

    unit: int | None
    units: tuple[int, ...]
    since: datetime
    kind: str = ""  # the form of the meeting that asks


Reader = Callable[[Actor, Scope, int], Iterable[Point]]


@dataclass(frozen=True, slots=True)
class Topic:
    """``read(actor, scope, most)`` gives what this person may see of it, the most pressing first."""

    name: str
    zh: str
    read: Reader


topics: dict[str, Topic] = {}


def topic(name: str, zh: str) -> Callable[[Reader], Reader]:
    """Register a topic; they stand on an agenda in the order in which they are registered."""

    def register(read: Reader) -> Reader:
        topics[name] = Topic(name, zh, read)
        return read

    return register
