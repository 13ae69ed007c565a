"""SQLite has one writer at a time and no queue: who waits looks again after a while, in steps of up to a tenth of a
second, and hardly ever meets the millisecond between two transactions of an import. So writers queue at a lock beside
the file; the operating system takes it back from the dead. It is a courtesy: who cannot get it in time goes on without,
and waits as SQLite has it. Measured by `python -m bench clocks`.
"""

import fcntl
import os
import time
from typing import Any

from django.db.backends.sqlite3 import base

PATIENCE = 5.0  # seconds
_LOOK_AGAIN = 0.0005


class DatabaseWrapper(base.DatabaseWrapper):
    """Every transaction waits for its turn before it begins, and gives it up when it ends."""

    _queue: int | None = None  # this connection's handle on the file that writers queue at
    _my_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self._await_turn()
        try:
            with self.wrap_database_errors:
                self.connection.execute("BEGIN IMMEDIATE")  # a cursor of Django's costs more than the statement
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._end_turn()  # not where committing failed: it will be rolled back
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
            if self._queue is not None:
                os.close(self._queue)
                self._queue = None

    def _await_turn(self) -> None:
        if self._queue is None:
            if self.is_in_memory_db():
                return
            try:
                self._queue = os.open(f"{self.settings_dict['NAME']}-queue", os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                return
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(self._queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    return
                time.sleep(_LOOK_AGAIN)
            else:
                self._my_turn = True
                return

    def _end_turn(self) -> None:
        if self._my_turn:
            self._my_turn = False
            assert self._queue is not None
            fcntl.flock(self._queue, fcntl.LOCK_UN)
