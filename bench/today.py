"""The day's page of everybody in the demonstration department: requests a second of one core, and the slowest.

Each asks twice after an order came in: the first time the page is drawn, the second time nothing has happened since
(``dianzhang.web.kept_pages``).  Requests go through the whole of Django in one process, without a network.
"""

from __future__ import annotations

import json

from bench.place import place
from bench.timing import percentile

WANTED, MOST = 100, 0.15  # requests a second of own CPU; seconds of the slowest in a hundred


def measure() -> bool:
    """Measure, say what was measured, and whether both targets are met."""
    with place("today") as here:
        here.python("bench.today_run", "fill")
        told = json.loads(here.python("bench.today_run", "read"))
        kind = "PostgreSQL" if here.database_url else "SQLite"
    print(f"the day's page of {told['people']} people ({kind}); the loop took {told['loop'] * 1e3:.0f} ms")
    met = True
    for name, what in (("drawn", "something happened"), ("kept", "nothing happened")):
        wall, cpu = zip(*told[name], strict=True)
        rate, slowest = len(cpu) / sum(cpu), percentile(list(wall), 0.99)
        met = met and rate >= WANTED and slowest <= MOST
        print(
            f"  {what:20} {rate:6.0f} requests/s of own CPU (target {WANTED}), "
            f"p99 {slowest * 1e3:.0f} ms (target {MOST * 1e3:.0f})"
        )
    return met
