"""One database of ``bench.journal``: ``fill SIZE``, then ``seal``, ``verify``, ``backup``.  Each answers in JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from bench.filling import in_haste
from bench.memory import peak, without_map

DATA = '{"in":{"number":"26112%07d"},"set":{"payment":"paid","paid_cents":%d,"quantity":3,"total_cents":%d}}'


def fill(size: int) -> dict[str, Any]:
    from bench.department import prepare
    from dianzhang.engine import writer
    from dianzhang.engine.models import Event

    prepare()
    attrs = (
        "position", "kind", "subject_kind", "subject_id", "occurred_at", "recorded_at", "post", "rule", "unit_id",
        "shop_id", "judged", "data",
    )  # fmt: skip
    Event.objects.all().delete()
    at = datetime.now(UTC) - timedelta(days=30)
    with in_haste():
        for start in range(1, size + 1, 10_000):
            moments = [at + timedelta(seconds=n) for n in range(start, min(start + 10_000, size + 1))]
            rows = [
                Event(
                    position=n, kind="order.pay", subject_kind="order", subject_id=n // 3, occurred_at=moment,
                    recorded_at=moment, post="order_desk", rule="", unit_id=1, shop_id=1, data=DATA % (n, n, n),
                )
                for n, moment in enumerate(moments, start)
            ]  # fmt: skip
            shape = writer.table(Event)
            places = [shape.attrs.index(name) for name in attrs]
            writer.insert_values(Event, attrs, [[shape.values(row)[i] for i in places] for row in rows])
    return {"rows": size}


def seal() -> dict[str, Any]:
    from dianzhang.safety import sealing

    return timed(lambda: (sealing.seal_all(), sealing.lag()[0])[1])


def verify() -> dict[str, Any]:
    from dianzhang.safety.verifying import Verifier

    def run() -> int:
        verdict = Verifier().run()
        assert not verdict.broken
        return verdict.sealed

    return timed(run)


def backup() -> dict[str, Any]:
    from django.conf import settings

    from dianzhang.safety.backup.making import make

    path = Path(settings.DIANZHANG_HOME) / "bench.dzbackup"
    found = timed(lambda: make(path).rows)
    found["more"] = f", {path.stat().st_size / 1e6:.1f} MB"
    path.unlink()
    return found


def timed(what: Callable[[], int]) -> dict[str, Any]:
    without_map()
    wall, cpu = time.perf_counter(), time.process_time()
    rows = what()
    return {
        "rows": rows, "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "more": "",
        "peak": peak(),
    }  # fmt: skip


if __name__ == "__main__":
    django.setup()
    answer = (
        fill(int(sys.argv[2]))
        if sys.argv[1] == "fill"
        else {"seal": seal, "verify": verify, "backup": backup}[sys.argv[1]]()
    )
    json.dump(answer, sys.stdout)
