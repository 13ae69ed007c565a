"""The radar over 100,000 running deadlines, beside one over 1,000: its counts, its pages, and the page as it is drawn.

All of them are of one post and of one unit, and so all of them before whoever looks.  The two databases take turns.
"""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median

from bench.place import place
from bench.timing import loop

FEW, MANY, ROUNDS = 1_000, 100_000, 5
MOST = 0.3  # seconds of the whole page, drawn, beside many


def measure() -> bool:
    """Measure, say what was measured, and whether the target is met."""
    with ExitStack() as stack:
        places = [stack.enter_context(place(f"radar_{n}")) for n in (FEW, MANY)]
        helpers = [
            stack.enter_context(here.helper("bench.radar_run", str(n)))
            for here, n in zip(places, (FEW, MANY), strict=True)
        ]
        told: list[list[dict[str, float]]] = [[], []]
        for _ in range(ROUNDS):
            for helper, found in zip(helpers, told, strict=True):
                found.append(helper.ask("read"))
        kind = "PostgreSQL" if places[0].database_url else "SQLite"
    print(f"the radar ({kind}), medians of {ROUNDS - 2} rounds on the wall; the loop took {loop() * 1e3:.0f} ms")
    drawn = 0.0
    for name in told[0][0]:
        few, many = (median(found[name] for found in of[2:]) for of in told)
        if name.endswith("statements"):
            print(f"  {name:32} {few:8.0f}    {many:8.0f}")
            continue
        drawn = many
        print(f"  {name:32} {few * 1e3:8.1f} ms {many * 1e3:8.1f} ms  {many / few:5.1f} ×")
    print(f"  the page drawn: target {MOST * 1e3:.0f} ms")
    return drawn <= MOST
