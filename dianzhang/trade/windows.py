"""What a check may ask beyond its own order: the same buyer's other orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from dianzhang.engine import writer
from dianzhang.engine.registry import window
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import UNKNOWN

from .models import Order

DAY = timedelta(hours=24)


class Seen(NamedTuple):
    """As much of an order as the measures need."""

    id: int
    placed_at: datetime
    paid_at: datetime | None
    payment: str


@window("order", "same_buyer_orders_24h", "同买家24小时单数", Unit.COUNT, en="Orders of the same buyer in 24 hours")
def same_buyer_orders_24h(
    orders: Sequence[Order], moments: Sequence[datetime], fresh: Sequence[Order]
) -> Sequence[int | None]:
    """How many orders the buyer placed in the 24 hours up to the moment, this one included."""
    seen = _orders_of_buyers(orders, moments, fresh)
    return [
        len(_within(seen[o.buyer_id], at)) if o.buyer_id is not None else None
        for o, at in zip(orders, moments, strict=True)
    ]


@window("order", "same_buyer_unpaid_share", "未付款占比", Unit.RATIO, en="Share of the same buyer's orders unpaid")
def same_buyer_unpaid_share(
    orders: Sequence[Order], moments: Sequence[datetime], fresh: Sequence[Order]
) -> Sequence[Decimal | None]:
    """Which share of those was not paid at the moment; orders of unknown payment are left out."""
    seen = _orders_of_buyers(orders, moments, fresh)
    shares: list[Decimal | None] = []
    for order, at in zip(orders, moments, strict=True):
        mine = _within(seen[order.buyer_id], at) if order.buyer_id is not None else []
        known = [s for s in mine if s.payment != UNKNOWN]
        unpaid = sum(s.paid_at is None or s.paid_at > at for s in known)
        shares.append((Decimal(unpaid) / len(known)).quantize(Decimal("0.0001")) if known else None)
    return shares


def _aware(moment: Any) -> Any:
    """SQLite's driver gives instants naive, though they are kept as UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _within(seen: dict[int, Seen], at: datetime) -> list[Seen]:
    return [s for s in seen.values() if at - DAY < s.placed_at <= at]


_Found = dict[int | None, dict[int, Seen]]
_kept: tuple[Sequence[datetime], _Found] = ([], {})


def _orders_of_buyers(orders: Sequence[Order], moments: Sequence[datetime], fresh: Sequence[Order]) -> _Found:
    """As ``_look_up``; the measures of one event ask with the same list of moments, so they share one statement."""
    global _kept
    kept = _kept
    if kept[0] is not moments:
        _kept = kept = (moments, _look_up(orders, moments, fresh))
    return kept[1]


def _look_up(orders: Sequence[Order], moments: Sequence[datetime], fresh: Sequence[Order]) -> _Found:
    """Orders by buyer and id: those of the database, overlaid by those of this transaction."""
    found: _Found = defaultdict(dict)
    buyers = {o.buyer_id for o in orders if o.buyer_id is not None}
    if not buyers:
        return found
    bound = connection.ops.adapt_datetimefield_value
    span = bound(min(moments) - DAY), bound(max(moments))
    columns = ("buyer_id", "id", "placed_at", "paid_at", "payment")
    rows = writer.columns(Order, columns, "buyer_id", sorted(buyers), " AND placed_at > %s AND placed_at <= %s", span)
    for buyer, pk, placed_at, paid_at, payment in rows:
        found[buyer][pk] = Seen(pk, _aware(placed_at), _aware(paid_at), payment)
    for order in (*fresh, *orders):
        if order.buyer_id in buyers:
            paid_at = order.paid_at or getattr(order, "paid_at_told", None)
            found[order.buyer_id][order.id] = Seen(order.id, order.placed_at, paid_at, order.payment)
    return found
