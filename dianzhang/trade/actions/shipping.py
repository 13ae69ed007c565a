"""Out of the house, and done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, field_validator

from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, command

from .. import keeping_stock
from ..models import Order
from ..parcels import leaving, plans
from ..parcels.contents import left
from ..parcels.leaving import Departed, WithOrder
from ..parcels.models import Parcel
from ..parcels.states import PARCEL
from ..states import ORDER
from .marks import count_marks

_WAYBILL = re.compile(r"[0-9A-Za-z-]{6,40}")


class Shipment(BaseModel):
    """The carrier and the number on the parcel."""

    carrier: str = Personal(..., min_length=1, max_length=40)
    waybill: str = Personal(..., each=True, min_length=1, max_length=60)

    @field_validator("waybill")
    @classmethod
    def _plausible(cls, value: str) -> str:
        value = value.strip().upper()
        if not _WAYBILL.fullmatch(value):
            raise ValueError(_("运单号应是 6 到 40 位字母或数字。"))
        return value


@command("order.ship", zh="订单.发货", en="Ship", on=ORDER, leads={"fulfilment": ("approved", "shipped")},
         requires={"hold": "clear", "goods": "clear"}, input=Shipment, primary=True)  # fmt: skip
def ship(orders: Batch[Order, Any], act: Act) -> None:
    """Handed to the carrier in one parcel under one waybill; the pieces leave the stock."""
    used = dict(leaving.used({given.waybill for _order, given in orders if not isinstance(given, Departed)}))
    planned = plans.waiting(act, [order.id for order, given in orders if not isinstance(given, Departed)])
    together = plans.orders_in([parcel for mine in planned.values() for parcel in mine]) if planned else {}
    for order, given in orders:
        if isinstance(given, Departed):
            continue
        if why := _in_parcels(order, planned.get(order.id, ()), together):
            orders.refuse(order, why)
            continue
        key = (given.carrier, given.waybill)
        if key in used:
            told = {"carrier": given.carrier, "waybill": given.waybill, "number": used[key]}
            orders.refuse(order, _("%(carrier)s %(waybill)s 已经用在订单 %(number)s 上，请核对运单号。") % told)
            continue
        used[key] = order.number
    _leave(orders, act, planned)
    for order, _given in orders:
        if order.in_parts:  # all of it left now
            order.in_parts = False
            count_marks(order)


def _leave(orders: Batch[Order, Any], act: Act, planned: Mapping[int, Sequence[Parcel]]) -> None:
    """Those with a parcel laid out leave in it, the others as they are; what left in parcels has left."""
    plain = [order for order, given in orders if order.id not in planned and not isinstance(given, Departed)]
    rest = left([order.id for order in plain])
    keeping_stock.send(orders, act, plain, rest)
    for order, given in orders:
        if order.id in planned:
            item = Item(planned[order.id][0].id, data=WithOrder(given.carrier, given.waybill))
            outcome = act.transaction.do(actions["parcel.ship"], [item], actor=act.actor, checked=True)[0]
            if not outcome.done:
                orders.refuse(order, outcome.why)
    leaving.whole(act, [(order, given) for order, given in orders if order.id in rest], rest)


def _in_parcels(order: Order, parcels: Sequence[Parcel], together: Mapping[int, Sequence[int]]) -> str:
    """Why it is not shipped as an order but parcel by parcel; empty where it is."""
    named = _("、").join(PARCEL.title(parcel) for parcel in parcels)
    if len(parcels) > 1:
        return _("订单拆成了几个包裹（%(parcels)s）：每个包裹各自发货。") % {"parcels": named}
    if parcels and len(together[parcels[0].id]) > 1:
        return _("订单和别的订单一起装在%(parcels)s里：在那个包裹上发货。") % {"parcels": named}
    return ""


@command("order.close", zh="订单.完成", en="Close", on=ORDER, leads={"fulfilment": ("delivered", "closed")})
def close(orders: Batch[Order, None], act: Act) -> None:
    """Nothing more is to be done."""
