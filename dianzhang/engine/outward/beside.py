"""Work that waits for others is done beside the worker's own: in a few threads, each with a connection of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import connections

from .again import AT_ONCE

T = TypeVar("T")
log = logging.getLogger("dianzhang.outward")


class Beside(Generic[T]):
    """``hand_out`` claims what is due, as far as threads are free, and does not wait for it."""

    def __init__(self, name: str, claim: Callable[[], T | None], work: Callable[[T], object]) -> None:
        self.name, self.claim, self.work = name, claim, work
        self._pool: ThreadPoolExecutor | None = None
        self._under_way: set[Future[None]] = set()

    def hand_out(self) -> int:
        """How many were begun."""
        self._under_way = {one for one in self._under_way if not one.done()}
        handed = 0
        while len(self._under_way) < AT_ONCE and (claimed := self.claim()) is not None:
            self._pool = self._pool or ThreadPoolExecutor(AT_ONCE, self.name)
            self._under_way.add(self._pool.submit(self._do, claimed))
            handed += 1
        return handed

    def _do(self, claimed: T) -> None:
        try:
            self.work(claimed)
        except Exception:
            log.exception("%s failed", self.name)  # its lease lapses, and it is tried again
        finally:
            connections.close_all()
