"""Seals and backups: how fast the journal is sealed and held against its seals, how fast it goes into a file and back.

Events are like those of orders.  Peak memory is that of the whole process, beside the same at a tenth of the size.
"""

from __future__ import annotations

import json
from typing import Any

from bench.place import place

EVENTS, FEW = 100_000, 10_000
MOST = 1.2  # memory at full size against a tenth


def measure() -> bool:
    """Measure, say what was measured, and whether memory stays where it is.  For speed there is no target."""
    found: dict[int, dict[str, Any]] = {}
    for size in (FEW, EVENTS):
        with place(f"journal_{size}") as here:
            json.loads(here.python("bench.journal_run", "fill", str(size)))
            found[size] = {
                part: json.loads(here.python("bench.journal_run", part)) for part in ("seal", "verify", "backup")
            }
            kind = "PostgreSQL" if here.database_url else "SQLite"
    whole, few = found[EVENTS], found[FEW]
    print(f"a journal of {EVENTS:,} events ({kind})")
    good = True
    for part, one in whole.items():
        ratio = one["peak"] / few[part]["peak"]
        good = good and ratio <= MOST
        print(
            f"  {part}: {one['rows'] / one['wall']:,.0f} rows/s, {one['rows'] / one['cpu']:,.0f} by own CPU"
            f"{one['more']}; peak memory {one['peak'] / 1e6:.0f} MB, {ratio:.2f} × that of a tenth (target {MOST})"
        )
    return good
