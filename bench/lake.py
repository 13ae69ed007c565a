"""The lake with N order lines: shipped metrics against SQL by hand over the same files, and a board, cold.

The files are made by DuckDB in the form in which the worker writes them; two lines an order, a year of days, one refund
in twenty orders.  Both sides read them with the same DuckDB in turn.  ``python -m bench lake`` takes 2,000,000 lines,
BENCH_LINES=100000000 as many as that.
"""

from __future__ import annotations

import os
from statistics import median

from bench.place import place
from bench.timing import loop

LINES, TURNS, MOST, BOARD = 2_000_000, 7, 1.3, 1.0


def measure() -> bool:
    """Measure, say what was measured, and whether both targets are met."""
    lines = int(os.environ.get("BENCH_LINES") or LINES)
    with place("lake") as here:
        here.python("bench.lake_run", "fill", str(lines))
        with here.helper("bench.lake_run", "metrics", str(TURNS)) as helper:
            found = helper.ask("metrics")
        boards = []
        for _turn in range(3):
            with here.helper("bench.lake_run", "board") as helper:
                boards.append(helper.ask("board"))
    kind = "PostgreSQL" if here.database_url else "SQLite"
    load = f"at a load of {os.getloadavg()[0]:.1f}; the loop took {loop() * 1e3:.0f} ms"
    print(f"the lake with {lines:,} order lines ({kind} beside it), {found['bytes'] >> 20:,} MB, {load}")
    ours, hand = 0.0, 0.0
    for name, one in found["metrics"].items():
        own, by_hand = median(one["ours"]), median(one["hand"])
        ours, hand = ours + own, hand + by_hand
        print(f"    {name:40} {own * 1e3:8.1f} ms, by hand {by_hand * 1e3:8.1f} ms: {own / by_hand:.2f} ×")
    print(f"  together {ours / hand:.2f} × (target {MOST})")
    slowest = max(boards)
    said = ", ".join(f"{seconds * 1e3:.0f}" for seconds in boards)
    print(
        f"  12 tiles over 31 days, each in a process that has asked nothing yet: {said} ms (target {BOARD * 1e3:.0f})"
    )
    return ours / hand <= MOST and slowest <= BOARD
