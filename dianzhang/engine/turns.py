"""On SQLite one transaction writes at a time.  Whoever finds the door shut knocks again at growing intervals, and may
miss every short moment in which it stands open: an import would keep the clocks waiting.  So writers queue.

The queue is a lock on a file beside the database; the system takes it back from the dead.  It is a courtesy: who cannot
get it in time goes on without, and waits at the door itself.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

PATIENCE = 5.0  # seconds
_KNOCK = 0.0005


class _Door:
    """One process's handle on the file; its threads queue among themselves."""

    def __init__(self, name: str) -> None:
        self.name, self.pid = name, os.getpid()
        self.threads = threading.Lock()
        self.holder: int | None = None
        try:
            self.file: int | None = os.open(f"{name}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            self.file = None

    def wait(self) -> bool:
        """Whether this thread has the turn now, and must give it back."""
        if self.file is None or self.holder == threading.get_ident():
            return False
        until = time.monotonic() + PATIENCE
        if not self.threads.acquire(timeout=PATIENCE):
            return False
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    self.threads.release()
                    return False
                time.sleep(_KNOCK)
            else:
                self.holder = threading.get_ident()
                return True

    def leave(self) -> None:
        assert self.file is not None
        self.holder = None
        fcntl.flock(self.file, fcntl.LOCK_UN)
        self.threads.release()


_door: _Door | None = None


@contextmanager
def turn() -> Iterator[None]:
    """Within, nobody else who asks for a turn writes.  Within a transaction, and on PostgreSQL, there is no queue."""
    door = None if connection.vendor != "sqlite" or connection.in_atomic_block else _the_door()
    if door is None or not door.wait():
        yield
        return
    try:
        yield
    finally:
        door.leave()


def _the_door() -> _Door | None:
    """None for a database in memory: it has one process."""
    global _door
    name = str(connection.settings_dict["NAME"])
    if name.startswith("file:") or ":memory:" in name:
        return None
    if _door is None or _door.name != name or _door.pid != os.getpid():  # another process after a fork
        _door = _Door(name)
    return _door
