"""The morning report of three shops: five numbers, why each moved, the red of the radar, what is missing.

A turn is all that a worker does for it: worked out, kept, with the notices of those whom the rulebook names.
"""

from __future__ import annotations

import os
from statistics import median

from bench.place import place
from bench.timing import loop

ORDERS, DAYS, TURNS = 1_000, 40, 5  # a shop and day; articles are two an order
TARGET = 5.0  # seconds


def measure() -> bool:
    """Measure, say what was measured, and whether the target is met."""
    with place("morning") as here:
        kind = "PostgreSQL" if here.database_url else "SQLite"
        with here.helper("bench.morning_run", str(ORDERS), str(DAYS), str(TURNS)) as helper:
            found = helper.ask("morning")
    load = f"at a load of {os.getloadavg()[0]:.1f}; the loop took {loop() * 1e3:.0f} ms"
    print(f"the morning report of three shops with {found['orders']:,} orders ({kind}), {load}")
    times, first = found["times"][1:], found["times"][0]
    print(f"  made: the first {first:.2f} s, then median {median(times):.2f} s of {len(times)} (target {TARGET:.0f} s)")
    print(f"  its page: {found['page'] * 1e3:.0f} ms; {found['statements']} statements to work it out")
    return max(found["times"]) < TARGET
