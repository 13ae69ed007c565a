"""A list with reach *group* against the same list unrestricted, at ``BENCH_ORDERS`` orders (1,000,000 unless told).

One database, four units; both readers ask for the same pages of the same filters in turn: one sees the orders of one
unit, the other all of them.  `BENCH_ORDERS=10000000 python -m bench reach` takes some 6 GB of disk.
"""

from __future__ import annotations

import os
from statistics import median

from bench.place import place

COUNT, ROUNDS = int(os.environ.get("BENCH_ORDERS", 1_000_000)), 40
MOST, OR_WITHIN = 1.3, 0.001


def measure() -> bool:
    """Measure, say what was measured, and whether all targets are met."""
    told: list[dict[str, list[float]]] = []
    with place("reach") as where, where.helper("bench.reach_run", str(COUNT)) as helper:
        for _ in range(ROUNDS):
            told.append(helper.ask("read"))
        kind = "PostgreSQL" if where.database_url else "SQLite"
    print(f"lists of {COUNT:,} orders ({kind}), medians of {ROUNDS - 2} rounds: reach group, unrestricted")
    met = True
    for name in told[0]:
        group, everything = (median(found[name][side] for found in told[2:]) for side in (0, 1))
        good = group <= everything * MOST or group - everything <= OR_WITHIN
        met = met and good
        print(
            f"  {name:34} {group * 1e3:7.2f} ms, {everything * 1e3:7.2f} ms: {group / everything:.2f} × "
            f"(target {MOST}, or {OR_WITHIN * 1e3:.0f} ms more)"
        )
    return met
