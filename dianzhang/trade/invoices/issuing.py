"""What the tax system issued is recorded, handed over, and taken back there by a red letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import writer
from dianzhang.engine.act import must
from dianzhang.engine.moment import today
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.engine.telling import write_down
from dianzhang.kernel.money import cents

from ..aftersales.limits import payable
from ..models import Order
from .asking import Claimed, Why, too_much
from .models import Invoice
from .shapes import wrong_number
from .states import INVOICE, OUT


class Issued(BaseModel):
    """As it stands in the tax system; ``amount`` in yuan, what was asked for where nothing is written."""

    number: str = Kept(..., min_length=1, max_length=40, title="发票号码", description="20 位，照税务系统抄")
    issued_on: date = Kept(..., title="开票日")
    amount: Decimal | None = Kept(None, gt=0, max_digits=15, decimal_places=2)


class Mended(BaseModel):
    number: str = Kept(..., min_length=1, max_length=40, title="发票号码", description="20 位，照税务系统抄")
    reason: str = Personal(..., min_length=1, max_length=500)


class HandedOver(BaseModel):
    note: str = Personal("", max_length=500, title="怎么交付的")


class RedLetter(BaseModel):
    red_number: str = Kept(..., min_length=1, max_length=40, title="红字发票号码", description="20 位，照税务系统抄")
    red_on: date = Kept(..., title="红冲日")
    reason: str = Personal(..., min_length=1, max_length=500)


@command("invoice.issue", zh="发票.开具", en="Issued", on=INVOICE, leads={"status": ("asked", "issued")}, input=Issued,
         primary=True)  # fmt: skip
def issue(invoices: Batch[Invoice, Issued], act: Act) -> None:
    """The tax system has issued it: its number, day and amount as they stand there."""
    used = _used([given.number for _i, given in invoices])
    ids = {invoice.order_id for invoice, _given in invoices}
    orders = {order.pk: order for order in Order.objects.select_for_update().filter(pk__in=ids).order_by("id")}
    claimed = Claimed(orders)
    for invoice, given in invoices:
        order = orders[invoice.order_id]
        amount = cents(given.amount) if given.amount is not None else invoice.amount_cents
        left = claimed.left(order, besides=invoice)
        why = _wrong(given.number.strip(), given.issued_on, used) or too_much(order, amount, left)
        if why:
            invoices.refuse(invoice, why)
            continue
        used.add(given.number.strip())
        invoice.number, invoice.issued_on, invoice.amount_cents = given.number.strip(), given.issued_on, amount
        claimed.take(invoice)


@command("invoice.mend", zh="发票.更正号码", en="Correct the number", on=INVOICE, requires={"status": OUT},
         input=Mended, begins=lambda invoice: {"number": invoice.number})  # fmt: skip
def mend(invoices: Batch[Invoice, Mended], act: Act) -> None:
    """It was typed wrongly; what it was before stays in the journal."""
    used = _used([given.number for _i, given in invoices])
    for invoice, given in invoices:
        assert invoice.issued_on is not None
        if given.number.strip() == invoice.number:
            invoices.unchanged(invoice)
        elif why := _wrong(given.number.strip(), invoice.issued_on, used):
            invoices.refuse(invoice, why)
        else:
            used.add(given.number.strip())
            invoice.number = given.number.strip()
            write_down(act, INVOICE, invoice, given.reason)


@command("invoice.hand_over", zh="发票.交付", en="Hand over", on=INVOICE, leads={"status": ("issued", "handed")},
         input=HandedOver, primary=True)  # fmt: skip
def hand_over(invoices: Batch[Invoice, HandedOver], act: Act) -> None:
    """The buyer has it."""
    for invoice, given in invoices:
        write_down(act, INVOICE, invoice, given.note)


@command("invoice.red_letter", zh="发票.红冲", en="Red letter", on=INVOICE,
         leads={"status": (OUT, "red"), "red": ((), "none")}, input=RedLetter)  # fmt: skip
def red_letter(invoices: Batch[Invoice, RedLetter], act: Act) -> None:
    """The tax system has taken it back; a right one may be asked for anew."""
    used = _used([given.red_number for _i, given in invoices])
    for invoice, given in invoices:
        number = given.red_number.strip()
        if why := _wrong(number, given.red_on, used):
            invoices.refuse(invoice, why)
        elif invoice.issued_on is not None and given.red_on < invoice.issued_on:
            invoices.refuse(invoice, _("红冲日在开票日前面。"))
        else:
            used.add(number)
            invoice.red_number, invoice.red_on = number, given.red_on
            write_down(act, INVOICE, invoice, given.reason)


@consequence("invoice.prompt_red", zh="发票.该红冲", en="Red letter due", on=INVOICE, leads={"red": ("none", "due")})
def prompt_red(invoices: Batch[Invoice, None], act: Act) -> None:
    """Money went back, and more is invoiced than was kept."""


@command("invoice.keep", zh="发票.不用红冲", en="No red letter needed", on=INVOICE, leads={"red": ("due", "none")},
         input=Why)  # fmt: skip
def keep(invoices: Batch[Invoice, Why], act: Act) -> None:
    """Why it stands as it is although money went back."""
    for invoice, said in invoices:
        write_down(act, INVOICE, invoice, said.reason)


def _used(numbers: Sequence[str]) -> set[str]:
    wanted = [number.strip() for number in numbers]
    rows = writer.columns(Invoice, ("number",), "number", wanted)
    rows += writer.columns(Invoice, ("red_number",), "red_number", wanted)
    return {number for (number,) in rows}


def _wrong(number: str, day: date, used: set[str]) -> str:
    if day > today():
        return _("日期还没有到。")
    if number in used:
        return _("发票号码 %(number)s 已经记过了。") % {"number": number}
    return wrong_number(number, day)


def follow_refunds(orders: Sequence[Order], act: Act) -> None:
    """Money of these orders went back: invoices that are too large by now are to be taken back, the newest first."""
    by_id = {order.id: order for order in orders}
    columns = ("id", "order_id", "amount_cents", "status", "red")
    rows = writer.columns(Invoice, columns, "order_id", list(by_id))
    out = sorted((row for row in rows if row[3] in OUT), reverse=True)
    due: list[Item] = []
    for order_id in dict.fromkeys(row[1] for row in out):
        mine = [row for row in out if row[1] == order_id]
        over = sum(row[2] for row in mine) - payable(by_id[order_id])
        for pk, _order, amount, _status, red in mine:
            if over <= 0:
                break
            over -= amount
            if red == "none":
                due.append(Item(pk))
    if due:
        act.transaction.afterwards(lambda: _prompt(act, due))


def _prompt(act: Act, due: Sequence[Item]) -> None:
    for outcome in act.transaction.do(actions["invoice.prompt_red"], due, checked=True):
        must(outcome)
