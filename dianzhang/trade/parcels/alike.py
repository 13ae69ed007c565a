"""Which orders may go out in one parcel: what must be the same, what may differ and is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dianzhang.customers.models import Receiver

from ..models import Order
from ..states import AFTERSALE, FULFILMENT, MARKS, ORDER, PAYMENT
from ..waves.models import GOING, WaveOrder

OPEN = ("waiting", "approved")
_PLACE = ("name", "phone", "province", "city", "district", "address")
MOST = 20  # orders in one parcel
FAR = 200  # orders looked through for those to the same place


def place_of(receiver: Receiver | None) -> tuple[str, ...] | None:
    """Who and where; None unless name, telephone and address are all there, and none is hidden by the platform."""
    if receiver is None or receiver.encrypted or not (receiver.name and receiver.phone and receiver.address):
        return None
    if any("*" in one for one in (receiver.name, receiver.phone, receiver.address)):
        return None
    return tuple(getattr(receiver, name).strip() for name in _PLACE)


def why_not_with(one: Order, other: Order, *, across: bool) -> str:
    """Why two orders cannot share a parcel; empty where they can.  ``across``: shops of one department may."""
    if one.shop_id != other.shop_id and not (across and one.unit_id == other.unit_id):
        return _("不是同一家店铺")
    if any(order.receiver is not None and order.receiver.encrypted for order in (one, other)):
        return _("平台加密了收件人，看不出是不是同一处")
    if place_of(one.receiver) is None or place_of(other.receiver) is None:
        return _("收件人、电话或地址不全，看不出是不是同一处")
    if place_of(one.receiver) != place_of(other.receiver):
        return _("收件人、电话或地址不一样")
    if one.shop_id == other.shop_id and one.buyer_id != other.buyer_id:
        return _("不是同一个买家")
    return ""


def why_not(order: Order) -> str:
    """Why an order cannot go out with others now, whichever they are; empty where it can."""
    if order.fulfilment != "approved":
        return _("现在是“%(state)s”，不是待发货") % {"state": _(FULFILMENT.states[order.fulfilment])}
    if order.hold != "clear":
        return _("挂起了")
    if order.goods != "clear":
        return _("有商品还没有对上")
    if order.aftersale == "asked":
        return _("买家申请了退款")
    if order.packing == "split":
        return _("已经拆成几个包裹")
    if order.packing == "merged":
        return _("已经和别的订单一起")
    return ""


def being_picked(orders: Collection[int]) -> dict[int, str]:
    """The wave that each of these orders is picked in; those in none are left out."""
    found = WaveOrder.objects.filter(order__in=orders, state__in=GOING).select_related("wave__warehouse")
    return {row.order_id: str(row.wave) for row in found}


def near(order: Order) -> list[Order]:
    """Orders not shipped that go to the same receiver and address, the oldest first, in any shop of the department."""
    to, place = order.receiver, place_of(order.receiver)
    if to is None or place is None or order.fulfilment not in OPEN:
        return []
    rows = Receiver.objects.filter(phone_tail=to.phone_tail, phone=to.phone)
    receivers = list(rows.exclude(phone_tail="").order_by("-id")[:FAR])  # said for SQLite, which needs it for the index
    same = [receiver.pk for receiver in receivers if place_of(receiver) == place]
    found = Order.objects.filter(receiver__in=same, fulfilment__in=OPEN).filter(unit=order.unit).exclude(pk=order.pk)
    return list(found.select_related("receiver", "buyer", "shop").order_by("id")[: MOST - 1])


@dataclass(frozen=True)
class Compared:
    """One point in which orders that go out together are compared: what each says, and whether all say the same."""

    name: str
    values: tuple[str, ...]

    @property
    def same(self) -> bool:
        return len(set(self.values)) <= 1


def compare(orders: Sequence[Order], shown: Mapping[str, Sequence[str]]) -> list[Compared]:
    """Orders side by side.  ``shown``: what the reader is told of buyer, receiver and address, masked or not."""
    points = {
        _("店铺"): [str(order.shop) for order in orders],
        **{name: list(values) for name, values in shown.items()},
        _("付款"): [_(PAYMENT.states[order.payment]) for order in orders],
        _("币种"): [order.currency for order in orders],
        _("售后"): [_(AFTERSALE.states[order.aftersale]) for order in orders],
        _("订单标"): [_marks(order) for order in orders],
        _("赠品"): [order.gifts or "—" for order in orders],
    }
    return [Compared(name, tuple(values)) for name, values in points.items()]


def _marks(order: Order) -> str:
    named = [_(zh) for name, zh in {**MARKS, "brushing": ORDER.field["brushing"].zh}.items() if getattr(order, name)]
    return _("、").join(named) or "—"
