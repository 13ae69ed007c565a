"""Reviewing orders: held, the buyer asked, released, approved; handed to someone, noted upon."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.actions.force import when_begun
from dianzhang.engine.models import Person
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.kernel.vocabulary import UNKNOWN

from .. import keeping_stock
from ..gifts.giving import give
from ..models import Order
from ..states import ORDER


class Contact(BaseModel):
    """What came of asking the buyer."""

    contact_outcome: Literal["confirmed", "changed", "wants_cancel", "unreachable"]
    note: str = Personal("", max_length=1000)


class Reason(BaseModel):
    reason: str = Personal("", max_length=300)


class Assignee(BaseModel):
    """``person`` is the code of a person."""

    person: str


class Said(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000)


@command("order.approve", zh="订单.审核", en="Approve", on=ORDER, leads={"fulfilment": ("waiting", "approved")},
         requires={"payment": ("paid", "part_refunded"), "hold": "clear", "goods": "clear"},
         primary=True)  # fmt: skip
def approve(orders: Batch[Order, None], act: Act) -> None:
    """Reviewed: the warehouse may ship it, and keeps the pieces for it; gifts that it has earned go with it."""
    give(orders, act, keeping_stock.reserve(orders, act))


@command("order.review_again", zh="订单.复审", en="Review again", on=ORDER, requires={"fulfilment": "waiting"},
         repeats={"order.enter", "order.pay"}, beside=True)  # fmt: skip
def review_again(orders: Batch[Order, None], act: Act) -> None:
    """The checks look at it once more, by the rules in force now; what one of them has let pass stays passed."""


def _waiting_again() -> None:
    from ..reviewing import review_waiting  # brings the library of columns with it: for whoever needs it

    for _so_far in review_waiting():
        pass


when_begun.append(_waiting_again)


@command("order.hold", zh="订单.挂起", en="Hold", on=ORDER, leads={"hold": ("clear", "held")},
         requires={"fulfilment": ("waiting", "approved", UNKNOWN)}, input=Reason, undo="order.release",
         sets={"contacted": False})  # fmt: skip
def hold(orders: Batch[Order, Reason], act: Act) -> None:
    """Not reviewed, not shipped, until it is released; an earlier contact does not count for this.

    Others may have the pieces meanwhile.
    """
    keeping_stock.free([order for order, _given in orders if order.fulfilment == "approved"], act)
    for order, given in orders:
        order.contacted, order.contact_outcome = False, ""
        if not act.by_rule:
            write_down(act, ORDER, order, getattr(given, "reason", ""))


@command("order.contact", zh="订单.联系", en="Write down contact", on=ORDER, input=Contact, sets={"contacted": True})
def contact(orders: Batch[Order, Contact], act: Act) -> None:
    """The buyer was asked, and this came of it."""
    for order, given in orders:
        order.contacted, order.contact_outcome = True, getattr(given, "contact_outcome", "")
        write_down(act, ORDER, order, getattr(given, "note", ""))


@command("order.release", zh="订单.放行", en="Release", on=ORDER, leads={"hold": ("held", "clear")}, input=Reason,
         primary=True)  # fmt: skip
def release(orders: Batch[Order, Reason], act: Act) -> None:
    """No longer held; one that was approved before has its pieces again, or stays held where there are none."""
    keeping_stock.reserve(orders, act, [order for order, _given in orders if order.fulfilment == "approved"])
    for order, given in orders:
        write_down(act, ORDER, order, getattr(given, "reason", ""))


@command("order.assign", zh="订单.分派", en="Assign", on=ORDER, input=Assignee)
def assign(orders: Batch[Order, Assignee], act: Act) -> None:
    """Somebody in particular looks after it."""
    wanted = {given.person for _order, given in orders}
    found = {person.code: person for person in Person.objects.filter(code__in=wanted, status="active")}
    for order, given in orders:
        person = found.get(given.person)
        if person is None:
            orders.refuse(order, _("没有工号为 %(code)s 的在职人员。") % {"code": given.person})
        elif order.owner_id == person.pk:
            orders.unchanged(order)
        else:
            order.owner_id = person.pk


@command("order.note", zh="订单.备注", en="Note", on=ORDER, input=Said)
def note(orders: Batch[Order, Said], act: Act) -> None:
    """Something worth remembering."""
    for order, given in orders:
        write_down(act, ORDER, order, given.note)
