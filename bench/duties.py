"""A hundred recurring duties of fifty people: the days of a year reckoned, and what is owed laid out into the tables.

Reckoned is the whole year: each rule's days with its holidays and make-up days, when each opens and falls due, and
who of the fifty owes it.  The rules are compiled and the calendar is read before; nothing is written.  Laid out is what
the system does by itself: everything that opens within its days ahead, each with its event in the journal and its
deadline, in an empty department and then again a day later, when only the day that came into sight is new.
"""

from __future__ import annotations

import os
from statistics import median

from bench.place import place
from bench.timing import loop

PEOPLE, DUTIES, ROUNDS = 50, 100, 5
MOST = 1.0  # seconds to reckon the year


def measure() -> bool:
    """Measure, say what was measured, and whether the target is met."""
    with place("duties") as here:
        kind = "PostgreSQL" if here.database_url else "SQLite"
        with here.helper("bench.duties_run", str(PEOPLE), str(DUTIES)) as helper:
            years = [helper.ask("reckon") for _ in range(ROUNDS)]
            laid = [helper.ask(f"lay {day}") for day in range(4)]
    print(
        f"{DUTIES} duties of {PEOPLE} people ({kind}), at a load of {os.getloadavg()[0]:.1f}; the loop took {_loop()}"
    )
    wall, cpu = (median(one[name] for one in years) for name in ("wall", "cpu"))
    first, year = years[0]["wall"], years[-1]
    print(f"  the year reckoned: {year['days']:,} days of the rules, {year['owed']:,} things owed")
    print(f"    {_ms(wall)} ({_ms(cpu)} of own CPU), the first time {_ms(first)} (target {_ms(MOST)})")
    for n, one in enumerate(laid):
        rows = f"{one['laid']:,} came or went, {one['events']:,} events, {one['clocks']:,} deadlines"
        print(f"  laid out on day {n}: {rows}: {_ms(one['wall'])} ({_ms(one['cpu'])} of own CPU)")
        print(f"    compared again, with nothing new: {_ms(one['again'])}")
    return wall <= MOST


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:,.0f} ms"


def _loop() -> str:
    return _ms(loop())
