"""The worker of ``bench.morning``: three shops with orders and visitors, reports made, answers with seconds."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any

import django

from bench.place import answer
from bench.radar_run import BACKEND

SHOPS = ("tmall", "jd", "douyin")


def fill(orders: int, days: int) -> int:
    """Orders of two articles each and a report of visitors for every day and shop.  Returns how many orders."""
    from bench.department import prepare
    from bench.filling import in_haste, settled
    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.moment import living_at, now, start_of, today
    from dianzhang.goods.models import Sku
    from dianzhang.marketing.models import DataReport, ReportDay, TrafficFact
    from dianzhang.trade.models import Order, OrderLine

    prepare()
    at = now()
    with living_at(at - timedelta(days=300)):
        shops = [must(one("shop.open", SYSTEM, code=code, name=code, platform=code)) for code in SHOPS]
    with in_haste():
        skus = Sku.objects.bulk_create(Sku(code=f"A-{n}", title=f"商品 {n}", last_at=at) for n in range(200))
        for back in range(1, days + 1):
            day = today() - timedelta(days=back)
            for n, shop in enumerate(shops):
                report = DataReport.objects.create(
                    shop=shop, name="流量", digest=f"{n}-{back}", family="traffic", status="taken", sent_at=at,
                    last_at=at,
                )  # fmt: skip
                given = {"report": report, "shop": shop, "layout": "sycm_shop", "day": day, "first": day}
                ReportDay.objects.create(family="traffic", level="shop", last=day, **given)
                TrafficFact.objects.create(level="shop", visitors=orders * 20 + back * 7, unit_id=shop.unit_id, **given)
                made = Order.objects.bulk_create(
                    Order(
                        shop=shop, number=f"{shop.code}{back:03}{k:06}", total_cents=5000 + k % 97 * 100,
                        payment="paid",
                        paid_cents=5000 + k % 97 * 100 - back, placed_at=start_of(day), placed_day=day,
                        paid_at=start_of(day), paid_day=day, unit_id=shop.unit_id, last_at=at,
                    )
                    for k in range(orders + back * n)
                )  # fmt: skip
                OrderLine.objects.bulk_create(
                    OrderLine(order=order, number=part, sku=skus[(k + part) % 200], quantity=1, unit_price_cents=2500)
                    for k, order in enumerate(made)
                    for part in (1, 2)
                )
    settled()
    return Order.objects.count()


def measured(orders: int, turns: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from dianzhang.engine.models import Person
    from dianzhang.engine.moment import living_at, start_of, today
    from dianzhang.insight.morning.making import make_due

    times, statements = list[float](), 0
    for back in reversed(range(turns)):
        moment = start_of(today() - timedelta(days=back)) + timedelta(hours=8, minutes=45)
        with living_at(moment), CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            assert make_due() == 1
            times.append(time.perf_counter() - began)
        statements = len(asked)
    person = Person.objects.get(code="linxiao")
    client = Client(SERVER_NAME="localhost")
    client.force_login(_user(person), backend=BACKEND)
    client.get("/morning/")
    began = time.perf_counter()
    assert client.get("/morning/").status_code == 200
    return {"orders": orders, "times": times, "page": time.perf_counter() - began, "statements": statements}


def _user(person: Any) -> Any:
    from django.contrib.auth.models import User

    user = User.objects.create_user(person.code)
    type(person).objects.filter(pk=person.pk).update(user=user)
    return user


if __name__ == "__main__":
    django.setup()
    filled = fill(int(sys.argv[1]), int(sys.argv[2]))
    answer(lambda _line: measured(filled, int(sys.argv[3])))
