"""Several processes plan waves of the same orders at once; prints what they left, as JSON.

python -m tests.trade.waves.racing PROCESSES     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402

from dianzhang.engine.act import perform  # noqa: E402
from dianzhang.engine.outcome import Item  # noqa: E402
from dianzhang.goods.models import Holding, Stock  # noqa: E402
from dianzhang.trade.models import OrderLine, Wave, WaveOrder  # noqa: E402
from tests.trade.desk import Desk  # noqa: E402
from tests.trade.killing import Database  # noqa: E402
from tests.trade.stocked import Shelf, is_the_sum_of_its_movements  # noqa: E402

ORDERS, PIECES, MOST = 32, 25, 3  # fewer pieces than are wanted; several waves a process


def main(processes: int) -> dict[str, object]:
    """What is left when all have ended."""
    database = Database()
    if not database.sqlite:  # one of its own beside those of other tests
        connection.settings_dict["NAME"] = name = f"{database.name}_waves"
        database.empty(name)
    call_command("migrate", verbosity=0)
    shelf = Shelf(Desk())
    for n in range(ORDERS):
        shelf.approved(f"P{n}")  # before stock was kept: nothing is reserved
    stock = shelf.lay(pieces=PIECES)
    OrderLine.objects.update(sku=stock.sku_id)
    connection.close()
    children = []
    for _part in range(processes):
        child = os.fork()
        if child == 0:
            try:
                while perform("wave.plan", Item(data={"warehouse": "主仓", "most": MOST}), shelf.people.chenmo)[0].done:
                    pass
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
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
