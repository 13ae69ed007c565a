"""Several processes ship the same orders and parcels at once; prints what they left, as JSON.

python -m tests.trade.shipping_race PROCESSES     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)
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

from dianzhang.engine.act import must, one, perform  # noqa: E402
from dianzhang.engine.models import Event  # noqa: E402
from dianzhang.engine.outcome import Item  # noqa: E402
from dianzhang.trade.models import Order, Parcel  # noqa: E402
from tests.trade.desk import Desk  # noqa: E402
from tests.trade.killing import Database  # noqa: E402
from tests.trade.stocked import Shelf, is_the_sum_of_its_movements  # noqa: E402

ORDERS, PIECES = 12, 40


def main(processes: int) -> dict[str, object]:
    """What is left when all have ended: orders of two coats, every third split into two parcels."""
    database = Database()
    if not database.sqlite:  # one of its own beside those of other tests
        connection.settings_dict["NAME"] = name = f"{database.name}_shipping"
        database.empty(name)
    call_command("migrate", verbosity=0)
    shelf = Shelf(Desk())
    stock = shelf.lay(pieces=PIECES)
    orders = [shelf.approved(f"P{n}", 2) for n in range(ORDERS)]
    for order in orders[::3]:
        must(shelf.desk.does(shelf.people.chenmo, "order.split", 40, order, pieces="COAT"))
    parcels = list(Parcel.objects.order_by("id").values_list("pk", flat=True))
    connection.close()
    children = []
    for part in range(processes):
        child = os.fork()
        if child == 0:
            try:
                _ship(shelf, [order.pk for order in orders], parcels, part)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    stock.refresh_from_db()
    shipped = Event.objects.filter(kind="order.ship").values_list("subject_id", flat=True)
    return {
        "failed": failed, "on_hand": stock.on_hand, "reserved": stock.reserved,
        "shipped": Order.objects.filter(fulfilment="shipped").count(), "events": len(shipped),
        "each_once": len(set(shipped)) == len(shipped), "parcels": Parcel.objects.filter(status="shipped").count(),
        "summed": is_the_sum_of_its_movements(stock),
    }  # fmt: skip


def _ship(shelf: Shelf, orders: list[int], parcels: list[int], part: int) -> None:
    """Everything, from another end in every other process, under waybills of its own."""
    actor = shelf.people.chenmo
    turn = -1 if part % 2 else 1
    for n, pk in list(enumerate(orders))[::turn]:
        one("order.ship", actor, pk, carrier="顺丰", waybill=f"SF{part}0000{n}")
    items = [Item(pk, data={"carrier": "圆通", "waybill": f"YT{part}0000{pk}"}) for pk in parcels[::turn]]
    perform("parcel.ship", items, actor, chunk=3)


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
