"""Several processes review orders of the same article at once; prints what they left, as JSON.

python -m tests.trade.racing PROCESSES     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)
"""

from __future__ import annotations

import json
import sys

# First of all: it sets Django up.
from tests.forked import Database, all_at_once  # isort: skip

from django.db.models import Sum

from dianzhang.engine.act import perform
from dianzhang.engine.outcome import Item
from dianzhang.goods.models import Holding, Stock
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, is_the_sum_of_its_movements

ORDERS, PIECES, CHUNK = 24, 17, 3  # fewer pieces than are wanted; several transactions a process


def main(processes: int) -> dict[str, object]:
    """What is left when all have ended."""
    Database().empty("racing")
    shelf = Shelf(Desk())
    stock = shelf.lay(pieces=PIECES)
    orders = [shelf.order(f"P{n}", minute=n) for n in range(ORDERS)]

    def approve(part: int) -> None:
        perform("order.approve", [Item(order.id) for order in orders[part::processes]], actor, chunk=CHUNK)

    actor = shelf.people.zhaoning
    failed = all_at_once(processes, approve)
    there = Stock.objects.get(pk=stock.pk)
    held = Holding.objects.filter(state="held")
    return {
        "failed": failed, "on_hand": there.on_hand, "reserved": there.reserved,
        "held": held.aggregate(n=Sum("pieces"))["n"], "holders": held.values("holder").distinct().count(),
        "summed": is_the_sum_of_its_movements(stock),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
