"""Rows of the lists beside that of orders: parcels without more, cases, settlements, notices and reviews by SQL.

Every tenth waits for somebody, ``RARE`` of each unit are of a rare kind, spread evenly over a year.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bench.filling import days_after, in_haste, indexes_afterwards, repeat
from bench.lists import RARE
from bench.orders import BEGIN

KINDS = ("aftersale", "settlement", "platform_notice", "review")


def fill_beside(count: int, units: int) -> None:
    """``count`` rows of each kind, in ``units`` by turns; the first unit is the reader's, as with the orders."""
    from dianzhang.service.models import PlatformNotice, Review
    from dianzhang.trade.models import Aftersale, Order, Settlement

    order = Order.objects.order_by("pk")[0]
    every = max(count // (RARE * units), 1) * units
    rare = f"n % {every} < {units}"
    first = (datetime.now(UTC) - timedelta(days=365)).date()
    at = {"shop_id": order.shop_id, "unit_id": order.unit_id}
    then: dict[str, Any] = {"asked_at": order.placed_at, "asked_day": first}
    received: dict[str, Any] = {"received_at": order.placed_at, "received_day": first}
    told: dict[str, Any] = {"reviewed_at": order.placed_at, "reviewed_day": first, "rating": 5, "first_rating": 5}
    like = (
        (Aftersale(order_id=order.pk, kind="return", cause="unwanted", status="told", number="C0", **at, **then), {
            "number": "'C' || (1000000000 + n)", "status": "CASE WHEN n / 4 % 10 = 0 THEN 'asked' ELSE 'told' END",
            "dispute": f"CASE WHEN {rare} THEN 'open' ELSE 'none' END",
            "cause": f"CASE WHEN {rare} THEN 'wrong' ELSE c.cause END", "asked_day": "day",
            "order_id": f"{BEGIN} + n",  # each of an order of its own, as cases mostly are
        }),
        (Settlement(number="S0", tally="agrees", answer="open", settled_day=first, **at), {
            "number": "'S' || (1000000000 + n)", "tally": f"CASE WHEN {rare} THEN 'less' ELSE 'agrees' END",
            "answer": "CASE WHEN n / 4 % 10 = 0 THEN 'explained' ELSE 'open' END", "settled_day": "day",
        }),
        (PlatformNotice(number="N0", kind="rules", title="规则变更", status="closed", **at, **received), {
            "number": "'N' || (1000000000 + n)", "kind": f"CASE WHEN {rare} THEN 'takedown' ELSE c.kind END",
            "status": f"CASE WHEN {rare} THEN 'received' ELSE 'closed' END", "received_day": "day",
        }),
        (Review(number="R0", text="面料很好", item_title="羽绒服", **at, **told), {
            "number": "'R' || (1000000000 + n)", "rating": "1 + n / 4 % 5", "reviewed_day": "day",
            "quality": f"CASE WHEN {rare} THEN 'passed' ELSE 'none' END",
        }),
    )  # fmt: skip
    shared = {
        "id": "10 + n",
        "unit_id": f"CASE WHEN n % {units} = 0 THEN c.unit_id ELSE 1 + n % {units} END",
    }
    day = days_after(first.isoformat(), f"n / {count // 365 + 1}")
    for row, own in like:
        row.save()
        with in_haste(), indexes_afterwards(type(row)):
            own = {name: day if value == "day" else value for name, value in own.items()}
            repeat(type(row), f"id = {row.pk}", shared | own, count)
