"""Out of the house, and done."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from pydantic import BaseModel, field_validator

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command

from .. import keeping_stock
from ..models import Order
from ..parcels import leaving
from ..states import ORDER

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
def ship(orders: Batch[Order, Shipment], act: Act) -> None:
    """Handed to the carrier in one parcel under one waybill; the pieces leave the stock."""
    used = dict(leaving.used({given.waybill for _order, given in orders}))
    for order, given in orders:
        key = (given.carrier, given.waybill)
        if key in used:
            told = {"carrier": given.carrier, "waybill": given.waybill, "number": used[key]}
            orders.refuse(order, _("%(carrier)s %(waybill)s 已经用在订单 %(number)s 上，请核对运单号。") % told)
            continue
        used[key] = order.number
    keeping_stock.send(orders, act)
    leaving.whole(act, list(orders))


@command("order.close", zh="订单.完成", en="Close", on=ORDER, leads={"fulfilment": ("delivered", "closed")})
def close(orders: Batch[Order, None], act: Act) -> None:
    """Nothing more is to be done."""
