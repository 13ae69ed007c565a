"""Orders whose lines get another meaning: those that waited are free, those not yet reviewed are read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from dianzhang.engine import writer
from dianzhang.engine.outcome import Act, Item
from dianzhang.engine.registry import actions

from .meaning import Key, key_of
from .models import ItemCode

WAITING = Q(unmapped__isnull=False, fulfilment__in=("waiting", "approved"))


def release(act: Act, items: Sequence[ItemCode], *, also: Q | None = None) -> None:
    """Orders that wait for these codes, and with ``also`` others of them, are matched anew: after what runs now."""
    found = orders_with({(item.shop_id, item.code) for item in items}, WAITING if also is None else WAITING | also)
    if found:
        act.transaction.afterwards(lambda: _match(act, found))


def _match(act: Act, orders: Sequence[int]) -> None:
    from .matching import unknown_of

    unknown = unknown_of(act.transaction, orders)
    for name, some in (("order.match", False), ("order.await_match", True)):
        if items := [Item(pk) for pk in orders if bool(unknown.get(pk)) is some]:
            act.transaction.do(actions[name], items, actor=act.actor, checked=True)


def orders_with(keys: Iterable[Key], which: Q) -> list[int]:
    """Which orders of such a kind have a line of one of these codes, the oldest first."""
    from ..models import Order, OrderLine

    keys = set(keys)
    orders = dict(Order.objects.filter(which, shop_id__in={s for s, _c in keys}).values_list("id", "shop_id"))
    columns = ("order_id", "sku_code", "title", "spec")
    rows = writer.columns(OrderLine, columns, "order_id", sorted(orders))
    return sorted({pk for pk, *line in rows if (orders[pk], key_of(*line)) in keys})
