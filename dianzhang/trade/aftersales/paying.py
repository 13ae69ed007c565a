"""Money goes back to the buyer: always as a refund of the order, so that there is one sum of what was given back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, command, observation
from dianzhang.engine.telling import write_down
from dianzhang.kernel.money import cents, yuan

from ..models import Order
from ..states import ORDER
from .limits import payable, too_much
from .models import Aftersale
from .states import AFTERSALE, BACK, MONEY


class Paid(BaseModel):
    """``amount`` in yuan; what was agreed where nothing is written."""

    amount: Decimal | None = Kept(None, gt=0, max_digits=15, decimal_places=2)
    note: str = Personal("", max_length=1000)


class PaidByPlatform(BaseModel):
    """``amount`` in yuan that the platform gave back by itself; all that was asked for where nothing is written."""

    amount: Decimal | None = Kept(None, gt=0, max_digits=15, decimal_places=2)


def not_yet(case: Aftersale, _given: Any, _act: Any) -> str:
    """Why no money goes back now, before anybody is asked to agree to it."""
    if case.kind not in MONEY:
        return _("这一类不退款；商量成退款的，先撤销，再另开一件。")
    if case.kind in BACK and case.status == "agreed":
        return _("货还没有回来、没有验过，不退款。不用退货的，另开“仅退款”。")
    return ""


@command(
    "aftersale.refund", zh="售后单.退款", en="Give money back", on=AFTERSALE,
    leads={"status": (("agreed", "received"), "settled")}, input=Paid, unfit=not_yet, primary=True,
)  # fmt: skip
def refund(cases: Batch[Aftersale, Paid], act: Act) -> None:
    """Give money back: it becomes a refund of the order, and never more than was paid and not given back."""
    orders = act.transaction.take(ORDER, [case.order_id for case, _given in cases])
    for case, given in cases:
        amount = cents(given.amount) if given.amount is not None else case.amount_cents
        order = orders[case.order_id]
        if amount <= 0:
            cases.refuse(case, _("没有写退多少。"))
        elif why := too_much(order, amount) or give(case, order, amount, act):
            cases.refuse(case, why)
        else:
            case.amount_cents, case.settled_at = amount, act.at
            write_down(act, AFTERSALE, case, given.note)


@observation(
    "aftersale.time_out", zh="售后单.平台超时退款", en="Be refunded by the platform", on=AFTERSALE,
    leads={"status": (("asked", "agreed", "sent", "received"), "settled")}, input=PaidByPlatform,
)  # fmt: skip
def time_out(cases: Batch[Aftersale, PaidByPlatform], act: Act) -> None:
    """Nobody answered in the platform's time, and it gave the money back by itself."""
    told_of(cases, act)


def told_of(cases: Batch[Aftersale, Any], act: Act) -> None:
    """The platform gave money back: what the order does not know of yet becomes its refund."""
    orders = act.transaction.take(ORDER, [case.order_id for case, _given in cases])
    for case, given in cases:
        order = orders[case.order_id]
        wanted = getattr(given, "amount", None)
        amount = min(cents(wanted) if wanted is not None else case.amount_cents, payable(order))
        if amount > 0:
            give(case, order, amount, act)
        case.settled_at = case.settled_at or act.at


def give(case: Aftersale, order: Order, amount: int, act: Act) -> str:
    """So many cents of the order go back through this case.  Why not; empty: they did."""
    outcome = act.transaction.do(
        actions["order.refund"], [Item(record=order, data={"amount": yuan(amount)})], actor=act.actor, checked=True
    )[0]
    if outcome.done:
        case.refunded_cents += amount
        return ""
    return outcome.why or _("订单没有记下这笔退款。")
