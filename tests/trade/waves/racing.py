"""Several processes plan waves of the same orders at once; prints what they left, as JSON.

python -m tests.trade.waves.racing PROCESSES     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)
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
from dianzhang.trade.models import OrderLine, Wave, WaveOrder
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, is_the_sum_of_its_movements

ORDERS, PIECES, MOST = 32, 25, 3  # fewer pieces than are wanted; several waves a process


def main(processes: int) -> dict[str, object]:
    """What is left when all have ended."""
    Database().empty("waves")
    shelf = Shelf(Desk())
    for n in range(ORDERS):
        shelf.approved(f"P{n}")  # before stock was kept: nothing is reserved
    stock = shelf.lay(pieces=PIECES)
    OrderLine.objects.update(sku=stock.sku_id)

    def plan(_part: int) -> None:
        while perform("wave.plan", Item(data={"warehouse": "主仓", "most": MOST}), shelf.people.chenmo)[0].done:
            pass

    failed = all_at_once(processes, plan)
    there = Stock.objects.get(pk=stock.pk)
    held = Holding.objects.filter(state="held")
    inside = WaveOrder.objects.filter(state="in")
    return {
        "failed": failed, "on_hand": there.on_hand, "reserved": there.reserved,
        "held": held.aggregate(n=Sum("pieces"))["n"],
        "holders": held.values("holder").distinct().count(), "inside": inside.count(),
        "orders": inside.values("order").distinct().count(), "told": Wave.objects.aggregate(n=Sum("orders"))["n"],
        "summed": is_the_sum_of_its_movements(stock),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
