"""The board of tasks with 5,000 cards before one person: its first paint, and a card carried to the next column.

They are the parts of one who leads: of half of them accountable, in the others responsible.  Paint is the first
contentful paint in a browser that has nothing kept; a drag is from the pointer let go until the card stands in its new
column and is drawn; the server's time is the request of that move.  Server, worker and Chromium share the machine.
"""

from __future__ import annotations

import os
from statistics import median

from bench.place import place
from bench.timing import loop, percentile

CARDS, TURNS, DRAGS = 5_000, 5, 20
PAINT, DRAG = 1.0, 0.1  # seconds


def measure() -> bool:
    """Measure, say what was measured, and whether both targets are met."""
    with place("board") as here:
        kind = "PostgreSQL" if here.database_url else "SQLite"
        with here.helper("bench.board_run", str(CARDS), str(TURNS), str(DRAGS)) as helper:
            found = helper.ask("board")
    load = f"at a load of {os.getloadavg()[0]:.1f}; the loop took {loop() * 1e3:.0f} ms"
    print(f"the board with {CARDS:,} cards ({kind}), {load}")
    print(f"  first contentful paint, cold cache, medians of {TURNS} openings (target {PAINT * 1e3:.0f} ms):")
    for name, times in found["paint"].items():
        print(f"    {name:12} {median(times) * 1e3:6.0f} ms, {found['cards'][name]} cards drawn")
    drags, server = found["drags"], found["server"]
    print(f"  {len(drags)} drags, pointer up → drawn in its column (target {DRAG * 1e3:.0f} ms): {_said(drags)}")
    print(f"    the request of the move: {_said(server)}")
    return max(median(times) for times in found["paint"].values()) < PAINT and percentile(drags, 0.95) < DRAG


def _said(times: list[float]) -> str:
    slow = f"95 of 100 under {percentile(times, 0.95) * 1e3:.0f}, slowest {max(times) * 1e3:.0f}"
    return f"median {median(times) * 1e3:.0f} ms, {slow}"
