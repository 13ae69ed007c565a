"""Our side of the intake, in a process of its own: `prepare` makes the department, `import FILE` takes the file in."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django


def prepare() -> None:
    """A department with the shipped rulebook in force since a year, and a shop that went live then."""
    from django.core.management import call_command

    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.moment import living_at, today
    from dianzhang.people.department import found_department, take_on
    from dianzhang.rulebooks import read

    call_command("migrate", verbosity=0)
    with living_at(datetime.now(UTC) - timedelta(days=365)):
        found_department()
        take_on("zhaoning", "赵宁", "order_desk")
        draft = must(one("rulebook.draft", SYSTEM, text=read("process-first")))
        for step in ("discussed", "opinions", "consulted", "published"):
            must(one("rulebook.record", SYSTEM, draft.id, step=step, on=today()))
        must(one("rulebook.activate", SYSTEM, draft.id))
        must(one("shop.open", SYSTEM, code="bench", name="bench"))


def take_in(path: Path, rejects: Path) -> dict[str, object]:
    """Take a file in, and say how long it took and how many rows of which tables it wrote."""
    from django.db import connection

    from dianzhang.engine.access import SYSTEM
    from dianzhang.gateways.orders import open_orders
    from dianzhang.trade.intake import Intake

    before = _rows(connection)
    began, cpu = time.perf_counter(), time.process_time()
    report = Intake(open_orders(path), "bench", SYSTEM).run(rejects)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # before the rows are counted
    after = _rows(connection)
    return {
        "taken": report.taken, "seconds": seconds, "cpu": cpu, "peak": peak,
        "accounted": dict(report.accounted),
        "rows": {table: after[table] - before[table] for table in after if after[table] > before[table]},
    }  # fmt: skip


def _rows(connection: Any) -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
        return found


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
        sys.exit()
    file = Path(sys.argv[2])
    beside = Path(sys.argv[3]) if len(sys.argv) > 3 else file.with_suffix(".rejects.csv")
    if sys.argv[1] == "profile":
        import cProfile
        import pstats

        profile = cProfile.Profile()
        profile.runcall(take_in, file, beside)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    else:
        print(json.dumps(take_in(file, beside)))
