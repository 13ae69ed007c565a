"""Exports of 100,000 orders against 10,000: rows a second, and memory that does not grow with the rows."""

from __future__ import annotations

from bench.place import place

FEW, MANY = 10_000, 100_000
GROWTH = 1.2  # peak memory of MANY against FEW


def measure() -> bool:
    """Measure, say what was measured, and whether the memory target is met.  There is none for speed."""
    found: dict[int, dict[str, dict[str, float]]] = {}
    for count in (FEW, MANY):
        with place(f"exports_{count}") as where:
            kind = "PostgreSQL" if where.database_url else "SQLite"
            with where.helper("bench.exports_run", str(count)) as helper:
                found[count] = {way: helper.ask(way) for way in ("csv", "xlsx")}
    met = True
    print(f"exports of orders with all fields ({kind})")
    for way in ("csv", "xlsx"):
        few, many = found[FEW][way], found[MANY][way]
        grown = many["peak"] / few["peak"]
        met = met and grown <= GROWTH
        print(
            f"  {way:5} {MANY:,} rows in {many['seconds']:.1f} s: {MANY / many['seconds']:,.0f} rows/s, "
            f"{many['statements']:.0f} statements, {many['size'] / 1e6:.1f} MB; peak memory {many['peak']:.0f} MB, "
            f"{grown:.2f} × that of {FEW:,} (target {GROWTH})"
        )
    return met
