"""Clocks: what a tick costs that has 1,000 due, beside 10,000 and beside 1,000,000 that run; and while an import runs.

The due clocks belong to orders that nobody paid within the day; their tick reminds, finds them missed, writes the
events and tells the order desk.  The others were put into the table by SQL and fall due in some days.  Ticks of the
two databases alternate.  During the import (of a plain file, in another process, into the database with many clocks)
a tick is made every ``GAP`` seconds, each with a few clocks due.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from statistics import median

from bench.intake import write_orders
from bench.place import Helper, place
from bench.timing import percentile

FEW, MANY, DUE, ROUNDS, GAP = 10_000, 1_000_000, 1_000, 4, 0.05
MOST, SLOWEST = 1.5, 0.2
IMPORTED = 30_000


def measure() -> bool:
    """Measure, say what was measured, and whether both targets are met."""
    with ExitStack() as stack:
        few, many = (stack.enter_context(place(f"clocks_{n}")) for n in (FEW, MANY))
        helpers = [
            stack.enter_context(here.helper("bench.clocks_run", str(n))) for here, n in ((few, FEW), (many, MANY))
        ]
        told: list[list[dict[str, float]]] = [[], []]
        for _ in range(ROUNDS):
            for helper, found in zip(helpers, told, strict=True):
                found.append(helper.ask("tick"))
        file = many.home / "orders.csv"
        write_orders(file, IMPORTED)
        helpers[1].ask("drip 0")  # the order desk is reminded of all of them at once
        alone = helpers[1].ask("drip 2")
        with many.helper("bench.intake_ours", "import", str(file), talks=False) as importing:
            beside = _beside(helpers[1], importing)
        kind = "PostgreSQL" if many.database_url else "SQLite"
    cost = [{unit: median(f[unit] for f in found[1:]) for unit in ("wall", "cpu")} for found in told]
    ratio = cost[1]["wall"] / cost[0]["wall"]
    print(f"a tick with {DUE:,} clocks due ({kind}), medians of {ROUNDS - 1} rounds, alternating")
    print(f"  each writes {told[1][-1]['writes']}")
    for n, one in zip((FEW, MANY), cost, strict=True):
        print(f"  beside {n:>9,} running: {one['wall'] * 1e3:6.0f} ms ({one['cpu'] * 1e3:.0f} of own CPU)")
    print(f"  {ratio:.2f} × (target at most {MOST})")
    slowest = percentile(beside, 0.99)
    print(f"  {len(beside)} ticks with some clocks due while {IMPORTED:,} orders were imported:")
    print(f"    {_said(beside)}, slowest {max(beside) * 1e3:.0f} (target of p99 {SLOWEST * 1e3:.0f} ms)")
    print(f"    without the import {_said(alone)}")
    return ratio <= MOST and slowest <= SLOWEST


def _said(times: list[float]) -> str:
    return f"median {median(times) * 1e3:.0f} ms, p99 {percentile(times, 0.99) * 1e3:.0f} ms"


def _beside(ticking: Helper, importing: Helper) -> list[float]:
    """Ticks until the import is over."""
    found: list[float] = []
    while importing.running:
        found += ticking.ask("drip 1")
    said = json.loads(importing.output())
    assert said["taken"] == IMPORTED, said
    return found
