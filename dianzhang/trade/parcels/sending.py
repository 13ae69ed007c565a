"""A planned parcel is handed to the carrier; its orders are shipped when the last of what they are has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.act import must
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.goods import reserving

from ..actions.marks import count_marks
from ..actions.shipping import Shipment
from ..models import Order
from ..states import FULFILMENT, ORDER
from . import plans
from .leaving import Departed, WithOrder, under_way, used
from .models import Parcel
from .states import PARCEL, WAITING


@command(
    "parcel.ship", zh="包裹.发货", en="Ship", on=PARCEL, leads={"status": (WAITING, "shipped")}, input=Shipment,
    primary=True,
)  # fmt: skip
def ship(parcels: Batch[Parcel, Any], act: Act) -> None:
    """Handed to the carrier under its own waybill: its pieces leave the warehouse that it leaves from."""
    asked = [parcel for parcel, _given in parcels]
    inside = plans.orders_in(asked)
    orders = act.transaction.take(ORDER, sorted({order for each in inside.values() for order in each}))
    taken = dict(used({given.waybill for _parcel, given in parcels}))
    for parcel, given in parcels:
        mine = [orders[pk] for pk in inside[parcel.id]]
        why = ("" if isinstance(given, WithOrder) else may_leave(mine)) or waybill_used(given, taken)
        if why:
            parcels.refuse(parcel, why)
            continue
        taken[given.carrier, given.waybill] = mine[0].number
    _take_out(parcels, act)
    for parcel, given in parcels:
        parcel.carrier, parcel.waybill, parcel.shipped_at = given.carrier, given.waybill, act.at
    plans.are_out(act, [parcel.id for parcel, _given in parcels])
    under_way(act, [parcel for parcel, _given in parcels])
    left = {pk for parcel, given in parcels if not isinstance(given, WithOrder) for pk in inside[parcel.id]}
    if left:
        act.transaction.afterwards(lambda: _follow(act, [orders[pk] for pk in sorted(left)]))


def may_leave(orders: Sequence[Order]) -> str:
    """Why something of these orders cannot leave now; empty where it can."""
    for order in orders:
        told = {"number": order.number, "state": _(FULFILMENT.states[order.fulfilment])}
        if order.fulfilment != "approved":
            return _("订单 %(number)s 现在是“%(state)s”，不能发。") % told
        if order.hold != "clear":
            return _("订单 %(number)s 挂起了：先放行。") % told
        if order.goods != "clear":
            return _("订单 %(number)s 有商品还没有对上：先对上。") % told
    return ""


def waybill_used(given: Any, taken: Mapping[tuple[str, str], str]) -> str:
    number = taken.get((given.carrier, given.waybill))
    if number is None:
        return ""
    told = {"carrier": given.carrier, "waybill": given.waybill, "number": number}
    return _("%(carrier)s %(waybill)s 已经用在订单 %(number)s 上，请核对运单号。") % told


def _take_out(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The pieces leave the stock; refused where they are not there."""
    asked = {parcel.id: parcel for parcel, _given in parcels}
    for pk, why in reserving.send(act, plans.KIND, plans.wants_of(list(asked.values()))).items():
        parcels.refuse(asked[pk], why)


def _follow(act: Act, orders: Sequence[Order]) -> None:
    """What is whole now is shipped; of the others a part is."""
    still = plans.waiting(act, [order.id for order in orders])
    whole = [Item(order.id, data=Departed()) for order in orders if order.id not in still]
    parts = [Item(order.id) for order in orders if order.id in still]
    for name, items in (("order.ship", whole), ("order.part", parts)):
        if items:
            for outcome in act.transaction.do(actions[name], items, actor=act.actor, checked=True):
                if outcome.status != "unchanged":
                    must(outcome)


@consequence("order.part", zh="订单.部分发出", en="Leave in part", on=ORDER)
def part(orders: Batch[Order, None], act: Act) -> None:
    """One of its parcels left, another is still in the house: it is marked as shipped in part by itself."""
    for order, _nothing in orders:
        if order.in_parts:
            orders.unchanged(order)
            continue
        order.in_parts = True
        count_marks(order)
