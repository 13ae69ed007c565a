"""What is found out once: for one who only looks, and for all who look while nothing happens.

Drawing a page asks some things several times, and some that are the same for everybody: how many orders were paid on
each of fourteen days.  Whoever only looks opens a look.  Within it ``once`` finds a thing out once, and
``while_unmoved`` once in this process for as long as nothing comes into the journal, which is asked for before the
thing itself.  So what is kept is never older than the look.  Outside a look both are plain calls: whoever acts reads
afresh.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection

BEHIND = 256  # events that may still come in before the newest: a longer action commits after a shorter one
MOST = 256  # things kept by one process

Position = tuple[int, int, int]
P = ParamSpec("P")
T = TypeVar("T")


class Look:
    """One who looks: what they have found out so far."""

    def __init__(self) -> None:
        self.found: dict[Hashable, Any] = {}

    @cached_property
    def position(self) -> Position:
        return _position()


_look: ContextVar[Look | None] = ContextVar("look", default=None)
_kept: dict[Hashable, tuple[Position, Any]] = {}
_counted_from: int | None = None


@contextmanager
def looking() -> Iterator[Look]:
    """Within, nothing is written."""
    look = Look()
    token = _look.set(look)
    try:
        yield look
    finally:
        _look.reset(token)


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Found out once in a look."""

    def find(look: Look, key: Hashable, ask: Callable[[], T]) -> T:
        if key not in look.found:
            look.found[key] = ask()
        return look.found[key]  # type: ignore[no-any-return]

    return _by_looks(function, find)


def while_unmoved(function: Callable[P, T]) -> Callable[P, T]:
    """Found out once for all looks until something happens.  It must follow from the journal and what it is given."""

    def find(look: Look, key: Hashable, ask: Callable[[], T]) -> T:
        known = _kept.get(key)
        if known is None or known[0] != look.position:
            if len(_kept) >= MOST:
                _kept.clear()
            known = _kept[key] = (look.position, ask())
        return known[1]

    return _by_looks(function, find)


def _by_looks(function: Callable[P, T], find: Callable[[Look, Hashable, Callable[[], T]], T]) -> Callable[P, T]:
    """Within a look it is found by what it is given; outside of one it is asked."""

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        look = _look.get()
        if look is None:
            return function(*args, **kwargs)
        return find(look, (function, args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

    return asked


def position() -> Position:
    """How far the journal is: another whenever an event has come in."""
    look = _look.get()
    return look.position if look is not None else _position()


def forget() -> None:
    """For another database."""
    global _counted_from
    _kept.clear()
    _counted_from = None


def _position() -> Position:
    """The newest event, and how many there are from a fixed one on: one that comes in late makes them more."""
    global _counted_from
    with connection.cursor() as cursor:
        if (first := _counted_from) is None:
            cursor.execute("SELECT COALESCE(MAX(id), 0) FROM engine_event")
            first = _counted_from = cursor.fetchone()[0] - BEHIND
        cursor.execute("SELECT COALESCE(MAX(id), 0), COUNT(*) FROM engine_event WHERE id > %s", [first])
        newest, count = cursor.fetchone()
    if newest > first + 2 * BEHIND:
        _counted_from = newest - BEHIND
    return first, newest, count
