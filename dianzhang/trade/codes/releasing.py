"""Orders whose lines get another meaning: those that waited are free, those not yet reviewed are read again.

The first of them at once, with what was said; where they are many the others follow in transactions of their own, for
nobody else could write meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from dianzhang.engine import jobs, writer
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import retried, together
from dianzhang.engine.outcome import Act, Item
from dianzhang.engine.registry import actions
from dianzhang.engine.transaction import Transaction

from .meaning import Key, key_of
from .models import ItemCode

AT_ONCE = 500  # orders in one transaction
FOLLOW = "trade.match_orders"
WAITING = Q(unmapped__isnull=False, fulfilment__in=("waiting", "approved"))


def release(act: Act, items: Sequence[ItemCode], *, also: Q | None = None) -> None:
    """Orders that wait for these codes, and with ``also`` others of them, are matched anew: after what runs now."""
    which = WAITING if also is None else WAITING | also
    found = orders_with({(item.shop_id, item.code) for item in items}, which)
    if found:
        act.transaction.afterwards(lambda: _match(act.transaction, act.actor, found[:AT_ONCE]))
    for start in range(AT_ONCE, len(found), AT_ONCE):
        jobs.put(FOLLOW, {"orders": found[start : start + AT_ONCE]})


@jobs.job(FOLLOW)
def _follow(data: dict[str, Any]) -> None:
    """Orders that were left for later, matched by what is said of their codes by now; done twice, they stay so."""
    from ..models import Order

    def work() -> None:
        still = Order.objects.filter(WAITING | Q(fulfilment="waiting"), pk__in=data["orders"]).order_by("pk")
        with together(SYSTEM) as tx:
            _match(tx, SYSTEM, list(still.values_list("pk", flat=True)))

    retried(work)


def _match(tx: Transaction, actor: Actor, orders: Sequence[int]) -> None:
    from .matching import unknown_of

    unknown = unknown_of(tx, orders)
    for name, some in (("order.match", False), ("order.await_match", True)):
        if items := [Item(pk) for pk in orders if bool(unknown.get(pk)) is some]:
            tx.do(actions[name], items, actor=actor, checked=True)


def orders_with(keys: Iterable[Key], which: Q) -> list[int]:
    """Which orders of such a kind have a line of one of these codes, the oldest first."""
    from ..models import Order, OrderLine

    keys = set(keys)
    orders = dict(Order.objects.filter(which, shop_id__in={s for s, _c in keys}).values_list("id", "shop_id"))
    columns = ("order_id", "sku_code", "title", "spec")
    rows = writer.columns(OrderLine, columns, "order_id", sorted(orders))
    return sorted({pk for pk, *line in rows if (orders[pk], key_of(*line)) in keys})
