"""Exports of ``BENCH_ORDERS`` orders (100,000 unless told) and of a tenth: rows a second, and memory.

It must not grow with the rows.  Another process fills the tables, for its memory does not count.
"""

from __future__ import annotations

import os

from bench.place import place

MANY = int(os.environ.get("BENCH_ORDERS", 100_000))
FEW = MANY // 10
GROWTH = 1.2  # peak memory of MANY against FEW


def measure() -> bool:
    """Measure, say what was measured, and whether the memory target is met.  There is none for speed."""
    found: dict[int, dict[str, dict[str, float]]] = {}
    for count in (FEW, MANY):
        with place(f"exports_{count}") as where:
            kind = "PostgreSQL" if where.database_url else "SQLite"
            where.python("bench.exports_run", "fill", str(count))
            with where.helper("bench.exports_run", "work") as helper:
                found[count] = {way: helper.ask(way) for way in ("csv", "xlsx")}
    met = True
    print(f"exports of orders with all fields ({kind})")
    for way in ("csv", "xlsx"):
        few, many = found[FEW][way], found[MANY][way]
        grown = many["peak"] / few["peak"]
        met = met and grown <= GROWTH
        print(
            f"  {way:5} {MANY:,} rows in {many['wall']:.1f} s: {MANY / many['wall']:,.0f} rows/s, "
            f"{MANY / many['cpu']:,.0f} by own CPU, "
            f"{many['statements']:.0f} statements, {many['size'] / 1e6:.1f} MB; peak memory {many['peak']:.0f} MB, "
            f"{grown:.2f} × that of {FEW:,} (target {GROWTH})"
        )
    return met
