"""A wave of 10,000 orders planned and reserved, and as many by eight processes at once.

Orders of two articles each, approved when no stock was kept, so that the wave has all their pieces reserved; 500
articles with enough of each but the last, of which there is less than is wanted.  From the call until it is committed.
"""

from __future__ import annotations

import json
import os
from statistics import median

from bench.place import place
from bench.timing import loop

ORDERS, TURNS, PROCESSES = 10_000, 5, 8
TARGET = 3.0  # seconds


def measure() -> bool:
    """Measure, say what was measured, and whether the target is met."""
    with place("waves") as here:
        kind = "PostgreSQL" if here.database_url else "SQLite"
        found = json.loads(here.python("bench.waves_run", str(ORDERS), str(TURNS), str(PROCESSES)).splitlines()[-1])
    print(f"a wave of {ORDERS:,} orders ({kind}), load {os.getloadavg()[0]:.1f}, the loop took {loop() * 1e3:.0f} ms")
    times = found["times"]
    print(
        f"  planned and reserved: median {median(times):.2f} s of {TURNS}, slowest {max(times):.2f} (target {TARGET:g})"
    )
    print(f"    {found['orders']:,} taken in, {found['left']:,} left out, {found['pieces']:,} pieces reserved")
    print(f"  {PROCESSES} processes at once, waves of {found['each']:,}: all in {found['together']:.2f} s; ", end="")
    print("no piece and no order twice" if found["sound"] else "NOT SOUND: " + json.dumps(found["races"]))
    return median(times) < TARGET and bool(found["sound"])
