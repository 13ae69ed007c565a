"""Differences follow their orders: what contradicts us in a file taken in opens one, what agrees by now is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import perform
from dianzhang.engine.differences import hear, settle
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.rounds import every

from ..models import Order
from ..reconciling import Difference, as_far
from ..states import FULFILMENT
from .making import Found, known_of
from .models import OrderDifference
from .settling import WHAT

KIND = "order_contradicted"
AT_ONCE = 500
_KIND_OF = {what: kind for kind, what in WHAT.items()}
_STATE_OF = {zh: state for state, zh in FULFILMENT.states.items()}


@hear("order")
def told(order: Order, what: str, ours: str, theirs: str) -> None:
    """A platform contradicts an order of ours: somebody is to settle it."""
    if what in _KIND_OF:
        jobs.put(KIND, {"order": order.id, "kind": _KIND_OF[what], "ours": ours, "theirs": theirs})


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Open the difference, unless it is open, or no longer one."""
    order = Order.objects.get(pk=data["order"])
    ours, theirs = (_STATE_OF.get(data[side], "") for side in ("ours", "theirs"))
    one = Difference(data["kind"], order.number, theirs, ours, order.pk, order.placed_day)
    row = OrderDifference(kind=one.kind, theirs_word=theirs)
    if not known_of(order.shop_id, [order.number]).has(one) and not agrees(row, order):
        perform("order_difference.find", Item(data=Found(order.shop_id, order.unit_id, one)), SYSTEM)


@every(600)
def look_again() -> int:
    """Whatever both sides say alike by now, whichever way it came about."""
    done = after = 0
    while rows := list(OrderDifference.objects.filter(status="open", id__gt=after).order_by("id")[:AT_ONCE]):
        after = rows[-1].pk
        orders = _orders_of(rows)
        alike = [one for one in rows if agrees(one, orders.get((one.shop_id, one.number)))]
        for outcome in perform("order_difference.go", [Item(one.pk, data="agrees") for one in alike], SYSTEM):
            done += outcome.done
        for one in alike:
            if one.order_id is not None and one.kind in WHAT:
                settle("order", one.order_id, WHAT[one.kind], now(), None)
    return done


def _orders_of(rows: Sequence[OrderDifference]) -> Mapping[tuple[int, str], Order]:
    orders = Order.objects.filter(number__in={one.number for one in rows}, shop__in={one.shop_id for one in rows})
    return {(order.shop_id, order.number): order for order in orders}


def agrees(one: OrderDifference, order: Order | None) -> bool:
    """Whether the order is by now what the platform said of it."""
    if order is None:
        return False
    match one.kind:
        case "missing_here":
            return True
        case "missing_there":
            return order.fulfilment == "cancelled"
        case "total":
            return order.total_cents == one.theirs_cents
        case "paid":
            return (order.paid_cents or 0) == one.theirs_cents
        case "refund":
            return order.refunded_cents == one.theirs_cents
        case "state":
            return as_far(one.theirs_word, order.fulfilment)
    return not order.readdressed or order.receiver_id == order.told_receiver_id
