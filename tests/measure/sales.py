"""Orders as facts: a handful whose sums anybody can check."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME, living_at
from dianzhang.trade.models import Order, Refund

FEBRUARY = datetime(2026, 2, 1, tzinfo=HOME)


def shop(code: str) -> Shop:
    with living_at(FEBRUARY):
        return must(one("shop.open", SYSTEM, code=code, name=code, go_live=FEBRUARY))


def order(
    of: Shop,
    number: str,
    total: str,
    placed: int,
    paid: int | None = None,
    refunded: tuple[str, int] | None = None,
    **more: Any,
) -> Order:
    """An order placed on a day of February (32 and more: of March), paid and refunded perhaps later."""
    cents = int(Decimal(total) * 100)
    made = Order.objects.create(
        shop=of, number=number, total_cents=cents, placed_at=_moment(placed), placed_day=_day(placed),
        payment="paid" if paid else "unpaid", paid_cents=cents if paid else 0, paid_at=_moment(paid) if paid else None,
        paid_day=_day(paid) if paid else None, **more,
    )  # fmt: skip
    if refunded:
        amount, day = refunded
        Refund.objects.create(
            order=made,
            shop=of,
            amount_cents=int(Decimal(amount) * 100),
            at=_moment(day),
            day=_day(day),
            basis="refund_day",
        )
    return made


def _day(n: int) -> date:
    return date.fromordinal(date(2026, 2, 1).toordinal() + n - 1)


def _moment(n: int) -> datetime:
    return datetime.combine(_day(n), datetime.min.time(), HOME).replace(hour=12)


def some_sales() -> tuple[Shop, Shop]:
    """Two shops; the first has four orders."""
    tmall, other = shop("tmall-1"), shop("jd-1")
    order(tmall, "1", "100.10", placed=1, paid=1)
    order(tmall, "2", "0.20", placed=1, paid=3, refunded=("0.20", 3))
    order(tmall, "3", "50.00", placed=3)  # never paid
    order(tmall, "4", "10.00", placed=28, paid=29, refunded=("4.00", 30))  # the 29th day is 1 March
    order(other, "5", "7.77", placed=3, paid=3)
    return tmall, other
