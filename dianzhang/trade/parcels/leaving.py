"""A parcel leaves the house: with its order, made in that moment, or by itself once it was planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dianzhang.engine import writer
from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, consequence

from ..models import Order
from .contents import Pieces
from .models import Parcel, ParcelPiece
from .states import PARCEL


class Going(NamedTuple):
    """An order that leaves as one parcel."""

    order: Order
    carrier: str
    waybill: str
    pieces: Pieces


class Departed(NamedTuple):
    """Of an order: the last of its parcels left; nothing of it is still to be sent."""


class WithOrder(NamedTuple):
    """Of a parcel: its order is shipped, and this is the one parcel in which it goes."""

    carrier: str
    waybill: str


@consequence("parcel.go", zh="包裹.随单发出", en="Leave with its order", on=PARCEL, creates=True)
def go(parcels: Batch[Parcel, Going], act: Act) -> None:
    """An order was shipped as a whole: this is its parcel."""
    for parcel, given in parcels:
        begin(parcel, given.order)
        parcel.status = "shipped"
        parcel.carrier, parcel.waybill, parcel.shipped_at = given.carrier, given.waybill, act.at
        put(act, parcel, given.order.id, given.pieces)
    under_way(act, [parcel for parcel, _given in parcels])


def under_way(act: Act, parcels: Sequence[Parcel]) -> None:
    """What left is followed from now on, whether or not a carrier can be asked about it."""
    items = [Item(record=parcel) for parcel in parcels]
    if items:
        act.transaction.afterwards(
            lambda: act.transaction.do(actions["parcel.follow"], items, actor=PLATFORM, checked=True)
        )


def begin(parcel: Parcel, order: Order) -> None:
    parcel.order_id, parcel.shop_id, parcel.unit_id = order.id, order.shop_id, order.unit_id


def put(act: Act, parcel: Parcel, order: int, pieces: Pieces) -> None:
    """These pieces of an order are in the parcel."""
    for part, count in sorted(pieces.items(), key=lambda item: (item[0].line, item[0].sku or 0)):
        act.add(ParcelPiece(parcel_id=parcel.id, order_id=order, line=part.line, sku_id=part.sku, pieces=count))


def whole(act: Act, orders: Sequence[tuple[Order, Any]], left: Mapping[int, Pieces]) -> None:
    """The parcel of each order, given with its shipment, that leaves as one with all that is ``left`` of it.

    The event of a parcel follows that of its order.
    """
    going = [Going(order, given.carrier, given.waybill, left[order.id]) for order, given in orders]
    if going:
        act.transaction.afterwards(lambda: _make(act, [Item(data=one, at=act.at) for one in going]))


def _make(act: Act, items: list[Item]) -> None:
    for outcome in act.transaction.do(actions["parcel.go"], items, actor=act.actor, checked=True):
        must(outcome)


def used(waybills: set[str]) -> Mapping[tuple[str, str], str]:
    """The order's number by carrier and waybill, of those that are used already."""
    parcels = writer.columns(Parcel, ("carrier", "waybill", "order_id"), "waybill", list(waybills))
    orders = [order_id for _carrier, _waybill, order_id in parcels]
    numbers = dict(writer.columns(Order, ("id", "number"), "id", orders)) if orders else {}
    return {(carrier, waybill): numbers[order_id] for carrier, waybill, order_id in parcels}
