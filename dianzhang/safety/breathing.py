"""Long work in a worker lets what is due go first: its lease is renewed, and deadlines wait for nobody's backup."""

from __future__ import annotations

import time

from dianzhang.engine import jobs
from dianzhang.engine.sequencer import place
from dianzhang.engine.tick import tick

EVERY = 1.0  # seconds


class Breath:
    """Called as often as one likes; does something once a second."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self) -> bool:
        """Whether a second has passed."""
        if time.monotonic() - self._last < EVERY:
            return False
        jobs.still_at_work()
        tick()
        place()
        self._last = time.monotonic()
        return True
