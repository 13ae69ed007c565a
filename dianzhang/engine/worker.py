"""The worker: clocks, what modules look after, the sequencer, due jobs, round after round until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from django.db import OperationalError, close_old_connections

from .jobs import work_off
from .rounds import go_round
from .sequencer import place
from .tick import tick

PAUSE = 0.5  # seconds between rounds with nothing to do
AFTER_A_FAILURE = 10.0
log = logging.getLogger("dianzhang.worker")


def run(stop: threading.Event | None = None) -> None:
    """Work until ``stop`` is set or the process is asked to end; what is in hand is finished or rolled back."""
    stop = stop or _stop_on_signals()
    while not stop.is_set():
        close_old_connections()
        try:
            busy = tick() + go_round() + place() + work_off()
        except OperationalError:
            log.warning("the database is busy; trying again", exc_info=True)
            busy = 0
        except Exception:  # one broken rulebook or record must not stop all the others' work for good
            log.exception("this round failed; trying again")
            busy = 0
            stop.wait(AFTER_A_FAILURE)
        if not busy:
            stop.wait(PAUSE)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
