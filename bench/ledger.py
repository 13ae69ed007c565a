"""Intake of a year's ledger of invoice lines (Online Retail II, 525,461 lines) against raw insertion of the same rows.

Ours: `dianzhang import orders` on the file as it is published, under the shipped rulebook: reading and checking it,
merging what stands twice, matching what was taken back to its sale, entering, paying and refunding the orders, the
journal.  Raw: the rows that this wrote, every index and constraint in place, read back and put into an empty database.
Needs the file, in the folder that DIANZHANG_REAL_DATA names.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from bench.place import ROOT, place

FILE = Path("retail") / "online_retail_2009_2010.parquet"
LINES, LEAST = 525_461, 0.25
TURNS = int(os.environ.get("BENCH_TURNS", "3"))


def measure() -> bool:
    """Measure, say what was measured, and whether the target is met."""
    file = Path(os.environ.get("DIANZHANG_REAL_DATA") or ROOT.parent / "shared" / "data") / FILE
    if not file.is_file():
        print(f"intake of a year's ledger: left out, there is no {file}")
        return True
    turns = []
    for _ in range(TURNS):
        with place("ledger") as here:
            here.python("bench.intake_ours", "prepare")
            ours = json.loads(here.python("bench.intake_ours", "import", str(file), str(here.home / "rejects.csv")))
            source = here.database_url or str(here.home)
            with place("raw") as there:
                tables = json.dumps(list(ours["rows"]))
                raw, raw_cpu = json.loads(there.python("bench.intake_raw", json.dumps(source), tables))
        turns.append((raw / ours["seconds"], ours, raw, raw_cpu))
    ratio, ours, raw, raw_cpu = max(turns, key=lambda turn: turn[0])
    accounted = sum(ours["accounted"].values())
    kind = "PostgreSQL, COPY" if here.database_url else "SQLite, executemany"
    print(f"intake of a year's ledger, {accounted:,} lines accounted for ({kind}), load {os.getloadavg()[0]:.1f}")
    print("  both sides write " + ", ".join(f"{table} {count:,}" for table, count in ours["rows"].items()))
    print(f"  ours {ours['seconds']:.2f} s ({ours['cpu']:.2f} of CPU), raw {raw:.2f} s ({raw_cpu:.2f}): {ratio:.2f} of "
          f"raw (target {LEAST}), the best of {', '.join(f'{turn[0]:.2f}' for turn in turns)}")  # fmt: skip
    return ratio >= LEAST and accounted == LINES
