"""Processes put money under other numbers to the same orders while a file tells theirs; prints what they left, as JSON.

python -m tests.trade.settlement.matching_race     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

# First of all: it sets Django up.
from tests.forked import Database, all_at_once  # isort: skip

from dianzhang.engine import jobs
from dianzhang.engine.act import must, perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Settlement
from dianzhang.trade.settlement.files import receive
from tests.trade.desk import MONDAY, Desk

from .conftest import HEADER

ORDERS = 12


def main() -> dict[str, object]:
    """Orders of 120.00; X and Y each have 120.00 for every one of them, and so has the file that comes meanwhile."""
    Database().empty("matching")
    desk = Desk()
    for n in range(ORDERS):
        desk.paid(f"P{n}", -3000 + n, "120.00", buyer_id=f"b-{n}", receiver=f"收{n}")
    with living_at(MONDAY):
        _send(desk, "X", "Y")
        jobs.work_off()
        _send(desk, "P")
    failed = all_at_once(3, lambda part: _matches(desk, part) if part < 2 else _reads())
    orders = {pk: list(Settlement.objects.filter(order_id=pk)) for pk in Order.objects.values_list("pk", flat=True)}
    return {
        "failed": failed,
        "own": Settlement.objects.filter(number__startswith="P", tally="agrees").count(),
        "matched_twice": sum(len([one for one in every if one.by_hand]) > 1 for every in orders.values()),
        "counted_twice": sum(
            sum(one.gap_cents or 0 for one in every) != 12000 * (len(every) - 1) for every in orders.values()
        ),
    }


def _send(desk: Desk, *letters: str) -> None:
    """A file with the goods of every order under these numbers."""
    rows = [f"{letter}{n},2026-10-12 09:00:00,120.00,货款,{letter}{n}\n" for letter in letters for n in range(ORDERS)]
    text = HEADER + "".join(rows)
    must(receive([text.encode()], f"{letters[0]}.csv", "tmall-1", desk.people.xunuo))


def _matches(desk: Desk, part: int) -> None:
    """From another end in each process; who comes second is refused."""
    with living_at(MONDAY + timedelta(minutes=5)):
        for n in list(range(ORDERS))[:: -1 if part else 1]:
            one = Settlement.objects.get(number=f"{'XY'[part]}{n}")
            given = {"order": f"P{n}", "reason": "平台换过单号"}
            perform("settlement.match", Item(one.pk, None, given), desk.people.xunuo)


def _reads() -> None:
    with living_at(MONDAY + timedelta(minutes=5)):
        jobs.work_off()


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
