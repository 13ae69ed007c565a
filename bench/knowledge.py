"""Searching documents by Chinese words, at ``BENCH_DOCUMENTS`` documents (20,000 unless told).

Texts of some hundred characters made of a few hundred words, so that some words stand in nearly every document and some
in one; three readers: one of all folders, one of half of them, one of a single one.  A search is what the page does:
the folders, the index, the rows.  `BENCH_DOCUMENTS=100000 python -m bench knowledge` is what the target is about.
"""

from __future__ import annotations

import os

from bench.place import place
from bench.timing import percentile

COUNT, ROUNDS = int(os.environ.get("BENCH_DOCUMENTS", 20_000)), 15
TARGET = 0.2  # seconds of one search, whatever is looked for


def measure() -> bool:
    """Measure, say what was measured, and whether all targets are met."""
    told: list[dict[str, float]] = []
    with place("knowledge") as where:
        where.python("bench.knowledge_run", "fill", str(COUNT))
        with where.helper("bench.knowledge_run", "read") as helper:
            for _ in range(ROUNDS):
                told.append(helper.ask("read"))
        kind = "PostgreSQL" if where.database_url else "SQLite"
    print(f"search in {COUNT:,} documents ({kind}), on the wall, medians and the slowest of {ROUNDS - 1}")
    met = True
    for name in told[0]:
        taken = sorted(found[name] for found in told[1:])
        met = met and percentile(taken, 0.5) <= TARGET
        print(
            f"  {name:44} {percentile(taken, 0.5) * 1e3:7.1f} ms, {taken[-1] * 1e3:7.1f} ms (target {TARGET * 1e3:.0f})"
        )
    return met
