"""One action on one order, in process, against a raw transaction that writes the same rows.

Ours: ``perform`` of one item: loading the order and its clocks, who may, the states, the rules' checks and gates, the
verb, the journal, the fold, writing.  Raw: BEGIN; the same UPDATEs and INSERTs with everything known beforehand, on the
same connection of the driver; COMMIT.  Three actions: an order entered (with three lines; it starts a clock), approved
(ends a clock), shipped (writes a parcel; ends a clock).  Turns of ``TURN`` actions, ours and raw alternating.
"""

from __future__ import annotations

import json

from bench.place import place

LEAST = {"NORMAL": 0.2, "FULL": 0.3, "on": 0.2}


def measure() -> bool:
    """Measure, say what was measured, and whether all targets are met."""
    met = True
    with place("actions") as here:
        found = json.loads(here.python("bench.actions_run"))
        kind = "PostgreSQL" if here.database_url else "SQLite"
    turns = f"{found['turns']} turns of {found['turn']} actions each"
    print(f"one action on one order ({kind}), medians of {turns}, alternating")
    for mode, actions in found["modes"].items():
        print(f"  {'synchronous_commit' if here.database_url else 'synchronous'} {mode}, target {LEAST[mode]} of raw")
        for name, told in actions.items():
            ours, raw = told["ours"], told["raw"]
            ratio = raw["wall"] / ours["wall"]
            met = met and ratio >= LEAST[mode]
            print(
                f"    {name:14} {ratio:.2f} of raw: "
                f"ours {ours['wall'] * 1e6:5.0f} µs ({ours['cpu'] * 1e6:.0f} of own CPU), "
                f"raw {raw['wall'] * 1e6:5.0f} µs ({raw['cpu'] * 1e6:.0f}); both write {told['writes']}"
            )
    return met
