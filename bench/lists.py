"""Pages at 1,000,000 orders against the same at 10,000: the list's query and what the page of one order reads.

The orders stand in the tables by SQL, each with a line, an event and a running clock, in four units; the person
reads with reach *group* (one unit).  The rare filter (挂起) meets ``RARE`` orders of the unit in both databases, spread
evenly; the wide one (待审核) every tenth.  Reads of the two databases alternate; every page has another order.
"""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median

from bench.place import place
from bench.timing import Target

FEW, MANY, RARE, ROUNDS = 10_000, 1_000_000, 60, 30
TARGET = Target(1.5, 0.003)


def measure() -> bool:
    """Measure, say what was measured, and whether all targets are met."""
    with ExitStack() as stack:
        places = [stack.enter_context(place(f"lists_{n}")) for n in (FEW, MANY)]
        helpers = [
            stack.enter_context(p.helper("bench.lists_run", str(n))) for p, n in zip(places, (FEW, MANY), strict=True)
        ]
        told: list[list[dict[str, list[float]]]] = [[], []]
        for _ in range(ROUNDS):
            for helper, found in zip(helpers, told, strict=True):
                found.append(helper.ask("read"))
        kind = "PostgreSQL" if places[0].database_url else "SQLite"
    print(f"reads for pages ({kind}), medians of {ROUNDS - 2} rounds, alternating")
    met = True
    for name, (_seconds, statements) in told[0][0].items():
        few, many = (median(found[name][0] for found in one[2:]) for one in told)
        met = met and TARGET.met(many, few)
        print(
            f"  {name:34} {FEW:,}: {few * 1e3:6.2f} ms, {MANY:,}: {many * 1e3:6.2f} ms, {statements:.0f} statements: "
            f"{TARGET.said(many, few)}"
        )
    return met
