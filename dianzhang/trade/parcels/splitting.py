"""An approved order goes out in several parcels: one is split off at a time, and all are put together again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.goods import handing
from dianzhang.goods.models import Warehouse
from dianzhang.goods.queries import warehouse_names
from dianzhang.goods.reserving import Want
from dianzhang.kernel.money import cents

from ..models import Order
from ..states import ORDER
from . import plans
from .alike import being_picked
from .contents import Pieces, articles, gone, left, minus, of_parcels
from .models import Parcel
from .naming import Names, chosen, written
from .plans import Filled, Planned


def warehouses() -> Mapping[str, str]:
    """Those in use, by name."""
    return {name: name for name in warehouse_names()}


class SplitOff(BaseModel):
    """``pieces`` go into a parcel of their own, ``CF-1001×2；CUP``; the others stay in the first."""

    pieces: str = Personal(
        ..., min_length=1, max_length=2000, title="另装一个包裹的",
        description="商品编码，或者第几行（#2）；几件写 ×2，几种用分号或换行隔开。没有写的留在第一个包裹",
    )  # fmt: skip
    warehouse: Annotated[str, Chosen(warehouses)] = Personal("", max_length=80, title="从哪个仓库发")
    freight: Decimal | None = Kept(None, ge=0, max_digits=9, decimal_places=2, title="这个包裹的运费")
    freight_left: Decimal | None = Kept(None, ge=0, max_digits=9, decimal_places=2, title="留下的包裹的运费")


class Why(BaseModel):
    reason: str = Personal("", max_length=300)


@dataclass
class Division:
    """What a split would come to: the first parcel of before (None: the order had none), what stays and what goes."""

    order: Order
    first: Parcel | None
    stays: Pieces
    goes: Pieces
    warehouse: int | None
    freight: int | None
    freight_left: int | None


@command(
    "order.split", zh="订单.拆包裹", en="Split into parcels", on=ORDER, input=SplitOff, undo="order.unsplit",
    leads={"packing": (("whole", "split"), "split")},
    requires={"fulfilment": "approved", "hold": "clear", "goods": "clear"},
    begins=lambda order: {"pieces": begun(order)},
)  # fmt: skip
def split(orders: Batch[Order, SplitOff], act: Act) -> None:
    """Some of its pieces go out in a parcel of their own, perhaps from another warehouse."""
    ids = [order.id for order, _given in orders]
    waiting, picked = plans.waiting(act, ids), being_picked(ids)
    for order, given in orders:
        try:
            if wave := picked.get(order.id):
                raise ValueError(_("正在波次 %(wave)s 里拣：先从波次里剔除，再拆。") % {"wave": wave})
            found = divide(order, given, waiting.get(order.id, []))
            if why := handing.why_not(act, _sources(found), _wants(found)):
                raise ValueError(why)
        except ValueError as wrong:
            orders.refuse(order, str(wrong))
            continue
        _divide(found, act)


def divide(order: Order, given: SplitOff, parcels: list[Parcel]) -> Division:
    """What a split comes to.  ``parcels``: those of it in the house.  ValueError, in words, for what cannot be."""
    first = base(parcels)
    there = of_parcels([first.id])[first.id].get(order.id, {}) if first else left([order.id])[order.id]
    goes = chosen(given.pieces, there, Names(order, there))
    stays = minus(there, goes)
    if not stays:
        raise ValueError(_("全都拿走了，第一个包裹就空了：留下至少一件。"))
    place = None
    if given.warehouse:
        place = Warehouse.objects.filter(name=given.warehouse, status="open").first()
        if place is None:
            raise ValueError(_("没有在用的仓库“%(name)s”：先设立它。") % {"name": given.warehouse})
    freight = None if given.freight is None else cents(given.freight)
    freight_left = None if given.freight_left is None else cents(given.freight_left)
    return Division(order, first, stays, goes, place.id if place else None, freight, freight_left)


def base(parcels: list[Parcel]) -> Parcel | None:
    """The first of the parcels in the house, out of which more can be split; ValueError where it is packed."""
    if not parcels:
        return None
    first = parcels[0]
    if first.status != "planned":
        raise ValueError(_("包裹 #%(id)s 已经打包了：先撤销拆分。") % {"id": first.id})
    return first


def begun(order: Order) -> str:
    """What can be split off, as it is written."""
    first = order.parcels.filter(status="planned").order_by("id").first()
    there = of_parcels([first.id])[first.id].get(order.id, {}) if first else left([order.id])[order.id]
    return written(there, Names(order, there))


def _sources(found: Division) -> list[handing.Holders]:
    if found.first is not None:
        return [(plans.KIND, [found.first.id])]
    return [(plans.OF_ORDER, [found.order.id])]


def _wants(found: Division, first: int = 0, second: int = 0) -> list[Want]:
    shop, at = found.order.shop_id, found.first.warehouse_id if found.first else None
    return [Want(first, shop, articles(found.stays), at), Want(second, shop, articles(found.goes), found.warehouse)]


def _divide(found: Division, act: Act) -> None:
    order = found.order
    planned = Item(data=Planned(order, {order.id: found.goes}, found.warehouse, found.freight))
    if found.first is None:
        rest = Item(data=Planned(order, {order.id: found.stays}, None, found.freight_left))
        first, second = plans.do(act, "parcel.plan", [rest, planned])
    else:
        first = found.first
        freight = first.freight_cents if found.freight_left is None else found.freight_left
        plans.do(act, "parcel.refill", [Item(first.id, data=Filled({order.id: found.stays}, freight))])
        (second,) = plans.do(act, "parcel.plan", [planned])
    handing.hand(act, _sources(found), plans.KIND, _wants(found, first.id, second.id))


@command(
    "order.unsplit", zh="订单.撤销拆分", en="Put the parcels together again", on=ORDER, input=Why,
    leads={"packing": ("split", "whole")}, requires={"fulfilment": "approved"},
    unfit=lambda order, _data, _act: why_not_together(order),
)  # fmt: skip
def unsplit(orders: Batch[Order, Any], act: Act) -> None:
    """It goes out in one parcel after all.  Not once something of it has left."""
    for order, _given in orders:
        mine = [parcel.id for parcel in plans.waiting(act, [order.id]).get(order.id, ())]
        wants = plans.wants_left([order])
        if why := handing.why_not(act, [(plans.KIND, mine)], wants):
            orders.refuse(order, why)
            continue
        plans.do(act, "parcel.withdraw", [Item(pk) for pk in mine])
        handing.hand(act, [(plans.KIND, mine)], plans.OF_ORDER, wants)


def why_not_together(order: Order) -> str:
    """Why its parcels cannot be put together again; empty where they can."""
    if gone([order.id]):
        return _("已经有包裹发走了，不能撤销拆分：剩下的各自发。")
    packed = order.parcels.filter(status="packed").order_by("id").first()
    return _("包裹 #%(id)s 已经打包了，不能撤销拆分。") % {"id": packed.id} if packed else ""
