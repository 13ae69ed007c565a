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
from dianzhang.engine.inputs import Moment
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch, Entry, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, observation
from dianzhang.engine.telling import write_down
from dianzhang.engine.transaction import Transaction

from ..models import Order
from ..states import ORDER, has_it
from .contents import orders_in
from .models import Parcel, ParcelOrder
from .states import PARCEL

ON_THE_WAY = ("shipped", "scanned")


class Seen(BaseModel):
    """What a person says of a parcel; a carrier's word needs no note.  ``at``: when it was, if not now."""

    note: str = Personal("", max_length=1000, title="怎么知道的", description="问了快递、看了官网，还是买家说的")
    at: Moment | None = Kept(None, title="什么时候")


class WithItsOrder(NamedTuple):
    """It was told of the order: nothing more follows for that, and nobody has to say how they know."""


@observation("parcel.deliver", zh="包裹.签收", en="Deliver", on=PARCEL, input=Seen, by_hand=True,
             leads={"status": (ON_THE_WAY, "delivered"), "stall": ("*", "none")})  # fmt: skip
def deliver(parcels: Batch[Parcel, Any], act: Act) -> None:
    """It reached the buyer; an order of which nothing else is under way did too."""
    for entry in parcels.entries:
        if entry.outcome is not None or unfounded(parcels, entry, act):
            continue
        parcel = entry.record
        if parcel.delivered_at is None:
            parcel.delivered_at = entry.item.at or act.at
            parcel.delivered_day = day_of(parcel.delivered_at)
    alone = [e for e in parcels.entries if e.outcome is None and not isinstance(e.data, WithItsOrder)]
    if alone:
        came = {e.record.id: e.record.delivered_at or act.at for e in alone}
        act.transaction.afterwards(lambda: _with_the_last(act, came))


def unfounded(parcels: Batch[Parcel, Any], entry: Entry[Parcel, Any], act: Act) -> bool:
    """Whether a person says so and not how they know, or of a time to come; else what they say is written down.

    It happened when they say that it did: a clock that ran is judged by that, not by when somebody came to note it.
    """
    given, parcel = entry.data, entry.record
    if act.actor.person_id is None or not isinstance(given, Seen):
        return False
    if not given.note.strip():
        parcels.refuse(parcel, _("写明是怎么知道的：问了快递、看了官网，还是买家说的。"))
        return True
    if given.at is not None:
        if given.at > act.at:
            parcels.refuse(parcel, _("这个时间还没有到：写看到的是什么时候。"))
            return True
        entry.item.at = max(given.at, parcel.shipped_at or given.at)
    write_down(act, PARCEL, parcel, given.note)
    return False


@observation("parcel.let_go", zh="包裹.不再跟踪", en="Be followed no more", on=PARCEL, input=Seen, by_hand=True,
             leads={"status": (ON_THE_WAY, "let_go"), "stall": ("*", "none")})  # fmt: skip
def let_go(parcels: Batch[Parcel, Any], act: Act) -> None:
    """Nobody waits to hear of it: the platform closed its order and did not say how, or it never went by a carrier.

    What was owed on its way is stopped, with no verdict.
    """
    for entry in parcels.entries:
        if entry.outcome is None:
            unfounded(parcels, entry, act)


def _with_the_last(act: Act, came: Mapping[int, datetime]) -> None:
    """Orders in these parcels that have no other to wait for are delivered, when the last of theirs was."""
    inside = orders_in(list(act.transaction.take(PARCEL, sorted(came)).values()))
    orders = {order for each in inside.values() for order in each}
    theirs = _parcels_of(sorted(orders))
    for pk, each in inside.items():  # one that leaves in this very transaction is not in the table yet
        for order in each:
            theirs[order].add(pk)
    known = act.transaction.take(PARCEL, sorted({pk for each in theirs.values() for pk in each}))
    taken = act.transaction.take(ORDER, sorted(orders))
    items = []
    for order in sorted(orders):
        mine = [known[pk] for pk in theirs[order] if known[pk].status not in ("withdrawn", "let_go")]
        if taken[order].fulfilment == "shipped" and all(parcel.status == "delivered" for parcel in mine):
            items.append(Item(order, at=max(parcel.delivered_at for parcel in mine)))
    if items:
        for outcome in act.transaction.do(actions["order.deliver"], items, actor=act.actor, checked=True):
            must(outcome)


def _parcels_of(orders: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Parcel.objects.filter(Q(order__in=orders) | Q(others__order__in=orders))
    for pk, order, other in rows.values_list("pk", "order_id", "others__order_id"):
        found[order].add(pk)
        if other is not None:
            found[other].add(pk)
    return found


def arrived(act: Act, orders: Mapping[int, datetime]) -> None:
    """All parcels of these orders that are on their way have reached the buyer, each when its order did."""
    going = on_the_way(orders)
    if going:
        act.transaction.afterwards(lambda: _with_their_orders(act, going))


def on_the_way(orders: Mapping[int, datetime]) -> dict[int, datetime]:
    """Parcels on their way with any of these orders in them, each with the earliest instant told of those."""
    found: dict[int, datetime] = {}
    for pk, inside in going_with(list(orders)).items():
        found[pk] = min(orders[order] for order in inside)
    return found


def going_with(orders: Sequence[int]) -> dict[int, set[int]]:
    """Parcels on their way -> which of these orders are in them: made for them, or going along with another."""
    found: dict[int, set[int]] = defaultdict(set)
    if not orders:
        return found
    for pk, order, status in writer.columns(Parcel, ("id", "order_id", "status"), "order_id", orders):
        if status in ON_THE_WAY:
            found[pk].add(order)
    along = writer.columns(ParcelOrder, ("parcel_id", "order_id"), "order_id", orders)
    if along:
        states = dict(writer.columns(Parcel, ("id", "status"), "id", sorted({pk for pk, _order in along})))
        for pk, order in along:
            if states[pk] in ON_THE_WAY:
                found[pk].add(order)
    return found


def over_with(tx: Transaction, orders: Sequence[int]) -> list[int]:
    """Parcels on their way with one of these orders in them and none that anybody still waits for or has got."""
    going = going_with(orders)
    if not going:
        return []
    inside = orders_in(list(tx.take(PARCEL, sorted(going)).values()))
    known = tx.take(ORDER, sorted({order for each in inside.values() for order in each}))
    return sorted(pk for pk, each in inside.items() if all(_closed(known[order]) for order in each))


def _closed(order: Order) -> bool:
    """Over, and not because the buyer has it."""
    if order.fulfilment == "cancelled":
        return True
    return order.told_fulfilment == "closed" and not has_it(order.told_fulfilment, order.arrived_at)


def _with_their_orders(act: Act, parcels: Mapping[int, datetime]) -> None:
    """Those that have not arrived within this transaction: the last of an order's parcels brings its order with it."""
    taken = act.transaction.take(PARCEL, sorted(parcels))
    items = [
        Item(pk, at=max(at, taken[pk].shipped_at or at), data=WithItsOrder())
        for pk, at in parcels.items() if taken[pk].status in ON_THE_WAY
    ]  # fmt: skip
    if items:
        act.transaction.do(actions["parcel.deliver"], items, actor=act.actor, checked=True)
