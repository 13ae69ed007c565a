"""One database of ``bench.clocks``: made when started, then answers lines: ``tick`` and ``drip SECONDS``."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from bench.clocks import DUE, FEW, GAP, ROUNDS
from bench.filling import in_haste, indexes_afterwards, instant, repeat, settled
from bench.place import answer

DAY = timedelta(days=1)
DRIPS, EVERY = 3000, timedelta(seconds=1)  # orders that fall due one after the other
AT_ONCE = 5  # of them that fall due between two ticks


class Clocks:
    """Orders that fall due in known lots, and ``running`` clocks beside them."""

    def __init__(self, running: int) -> None:
        from bench.department import prepare

        prepare()
        self.lot = datetime.now(UTC) - (2 * ROUNDS + 8) * DAY
        self.drip = self.lot + 2 * ROUNDS * DAY
        for n in range(ROUNDS):
            _enter(f"D{n}-", DUE, self.lot + 2 * n * DAY, timedelta())
        if running > FEW:
            _enter("E", DRIPS, self.drip, EVERY)
        self.drip += DAY
        _run_beside(running)

    def tick(self) -> dict[str, Any]:
        """The tick of the next lot."""
        from dianzhang.engine.tick import tick

        until = self.lot + DAY + timedelta(minutes=1)
        self.lot += 2 * DAY
        before = _counts()
        wall, cpu = time.perf_counter(), time.process_time()
        tick(until)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        writes = {table: n - before[table] for table, n in _counts().items()}
        assert writes["engine_event"] == DUE, writes
        said = ", ".join(f"{n:,} INSERT {table}" for table, n in writes.items())
        return {"wall": wall, "cpu": cpu, "writes": f"{said}, {DUE:,} UPDATE engine_clock, {DUE:,} UPDATE trade_order"}

    def dripping(self, seconds: float) -> list[float]:
        """Ticks, one every ``GAP`` seconds, with a few clocks due each."""
        from dianzhang.engine.tick import tick

        times: list[float] = []
        end = time.perf_counter() + seconds
        while not times or time.perf_counter() < end:
            self.drip += AT_ONCE * EVERY
            began = time.perf_counter()
            tick(self.drip)
            times.append(time.perf_counter() - began)
            time.sleep(GAP)
        return times


def _enter(prefix: str, count: int, first: datetime, every: timedelta) -> None:
    """Orders placed at ``first`` and later, not paid: each must be paid within a day."""
    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import perform
    from dianzhang.engine.moment import living_at
    from dianzhang.engine.outcome import Item

    moments = [first + n * every for n in range(count)]
    items = [
        Item(data={"shop": "bench", "number": f"{prefix}{n}", "total": 100, "placed_at": at}, at=at)
        for n, at in enumerate(moments)
    ]
    with living_at(moments[-1]):
        assert all(o.done for o in perform("order.enter", items, SYSTEM))


def _run_beside(count: int) -> None:
    """``count`` clocks like the others, of other orders, falling due from the day after tomorrow on, one a second."""
    from dianzhang.engine.models import ClockRow

    first = int((datetime.now(UTC) + 2 * DAY).timestamp())
    due = instant(f"{first} + n")
    instead = {"subject_id": "10000000 + n", "due_at": due, "next_at": due, "state": "'running'", "step": "0"}
    with in_haste(), indexes_afterwards(ClockRow):
        repeat(ClockRow, "id = (SELECT min(id) FROM engine_clock)", instead, count)
    settled()


def _counts() -> dict[str, int]:
    from dianzhang.engine.models import Event, Notice

    return {"engine_event": Event.objects.count(), "engine_notice": Notice.objects.count()}


def main() -> None:
    clocks = Clocks(int(sys.argv[1]))

    def ask(line: str) -> Any:
        what, *words = line.split()
        return clocks.tick() if what == "tick" else clocks.dripping(float(words[0]))

    answer(ask)


if __name__ == "__main__":
    django.setup()
    main()
