"""Which orders that wait to be shipped could go out in one parcel: the newest of them, found in two statements."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor

from ..models import Order
from ..states import ORDER
from .alike import being_picked, place_of

LOOKED = 2000  # orders looked through


def may_merge(actor: Actor) -> bool:
    """Whether somebody sends orders together at all."""
    return access.reach_of(actor, "order.merge") is not None


def groups(actor: Actor) -> list[list[Order]]:
    """Orders of one shop, one buyer and one address, two or more of each, the oldest first; those that are picked
    already are left out.  Only what the reader may see and send together is looked through: what others have does not
    take its place."""
    reach = access.within(actor, access.reach_of(actor, "order.merge"))
    waiting = (
        reading.visible(actor, ORDER)
        .filter(Q() if reach is None else reach)
        .filter(fulfilment="approved", hold="clear", goods="clear", packing="whole")
        .exclude(receiver=None)
        .exclude(aftersale="asked")
    )
    found = list(waiting.select_related("receiver", "buyer", "shop").order_by("-id")[:LOOKED])
    alike: dict[tuple[Any, ...], list[Order]] = defaultdict(list)
    for order in reversed(found):
        if (place := place_of(order.receiver)) is not None:
            alike[order.shop_id, order.buyer_id, place].append(order)
    several = [order for orders in alike.values() if len(orders) > 1 for order in orders]
    picked = being_picked([order.pk for order in several])
    left = ([order for order in orders if order.pk not in picked] for orders in alike.values() if len(orders) > 1)
    return [orders for orders in left if len(orders) > 1]
