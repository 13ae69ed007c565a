"""A list with reach *group* against the same list unrestricted, at ``BENCH_ORDERS`` orders (1,000,000 unless told), and
both against the same at 10,000.

Four units; both readers ask for the same pages, searches and counts in turn: one sees the orders of one unit, the
other all of them.  Of cases, settlements, notices, reviews and parcels there are a tenth as many as orders.
`BENCH_ORDERS=10000000 python -m bench reach` takes some 6 GB of disk.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from statistics import median

from bench.place import place
from bench.timing import Target

FEW, COUNT, ROUNDS = 10_000, int(os.environ.get("BENCH_ORDERS", 1_000_000)), 30
TARGET, GROWN = Target(1.3, 0.001), Target(1.5, 0.003)

Told = dict[str, list[tuple[float, float]]]


def measure() -> bool:
    """Measure, say what was measured, and whether all targets are met."""
    told: tuple[list[Told], list[Told]] = ([], [])
    with ExitStack() as stack:
        places = [stack.enter_context(place(f"reach_{n}")) for n in (FEW, COUNT)]
        for where, n in zip(places, (FEW, COUNT), strict=True):
            where.python("bench.reach_run", "fill", str(n))
        helpers = [stack.enter_context(where.helper("bench.reach_run", "read")) for where in places]
        for _ in range(ROUNDS):
            for helper, found in zip(helpers, told, strict=True):
                found.append(helper.ask("read"))
        postgres = bool(places[0].database_url)
    # SQLite works in the process that asks, so that nobody else's work is in its CPU time.
    kind, clock = ("PostgreSQL", "on the wall") if postgres else ("SQLite", "of own CPU")
    print(f"lists of {COUNT:,} orders ({kind}), load {os.getloadavg()[0]:.1f}, medians of {ROUNDS - 2} rounds {clock}:")
    print("  reach group, unrestricted; the same two of 10,000 orders")
    met = True
    for name in told[0][0]:
        sides = [[median(found[name][side][not postgres] for found in one[2:]) for side in (0, 1)] for one in told]
        (few_group, few_all), (group, everything) = sides
        grown = name.startswith("count") or (GROWN.met(group, few_group) and GROWN.met(everything, few_all))
        fine = TARGET.met(group, everything) and grown
        met = met and fine
        print(
            f"  {name:38} {group * 1e3:7.2f} ms, {everything * 1e3:7.2f} ms ({group / everything:.2f} ×); 10,000: "
            f"{few_group * 1e3:6.2f}, {few_all * 1e3:6.2f} ms ({group / few_group:.2f}, {everything / few_all:.2f} ×)"
            f"{'' if fine else '  MISSED'}"
        )
    print(f"  targets: {TARGET.most} × of unrestricted; {GROWN.most} × of 10,000 or {GROWN.or_more * 1e3:.0f} ms more")
    return met
