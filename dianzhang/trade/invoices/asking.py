"""A buyer asks for an invoice: never for more than was paid and not given back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.kernel.money import cents, yuan

from ..aftersales.limits import payable
from ..models import Order
from ..states import ORDER
from .models import Invoice
from .shapes import wrong_mail, wrong_tax_number
from .states import INVOICE, LIVE


class Asked(BaseModel):
    """``order``: its number; ``amount`` in yuan, all that is left where nothing is written."""

    order: str = Personal(..., min_length=1, max_length=64, title="订单号")
    shop: str = Personal("", max_length=40, title="店铺代号", description="单号在两家店都有时才要写")
    kind: Literal["normal", "special"] = Kept("normal", title="票种")
    title: str = Personal(..., min_length=1, max_length=100, title="抬头")
    tax_number: str = Personal("", max_length=20, title="税号", description="单位必填，个人不写")
    email: str = Personal("", max_length=120, title="收票邮箱")
    amount: Decimal | None = Kept(None, gt=0, max_digits=15, decimal_places=2)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


def begun(given: Any, _actor: Actor) -> dict[str, Any]:
    """The form as the address that leads to it fills it: beside an order, its number."""
    return {name: given[name] for name in ("order", "shop") if given.get(name)}


@command("invoice.ask", zh="发票.登记", en="Ask", on=INVOICE, creates=True, input=Asked, fills=begun,
         undo="invoice.withdraw")  # fmt: skip
def ask(invoices: Batch[Invoice, Asked], act: Act) -> None:
    """Write down what the buyer wants on it; whoever does, sees to it until the buyer has it."""
    orders = {invoice.id: _order(given, act.actor) for invoice, given in invoices}
    claimed = Claimed(order.id for order in orders.values() if order is not None)
    for invoice, given in invoices:
        order = orders[invoice.id]
        if order is None:
            invoices.refuse(
                invoice, _("没有单号为 %(number)s 的订单；两家店都有的，写明店铺。") % {"number": given.order}
            )
            continue
        left = claimed.left(order, besides=invoice)
        amount = cents(given.amount) if given.amount is not None else left
        if why := _wrong(given) or too_much(order, amount, left):
            invoices.refuse(invoice, why)
            continue
        invoice.order_id, invoice.shop_id, invoice.unit_id = order.pk, order.shop_id, order.unit_id
        invoice.owner_id, invoice.kind, invoice.amount_cents = act.actor.person_id, given.kind, amount
        invoice.title, invoice.tax_number = given.title.strip(), given.tax_number.strip().upper()
        invoice.email, invoice.asked_at = given.email.strip(), act.at
        claimed.take(invoice)


@command("invoice.withdraw", zh="发票.撤销", en="Withdraw", on=INVOICE, leads={"status": ("asked", "withdrawn")},
         input=Why)  # fmt: skip
def withdraw(invoices: Batch[Invoice, Why], act: Act) -> None:
    """The buyer wants none, or it was asked for wrongly."""
    for invoice, said in invoices:
        write_down(act, INVOICE, invoice, said.reason)


def _order(given: Asked, actor: Actor) -> Order | None:
    """The order of this number that the actor may see, locked until the call is over: two who ask at once do not ask
    for the same money."""
    shops = {shop.code: shop.pk for shop in organisation().shops.values()}
    rows = Order.objects.select_for_update().filter(number=given.order.strip())
    if given.shop:
        rows = rows.filter(shop_id=shops.get(given.shop, 0))
    found = list(rows.order_by("id")[:2])
    if len(found) != 1 or not (actor.unbound or reading.may_see(actor, ORDER, found[0])):
        return None
    return found[0]


def _wrong(given: Asked) -> str:
    tax, mail = given.tax_number.strip().upper(), given.email.strip()
    if given.kind == "special" and not tax:
        return _("专用发票要写税号。")
    return (wrong_tax_number(tax) if tax else "") or (wrong_mail(mail) if mail else "")


class Claimed:
    """What the invoices of some orders have of their money; what one is given in a call counts for those that follow.

    The orders are to be locked before: what others are given meanwhile is not in it.
    """

    def __init__(self, orders: Iterable[int]) -> None:
        rows = Invoice.objects.filter(order_id__in=set(orders), status__in=LIVE)
        self._of: dict[int, dict[int, int]] = defaultdict(dict)  # order -> invoice -> cents
        for order, invoice, amount in rows.values_list("order_id", "id", "amount_cents"):
            self._of[order][invoice] = amount

    def left(self, order: Order, besides: Invoice) -> int:
        """What may still be invoiced of an order, in cents: paid less refunded less what invoices other than
        ``besides`` have."""
        others = sum(amount for pk, amount in self._of[order.pk].items() if pk != besides.pk)
        return max(0, payable(order) - others)

    def take(self, invoice: Invoice) -> None:
        """It has what stands on it now."""
        self._of[invoice.order_id][invoice.pk] = invoice.amount_cents


def too_much(order: Order, amount: int, left: int) -> str:
    """Why so much cannot be invoiced, with the figures; empty: it can."""
    if 0 < amount <= left:
        return ""
    told = {"amount": yuan(amount), "kept": yuan(payable(order)), "left": yuan(left)}
    return (
        _("开 %(amount)s 元不行：这张订单实付减已退是 %(kept)s 元，别的发票占着以后，最多还能开 %(left)s 元。") % told
    )
