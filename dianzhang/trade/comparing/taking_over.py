"""By which action an order becomes what a platform says of it; why it cannot, where there is none."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dianzhang.gateways.orders import PAYMENT
from dianzhang.kernel.money import yuan
from dianzhang.kernel.vocabulary import UNKNOWN

from ..actions.observed import BEFORE_SHIPPING, PayOrder
from ..actions.refunds import RefundOrder
from ..models import Order
from ..told import Told, blank
from .models import OrderDifference


class NotSo(Exception):
    """It cannot be done; the words say why, and what to do instead."""


class Step(NamedTuple):
    action: str
    data: Any = None


def never(one: OrderDifference) -> str:
    """Why no order can become what the platform says here, whatever its state; "" where one can."""
    match one.kind:
        case "missing_here":
            return _("这里没有这张订单：用【补进订单】。")
        case "address":
            return _("收货地址照哪边，到订单里【改地址】，再写明以这里为准。")
        case "paid" if not one.theirs_cents:
            return _("平台说没有付款，这里记过付款：收到的钱不能抹掉，查清楚以后写明以这里为准。")
        case "state" if one.theirs_word == "waiting":
            return _("这里已经发出或者了结，退不回去：在平台上补上，再写明以这里为准。")
    return ""


def step_of(one: OrderDifference, order: Order | None, carrier: str, waybill: str) -> Step:
    """What is to be done to ``order`` so that the difference is gone.  NotSo where nothing can."""
    if why := never(one):
        raise NotSo(why)
    if order is None:
        raise NotSo(_("这里没有这张订单：用【补进订单】。"))
    match one.kind:
        case "total":
            return Step("order.update", {"total": yuan(one.theirs_cents or 0)})
        case "paid":
            return _paid(one, order)
        case "refund":
            return _refund(one, order)
        case "state":
            return _state(one.theirs_word, order, carrier, waybill)
        case _:
            return _called_off(
                order, _("平台上没有的订单，已经付款或者发货的不能直接取消：先到平台上查，再写明以这里为准。")
            )


def _paid(one: OrderDifference, order: Order) -> Step:
    theirs = one.theirs_cents or 0
    if theirs < order.refunded_cents:
        raise NotSo(_("平台说的实付比已经退的还少：先了结退款的差异。"))
    if order.payment in ("unpaid", UNKNOWN):
        return Step("order.pay", PayOrder(paid_amount=yuan(theirs), paid_at=one.told_at))
    if order.payment == "cancelled" or order.paid_at is None:
        raise NotSo(_("订单没有付过款就取消了：到平台上查，再写明以这里为准。"))
    record = blank(
        number=order.number, created_at=order.placed_at, paid_at=order.paid_at, paid_cents=theirs,
        total_cents=order.total_cents, currency=order.currency, missing=tuple(order.missing.split()),
        digest=order.digest,
    )  # fmt: skip
    return Step("order.update", Told(order.shop_id, record, frozenset({PAYMENT}), file=True))


def _refund(one: OrderDifference, order: Order) -> Step:
    more = (one.theirs_cents or 0) - order.refunded_cents
    if order.payment in ("unpaid", "cancelled", UNKNOWN):
        raise NotSo(_("这里的订单还没有付款，记不了退款：先照平台改实付。"))
    paid = order.total_cents if order.paid_cents is None else order.paid_cents
    if (one.theirs_cents or 0) > paid:
        raise NotSo(_("平台说的退款比实付还多：先了结实付的差异。"))
    if more == 0:
        raise NotSo(_("这里的退款已经和平台一样，下次看的时候自己消掉。"))
    return Step("order.refund", RefundOrder(amount=yuan(more)))


def _state(theirs: str, order: Order, carrier: str, waybill: str) -> Step:
    ours = order.fulfilment
    if ours in ("delivered", "closed", "cancelled"):
        raise NotSo(_("这里已经发出或者了结，退不回去：在平台上补上，再写明以这里为准。"))
    if ours == "shipped":
        if theirs == "closed" and order.payment == "refunded":
            raise NotSo(_("货在路上、钱全退了：在订单上开一张“拦截拒收”的售后单。"))
        if theirs == "closed":
            raise NotSo(_("平台只说订单结束了，没说货到没到：问清楚以后在它的包裹上记签收、退回或者丢失。"))
        return Step("order.deliver")
    if theirs in ("completed", "closed"):
        return _called_off(order, _("订单付过款：先了结退款的差异，钱全退了订单自己取消。"))
    if ours == "waiting":
        raise NotSo(_("订单还没有审核：先审核放行，再照平台改成已发货。"))
    if not carrier or not waybill:
        raise NotSo(_("平台说已经发货：填上承运商和运单号，这里才发得出去。"))
    return Step("order.ship", {"carrier": carrier, "waybill": waybill})


def _called_off(order: Order, why: str) -> Step:
    if order.payment not in ("unpaid", UNKNOWN) or order.fulfilment not in BEFORE_SHIPPING:
        raise NotSo(why)
    return Step("order.cancel")
