"""Settlements follow their orders: one that comes in later, is refunded, or whose articles become known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from dianzhang.engine import jobs, writer
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import perform
from dianzhang.engine.models import Event
from dianzhang.engine.moment import start_of, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import observation
from dianzhang.engine.rounds import every

from ..models import Order
from .models import Settlement
from .reckoning import known_by_id, reckon
from .states import SETTLEMENT
from .terms import terms_of

KIND = "settlements_follow"
BACK = timedelta(days=120)  # paid longer ago than this, an order without payout is history
MOST = 500  # in one turn


def follow(orders: Sequence[Order]) -> None:
    """Orders that came in or changed: what was paid out for them is reckoned anew once this is written."""
    numbers = [order.number for order in orders]
    if not numbers:
        return
    rows = writer.columns(Settlement, ("id", "shop_id", "number"), "number", numbers)
    ids = [order.id for order in orders]
    keys = {(order.shop_id, order.number) for order in orders}
    found = {pk for pk, shop, number in rows if (shop, number) in keys}
    found |= {pk for (pk,) in writer.columns(Settlement, ("id",), "order_id", ids)}
    if found:
        jobs.put(KIND, {"settlements": sorted(found)})


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Reckon them with what the orders say by now."""
    perform("settlement.reckon", [Item(pk) for pk in data["settlements"]], SYSTEM)


@observation("settlement.miss", zh="结算.逾期未付", en="Payout overdue", on=SETTLEMENT, creates=True)
def miss(settlements: Batch[Settlement, Any], act: Act) -> None:
    """An order has long been done, and nothing was paid out for it."""
    known = known_by_id([order.id for _one, order in settlements if isinstance(order, Order)])
    shops = organisation().shops
    for one, order in settlements:
        if not isinstance(order, Order):
            settlements.refuse(one, "")
            continue
        shop = shops.get(order.shop_id)
        one.shop_id, one.unit_id, one.number = order.shop_id, shop.unit_id if shop else None, order.number
        one.tally = "late"
        reckon(one, known[order.id])


@every(3600)
def look_for_late() -> int:
    """Orders done longer ago than their shop's terms say, with nothing paid out: each becomes a difference."""
    done = 0
    for shop, terms in terms_of(today()).items():
        if terms.days is not None:
            late = _late(shop, terms.days)
            perform("settlement.miss", [Item(data=order) for order in late], SYSTEM)
            done += len(late)
    return done


def _late(shop: int, days: int) -> list[Order]:
    """The oldest first.  Done since its delivery or closing; where only a file told so, since it was paid."""
    until = today() - timedelta(days=days)
    orders = Order.objects.filter(
        ~Exists(Settlement.objects.filter(order_id=OuterRef("pk"))),
        ~Exists(Settlement.objects.filter(shop_id=OuterRef("shop_id"), number=OuterRef("number"))),
        shop_id=shop, paid_day__gte=today() - BACK - timedelta(days=days), paid_day__lt=until,
        fulfilment__in=("delivered", "closed"), payment__in=("paid", "part_refunded"), brushing=False,
    ).order_by("paid_day", "id")  # fmt: skip
    found = list(orders[:MOST])
    events = Event.objects.filter(
        subject_kind="order", subject_id__in=[order.pk for order in found], kind__in=("order.deliver", "order.close"),
        occurred_at__gte=start_of(until),
    )  # fmt: skip
    fresh = set(events.values_list("subject_id", flat=True))
    return [order for order in found if order.pk not in fresh]
