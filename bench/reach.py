"""A list with reach *group* against the same list unrestricted, at ``BENCH_ORDERS`` orders (1,000,000 unless told).

One database, four units; both readers ask for the same pages, searches and counts in turn: one sees the orders of one
unit, the other all of them.  `BENCH_ORDERS=10000000 python -m bench reach` takes some 4 GB of disk.
"""

from __future__ import annotations

import os
from statistics import median

from bench.place import place
from bench.timing import Target

COUNT, ROUNDS = int(os.environ.get("BENCH_ORDERS", 1_000_000)), 30
TARGET = Target(1.3, 0.001)


def measure() -> bool:
    """Measure, say what was measured, and whether all targets are met."""
    told: list[dict[str, list[tuple[float, float]]]] = []
    with place("reach") as where:
        where.python("bench.reach_run", "fill", str(COUNT))
        with where.helper("bench.reach_run", "read") as helper:
            for _ in range(ROUNDS):
                told.append(helper.ask("read"))
    # SQLite works in the process that asks, so that nobody else's work is in its CPU time.
    kind, clock = ("PostgreSQL", "on the wall") if where.database_url else ("SQLite", "of own CPU")
    print(f"lists of {COUNT:,} orders ({kind}), medians of {ROUNDS - 2} rounds {clock}: reach group, unrestricted")
    met = True
    for name in told[0]:
        group, everything = (median(found[name][side][clock == "of own CPU"] for found in told[2:]) for side in (0, 1))
        met = met and TARGET.met(group, everything)
        print(f"  {name:34} {group * 1e3:7.2f} ms, {everything * 1e3:7.2f} ms: {TARGET.said(group, everything)}")
    return met
