"""A shop whose weeks are known, and the alarms of the shipped rulebook that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME, living_at
from dianzhang.trade.models import Order
from tests.engine.department import found, put_in_force

YESTERDAY = date(2026, 3, 25)  # a Wednesday; the festival in February takes one of the ten before
MORNING = datetime(2026, 3, 26, 9, 30, tzinfo=HOME)
WEEKS = 10


@pytest.fixture
def office(db: None) -> Iterator[SimpleNamespace]:
    """Two shops since January; it is half past nine of a Thursday."""
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(datetime(2026, 1, 2, tzinfo=HOME)):
        people.tmall = must(one("shop.open", SYSTEM, code="tm", name="天猫旗舰店", platform="tmall"))
        people.jd = must(one("shop.open", SYSTEM, code="jd", name="京东自营店", platform="jd"))
    with living_at(MORNING):
        yield people


@pytest.fixture
def weeks(office: SimpleNamespace) -> SimpleNamespace:
    """Of both shops an order of 1000 a day for ten weeks, but none of yesterday yet."""
    for shop in (office.tmall, office.jd):
        sell(shop, *(YESTERDAY - timedelta(n) for n in range(1, WEEKS * 7 + 1)))
    return office


def sell(shop: Shop, *days: date, amount: str = "1000", hour: int = 12, times: int = 1) -> None:
    """So many orders of ``amount``, paid in that hour of each day."""
    cents = int(Decimal(amount) * 100)
    for day in days:
        at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=HOME)
        Order.objects.bulk_create(
            Order(
                shop=shop, unit_id=shop.unit_id, number=f"{shop.code}-{day}-{hour}-{amount}-{n}", total_cents=cents,
                placed_at=at, placed_day=day, payment="paid", paid_cents=cents, paid_at=at, paid_day=day,
            )
            for n in range(times)
        )  # fmt: skip
