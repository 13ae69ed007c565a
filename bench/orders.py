"""Many orders like one that came in, and who reads them at the order desk: what several measurements need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from bench.department import prepare
from bench.filling import days_after, in_haste, indexes_afterwards, repeat, settled
from bench.lists import RARE

UNITS = 4
BEGIN = 10  # ids up to it are left to orders that came in by an action
RECEIVERS, SHIPPED = 100_000, 10  # as many at most; every so many-th order has its parcel
LINE: Mapping[str, Any] = {"sku": "SKU-1", "title": "羽绒服", "quantity": 1, "unit_price": 33}
RECEIVER: Mapping[str, Any] = {"receiver": "王芳", "phone": "13900000000", "city": "杭州市", "address": "一路 1 号"}


class Desk:
    """One of the order desk who reads the orders of one unit of four, in a place that was filled."""

    rules = ""
    tables: tuple[str, ...] = ()  # what is filled beside the orders; see ``fill``

    def __init__(self) -> None:
        from dianzhang.engine.access import actor_of
        from dianzhang.engine.models import Person
        from dianzhang.trade.models import Order

        self.actor = actor_of(Person.objects.get(code="zhaoning"))
        self.count, self.turn = Order.objects.order_by("-pk").values_list("pk", flat=True)[0] - BEGIN, 0

    @classmethod
    def make(cls, count: int) -> Self:
        """A department with ``count`` orders."""
        from dianzhang.engine.access import SYSTEM
        from dianzhang.engine.act import must, one
        from dianzhang.engine.models import Person, Shop
        from dianzhang.engine.organisation import forget
        from dianzhang.trade.models import Order

        prepare(cls.rules)
        unit = Person.objects.values_list("unit_id", flat=True).get(code="zhaoning")
        Shop.objects.update(unit_id=unit)
        forget()
        placed = datetime.now(UTC) - timedelta(minutes=1)
        told: dict[str, Any] = {"lines": [LINE] * 3}
        told |= RECEIVER if "receivers" in cls.tables else {}
        must(one("order.enter", SYSTEM, shop="bench", number="L0", total=100, placed_at=placed, **told))
        assert Order.objects.values_list("id", "unit_id").get() == (1, unit)
        fill(count, cls.tables)
        return cls()


def number_of(n: int) -> str:
    """The number of the ``n``-th order; as text they follow each other as they count."""
    return f"L{1_000_000_000 + n}"


def fill(count: int, tables: tuple[str, ...]) -> None:
    """``count`` orders like the one that is there, over a year, in four units by turns; and of ``tables`` for each a
    line, an event and a clock (``lines``, ``events``, ``clocks``), for every tenth a parcel (``parcels``), for all
    together some ``receivers``; ``marks`` on the orders: every tenth is presale, as many as are held are oversold,
    urged, flagged, or wait for an article each.

    ``RARE`` of each unit are held, every tenth waits, every twentieth is unpaid, spread evenly.
    """
    from dianzhang.customers.models import Receiver
    from dianzhang.engine.models import ClockRow, Event
    from dianzhang.trade.models import Order, OrderLine, Parcel

    every = max(count // (RARE * UNITS), 1) * UNITS  # every so many-th order of each unit is held
    people = min(RECEIVERS, count)
    first = (datetime.now(UTC) - timedelta(days=365)).date().isoformat()
    order: dict[str, str] = {
        "id": f"{BEGIN} + n",
        "number": "'L' || (1000000000 + n)",
        "unit_id": f"CASE WHEN n % {UNITS} = 0 THEN c.unit_id ELSE 1 + n % {UNITS} END",
        "hold": f"CASE WHEN n % {every} < {UNITS} THEN 'held' ELSE 'clear' END",
        "fulfilment": f"CASE WHEN (n / {UNITS}) % 10 = 0 THEN 'waiting' ELSE 'closed' END",
        "payment": f"CASE WHEN (n / {UNITS}) % 20 = 1 THEN 'unpaid' ELSE 'paid' END",
        "placed_day": days_after(first, f"n / {count // 365 + 1}"),
    } | ({"receiver_id": f"1 + n % {people}"} if "receivers" in tables else {})
    if "marks" in tables:
        order |= {
            "presale": f"(n / {UNITS}) % 10 = 3",
            "oversold": _rarely(every, 1),
            "urged_at": f"CASE WHEN {_rarely(every, 2)} THEN c.placed_at END",
            "flag": f"CASE WHEN {_rarely(every, 3)} THEN 1 END",
            "unmapped": f"CASE WHEN {_rarely(every, 4)} THEN 1 END",
        }
    owned = {"subject_id": f"{BEGIN} + n"}
    of_it = "subject_kind = 'order' AND subject_id = 1"
    rows = {
        "orders": (Order, "id = 1", order, count),
        "lines": (OrderLine, "order_id = 1 AND number = 1", {"order_id": f"{BEGIN} + n"}, count),
        "events": (Event, of_it, owned | {"position": "NULL"}, count),
        "clocks": (ClockRow, of_it, owned, count),
    }
    with in_haste(), indexes_afterwards(Order, OrderLine, Event, ClockRow, Receiver, Parcel):
        for name, row in rows.items():
            if name in ("orders", *tables):
                repeat(*row)
        if "receivers" in tables:
            tail = "substr('' || (10000 + n % 10000), 2)"
            digest = "'d' || (1000000000 + n)"
            own = {"id": "1 + n", "digest": digest, "phone": f"'1390000' || {tail}", "phone_tail": tail}
            repeat(Receiver, "id = 1", own, people)
        if "parcels" in tables:
            _ship(count // SHIPPED)
    settled()


def _rarely(every: int, which: int) -> str:
    """As many as are held, and others than those."""
    return f"n % {every} >= {which * UNITS} AND n % {every} < {(which + 1) * UNITS}"


def _ship(count: int) -> None:
    """Parcels like one, which is written with what a parcel has before anything is heard of it."""
    from dianzhang.trade.models import Order, Parcel

    order = Order.objects.get(pk=1)
    like = Parcel(
        revision=1, status="shipped", order=order, shop_id=order.shop_id, unit_id=order.unit_id, carrier="顺丰",
        waybill="SF1000000000", shipped_at=order.placed_at,
    )  # fmt: skip
    like.save(force_insert=True)
    own = {"order_id": f"{BEGIN} + n * {SHIPPED}", "waybill": "'SF' || (1000000000 + n)"}
    repeat(Parcel, f"id = {like.pk}", own, count)
