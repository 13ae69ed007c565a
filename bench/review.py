"""Orders that wait, looked at by twelve checks with the same-buyer window, and the flags written.

Ours: `trade.reviewing.review_waiting` on N waiting orders of the last day; a check objects to one in a hundred of them:
reading, judging, and for those the action, the journal, the flag and the hold.
"""

from __future__ import annotations

import json
from typing import Any

from bench.place import place

ORDERS, TARGET = 1_000_000, 50_000


def measure(orders: int = ORDERS) -> bool:
    """Measure, say what was measured, and whether the target is met."""
    few, said = _looked_at(orders // 10), _looked_at(orders)
    speed = orders / said["seconds"]
    kind = "PostgreSQL" if said["postgres"] else "SQLite"
    print(f"review of {orders:,} waiting orders by {said['checks']} checks ({kind})")
    print(
        f"  {said['seconds']:.2f} s ({said['cpu']:.2f} of CPU): {speed:,.0f} orders/s (target {TARGET:,}); "
        f"{said['caught']:,} caught, {said['flags']:,} flags and as many holds written in {said['writing']:.2f} s"
    )
    print(
        f"  peak memory {said['peak'] >> 20} MB, with a tenth of the orders {few['peak'] >> 20} MB: "
        f"{said['peak'] / few['peak']:.2f} ×"
    )
    return bool(speed >= TARGET and said["flags"] == said["caught"] > 0)


def _looked_at(orders: int) -> dict[str, Any]:
    with place("review") as here:
        here.python("bench.review_run", "fill", str(orders))
        said: dict[str, Any] = json.loads(here.python("bench.review_run", "look"))
    return said | {"postgres": bool(here.database_url)}
