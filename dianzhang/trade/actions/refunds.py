"""Money asked back and given back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import observation
from dianzhang.kernel.money import cents, yuan
from dianzhang.kernel.vocabulary import UNKNOWN

from .. import keeping_stock
from ..aftersales.limits import too_much
from ..invoices.issuing import follow_refunds
from ..models import Order, Refund
from ..settlement.following import follow
from ..states import ORDER


class RefundOrder(BaseModel):
    """``amount`` is what was given back this time; ``day_basis`` says which day ``day`` is.

    A source that does not carry the day of a refund has it booked on the day of the payment.
    """

    amount: Decimal = Field(max_digits=15, decimal_places=2)
    day: date | None = None
    day_basis: Literal["refund_day", "payment_day"] = "refund_day"


class RefundTold(RefundOrder):
    """A refund that a platform's file or message tells: it is what it is, whoever brought the file in."""


def payment_of(order: Order) -> str:
    """The payment of a paid order, by what was given back of it."""
    if order.refunded_cents <= 0:
        return "paid"
    paid = order.paid_cents if order.paid_cents is not None else order.total_cents
    return "refunded" if order.refunded_cents >= paid else "part_refunded"


@observation(
    "order.ask_refund", zh="订单.申请退款", en="Ask for a refund", on=ORDER,
    leads={"aftersale": (("none", UNKNOWN), "asked")},
)  # fmt: skip
def ask_refund(orders: Batch[Order, Any], act: Act) -> None:
    """The buyer asks for money back."""


def more_than_paid(order: Order, given: RefundOrder, act: Act) -> str:
    """Why a person cannot have given back so much.  What a platform tells is not weighed here, its files are before."""
    if act.actor.person_id is None or isinstance(given, RefundTold):
        return ""
    amount = cents(given.amount)
    if amount < 0 and -amount > order.refunded_cents:
        told = {"amount": yuan(-amount), "refunded": yuan(order.refunded_cents)}
        return _("冲回 %(amount)s 元太多：这张订单一共只退过 %(refunded)s 元。") % told
    return too_much(order, amount)


@observation(
    "order.refund", zh="订单.退款", en="Refund", on=ORDER, leads={"aftersale": ((), "refunded")}, input=RefundOrder,
)  # fmt: skip
def refund(orders: Batch[Order, RefundOrder], act: Act) -> None:
    """Money was given back: all of it or a part.  An order with nothing left to ship lets go of its pieces."""
    ended = []
    for entry in orders.entries:
        if entry.outcome is not None:
            continue
        order, given = entry.record, entry.data
        amount = cents(given.amount)
        if amount == 0:
            orders.refuse(order, _("退款金额不能是零。"))
            continue
        if why := more_than_paid(order, given, act):
            orders.refuse(order, why)
            continue
        at = entry.item.at or act.at
        order.refunded_cents += amount
        order.payment = payment_of(order)
        if order.payment == "refunded" and order.fulfilment in ("waiting", "approved"):
            order.fulfilment = "cancelled"  # nothing is left to ship
            ended.append(order)
        act.add(
            Refund(
                order_id=order.id, shop_id=order.shop_id, amount_cents=amount, at=at, day=given.day or day_of(at),
                basis=given.day_basis,
            )
        )  # fmt: skip
    keeping_stock.free(ended, act)
    told = [order for order, _given in orders]
    follow(told)
    follow_refunds(told, act)
