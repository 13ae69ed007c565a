"""Replay: a generated journal of orders and complaints under a draft, beside what was in force.

Twenty deadlines, checks and gates look at them: those of the shipped rulebook and a few more (``replay_run.MORE``); its
rules for tasks, leave and secrets are there too, and find nothing.  The draft changes deadlines that every order and
every complaint comes to, so that both sides are reckoned.  Reading from the database is in it.  Peak memory is that of
the whole process, beside that of one which replays the first days of the same journal.  The speed is judged by the
process' own CPU time; on a busy machine that is too long as well, so the time of a loop beside it is said.
"""

from __future__ import annotations

import json

from bench.place import place

EVENTS = 60_000
DAYS, FEW = 100, 6  # all of them, and about a tenth of the events
WANTED, MOST = 60_000, 1.2  # events a second; memory over all days against the first ones


def measure() -> bool:
    """Measure, say what was measured, and whether both targets are met."""
    with place("replay") as here:
        here.python("bench.replay_run", "fill", str(EVENTS))
        few, whole = (json.loads(here.python("bench.replay_run", "play", str(days))) for days in (FEW, DAYS))
        kind = "PostgreSQL" if here.database_url else "SQLite"
    print(f"replay of {whole['events']:,} events of {whole['records']:,} records ({kind}); of {whole['rules']} rules")
    print(
        f"  {whole['looking']} look at orders and complaints; {whole['clocks'] / whole['records']:.1f} clocks a record"
    )
    print(f"  verdicts: {whole['now']} now, {whole['draft']} under the draft")
    for name, what in (("all", "both sides of every record"), ("some", "a draft that only complaints come to")):
        one = whole[name]
        print(
            f"  {what}: {whole['events'] / one['wall']:,.0f} events/s, {whole['events'] / one['cpu']:,.0f} by own CPU"
            f" (target {WANTED:,}); the loop took {one['loop'] * 1000:.0f} ms"
        )
    ratio = whole["peak"] / few["peak"]
    print(
        f"  peak memory {whole['peak'] / 1e6:.0f} MB, with {few['events']:,} events {few['peak'] / 1e6:.0f} MB:", end=""
    )
    print(f" {ratio:.2f} × (target at most {MOST})")
    return whole["events"] / whole["all"]["cpu"] >= WANTED and bool(ratio <= MOST)
