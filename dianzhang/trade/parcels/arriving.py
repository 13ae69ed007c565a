"""A parcel reaches the buyer, and with the last of its parcels an order does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import writer
from dianzhang.engine.act import must
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, observation
from dianzhang.engine.telling import write_down

from ..states import ORDER
from .models import Parcel, ParcelOrder
from .states import PARCEL

ON_THE_WAY = ("shipped", "scanned")


class Seen(BaseModel):
    """What a person says of a parcel; a carrier's word needs no note.  ``at``: when it was, if not now."""

    note: str = Personal("", max_length=1000, title="怎么知道的", description="问了快递、看了官网，还是买家说的")
    at: datetime | None = Kept(None, title="什么时候")


class WithItsOrder(NamedTuple):
    """The order arrived: nothing more follows for it."""


@observation("parcel.deliver", zh="包裹.签收", en="Deliver", on=PARCEL, input=Seen,
             leads={"status": (ON_THE_WAY, "delivered"), "stall": ("*", "none")})  # fmt: skip
def deliver(parcels: Batch[Parcel, Any], act: Act) -> None:
    """It reached the buyer; an order of which nothing else is under way did too."""
    by_hand = act.actor.person_id is not None
    for entry in parcels.entries:
        if entry.outcome is not None:
            continue
        parcel, given = entry.record, entry.data
        if by_hand and isinstance(given, Seen):
            if not given.note.strip():
                parcels.refuse(parcel, _("写明是怎么知道的：问了快递、看了官网，还是买家说的。"))
                continue
            write_down(act, PARCEL, parcel, given.note)
        if parcel.delivered_at is None:
            parcel.delivered_at = entry.item.at or getattr(given, "at", None) or act.at
            parcel.delivered_day = day_of(parcel.delivered_at)
    alone = [e for e in parcels.entries if e.outcome is None and not isinstance(e.data, WithItsOrder)]
    if alone:
        came = {e.record.id: e.record.delivered_at or act.at for e in alone}
        act.transaction.afterwards(lambda: _with_the_last(act, came))


def _with_the_last(act: Act, came: Mapping[int, datetime]) -> None:
    """Orders in these parcels that have no other under way are delivered, when the last of theirs was."""
    parcels = list(came)
    orders = set(Parcel.objects.filter(pk__in=parcels).values_list("order_id", flat=True))
    orders |= set(ParcelOrder.objects.filter(parcel__in=parcels).values_list("order_id", flat=True))
    theirs = _parcels_of(sorted(orders))
    known = act.transaction.take(PARCEL, sorted({pk for each in theirs.values() for pk in each}))
    taken = act.transaction.take(ORDER, sorted(orders))
    items = []
    for order in sorted(orders):
        mine = [known[pk] for pk in theirs[order] if known[pk].status != "withdrawn"]
        if taken[order].fulfilment == "shipped" and all(parcel.status == "delivered" for parcel in mine):
            items.append(Item(order, at=max(parcel.delivered_at for parcel in mine)))
    if items:
        for outcome in act.transaction.do(actions["order.deliver"], items, actor=act.actor, checked=True):
            must(outcome)


def _parcels_of(orders: Sequence[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Parcel.objects.filter(Q(order__in=orders) | Q(others__order__in=orders))
    for pk, order, other in rows.values_list("pk", "order_id", "others__order_id"):
        found[order].add(pk)
        if other is not None:
            found[other].add(pk)
    return found


def arrived(act: Act, orders: Mapping[int, datetime]) -> None:
    """All parcels of these orders that are on their way have reached the buyer, each when its order did."""
    rows = writer.columns(Parcel, ("id", "order_id", "status"), "order_id", list(orders)) if orders else []
    going = {pk: order for pk, order, status in rows if status in ON_THE_WAY}
    if going:
        act.transaction.afterwards(lambda: _with_their_orders(act, {pk: orders[going[pk]] for pk in going}))


def _with_their_orders(act: Act, parcels: Mapping[int, datetime]) -> None:
    """Those that have not arrived within this transaction: the last of an order's parcels brings its order with it."""
    taken = act.transaction.take(PARCEL, sorted(parcels))
    items = [Item(pk, at=at, data=WithItsOrder()) for pk, at in parcels.items() if taken[pk].status in ON_THE_WAY]
    if items:
        act.transaction.do(actions["parcel.deliver"], items, actor=act.actor, checked=True)
