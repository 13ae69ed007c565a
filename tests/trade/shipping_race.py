"""Several processes ship the same orders and parcels at once; prints what they left, as JSON.

python -m tests.trade.shipping_race PROCESSES     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)
"""

from __future__ import annotations

import json
import sys

# First of all: it sets Django up.
from tests.forked import Database, all_at_once  # isort: skip


from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Parcel
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, is_the_sum_of_its_movements

ORDERS, PIECES = 12, 40


def main(processes: int) -> dict[str, object]:
    """What is left when all have ended: orders of two coats, every third split into two parcels."""
    Database().empty("shipping")
    shelf = Shelf(Desk())
    stock = shelf.lay(pieces=PIECES)
    orders = [shelf.approved(f"P{n}", 2) for n in range(ORDERS)]
    for order in orders[::3]:
        must(shelf.desk.does(shelf.people.chenmo, "order.split", 40, order, pieces="COAT"))
    parcels = list(Parcel.objects.order_by("id").values_list("pk", flat=True))
    numbers = [order.pk for order in orders]
    failed = all_at_once(processes, lambda part: _ship(shelf, numbers, parcels, part))
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
