"""Plans the waves of ``bench.waves``; prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import django

SKUS, PLENTY, SCARCE, PLACE = 500, 1_000_000, 5, "主仓"


def fill(orders: int) -> Any:
    """A warehouse with its articles, and so many approved orders of two articles each, nothing reserved."""
    from django.db import connection

    from bench.department import prepare
    from bench.filling import in_haste, numbers, repeat, settled
    from dianzhang.engine.access import SYSTEM, actor_of
    from dianzhang.engine.act import must, one
    from dianzhang.engine.models import Person
    from dianzhang.goods.models import Sku, Stock, Warehouse
    from dianzhang.trade.models import Order

    prepare()
    must(one("warehouse.open", SYSTEM, name=PLACE))
    place = Warehouse.objects.get()
    skus = Sku.objects.bulk_create(Sku(code=f"SKU-{n:03d}", unit_id=place.unit_id) for n in range(SKUS))
    first = skus[0].pk
    Stock.objects.bulk_create(
        Stock(warehouse=place, sku=sku, on_hand=SCARCE if n == SKUS - 1 else PLENTY, unit_id=place.unit_id)
        for n, sku in enumerate(skus)
    )
    order = must(one("order.enter", SYSTEM, shop="bench", number="first", total="10"))
    Order.objects.filter(pk=order.pk).update(
        fulfilment="approved", payment="paid", hold="clear", placed_at="2026-01-01T00:00Z"
    )
    with in_haste():
        repeat(Order, f"id = {order.pk}", {"id": "1000000 + n", "number": "'N' || n"}, orders)
        article = f"{first} + (n * 7 + k * 131) % {SKUS}"
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO trade_orderline (order_id, number, sku_id, sku_code, title, spec, quantity)"
                f" SELECT 1000000 + n, k, {article}, '', '', '', 1"
                f" FROM {numbers(orders)} AS o, (SELECT 1 AS k UNION ALL SELECT 2) AS lines"
            )
    Order.objects.filter(pk=order.pk).update(fulfilment="waiting")
    settled()
    return actor_of(Person.objects.get(code="chenmo"))


def plan(actor: Any, most: int) -> Any:
    from dianzhang.engine.act import perform
    from dianzhang.engine.outcome import Item

    return perform("wave.plan", Item(data={"warehouse": PLACE, "most": most}), actor)[0]


def timed(actor: Any, orders: int, turns: int) -> dict[str, Any]:
    """Planned, then called off, again and again."""
    from dianzhang.engine.act import must, one
    from dianzhang.goods.models import Holding

    times, told = [], {}
    for turn in range(turns + 1):
        began = time.perf_counter()
        wave = must(plan(actor, orders))
        times.append(time.perf_counter() - began)
        held = Holding.objects.filter(state="held").count()
        told = {"orders": wave.orders, "left": wave.left, "pieces": held, "times": times[1:]}
        must(one("wave.call_off", actor, wave.pk))
        assert not Holding.objects.filter(state="held").exists(), turn
    return told


def together(actor: Any, orders: int, processes: int) -> dict[str, Any]:
    """Each of several processes plans waves until there is nothing more to plan."""
    from django.db import connection
    from django.db.models import Count, F, Sum

    from dianzhang.goods.models import Holding, Stock
    from dianzhang.trade.models import WaveOrder

    each = orders // processes
    connection.close()
    began, children = time.perf_counter(), []
    for _ in range(processes):
        child = os.fork()
        if child == 0:
            try:
                plan(actor, each)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    took = time.perf_counter() - began
    inside = WaveOrder.objects.filter(state="in").values("order").annotate(n=Count("pk"))
    held = Holding.objects.filter(state="held")
    races = {
        "failed": failed, "inside": inside.count(), "in two waves": inside.filter(n__gt=1).count(),
        "held twice": held.values("holder", "stock").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "below": Stock.objects.filter(on_hand__lt=F("reserved") + F("set_aside")).count(),
        "reserved": Stock.objects.aggregate(n=Sum("reserved"))["n"], "held": held.aggregate(n=Sum("pieces"))["n"],
    }  # fmt: skip
    sound = not (failed or races["in two waves"] or races["held twice"] or races["below"])
    return {"each": each, "together": took, "races": races, "sound": sound and races["reserved"] == races["held"]}


if __name__ == "__main__":
    django.setup()
    many, again, beside = (int(word) for word in sys.argv[1:])
    person = fill(many)
    print(json.dumps(timed(person, many, again) | together(person, many, beside)))
