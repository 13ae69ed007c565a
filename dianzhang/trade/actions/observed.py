"""What a platform tells of an order: it is there, it changed, it was paid, called off, delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import writer
from dianzhang.engine.differences import state_differs
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import observation
from dianzhang.gateways.orders import LINES, PART
from dianzhang.kernel.money import cents
from dianzhang.kernel.vocabulary import UNKNOWN

from .. import keeping_stock
from ..entering import FULFILMENT_OF, fill, lines, people, told_differently
from ..models import Order, OrderLine, OrderPiece
from ..parcels import arriving
from ..settlement.following import follow
from ..states import ORDER
from ..told import EnterOrder, Told, UpdateOrder
from ..tracking.telling import carried, promised_anew
from .refunds import payment_of

Lines = list[tuple[Any, ...]]
_LINE = ("order_id", "number", "sku_code", "title", "spec", "quantity", "unit_price_cents", "receives_cents")
BEFORE_SHIPPING = ("waiting", "approved", UNKNOWN)


class PayOrder(BaseModel):
    """``paid_amount`` is what the buyer paid; left out: all of it."""

    paid_amount: Decimal | None = Kept(None, ge=0, max_digits=15, decimal_places=2)
    paid_at: datetime | None = Kept(None)

    @property
    def paid_cents(self) -> int | None:
        return cents(self.paid_amount) if self.paid_amount is not None else None


@observation("order.enter", zh="订单.进入", en="Enter", on=ORDER, creates=True, input=EnterOrder)
def enter(orders: Batch[Order, Any], act: Act) -> None:
    """An order is there."""
    shops = organisation().shops
    told: list[tuple[Order, Told]] = []
    for order, given in orders:
        try:
            told.append((order, given if isinstance(given, Told) else given.told(act.at)))
        except ValueError as error:
            orders.refuse(order, str(error))
    known = _numbers([t for _order, t in told if not t.file])
    entered = []
    for order, t in told:
        if (t.shop_id, t.order.number) in known:
            orders.refuse(order, _("店铺里已经有单号为 %(number)s 的订单。") % {"number": t.order.number})
            continue
        if not t.file:
            known.add((t.shop_id, t.order.number))
        shop = shops.get(t.shop_id)
        fill(order, t, shop.unit_id if shop else None)
        entered.append((order, t))
    _learned(orders, act)
    people(entered, act)
    lines(entered, act)
    follow([order for order, _told in entered])


def _learned(orders: Batch[Order, Any], act: Act) -> None:
    """What is told of later than it happened is known from now on: nobody is judged by what was not known.

    Not of what no rule judges, and not of an old file judged on request: that is judged as if it had been known.
    """
    tx = act.transaction
    for entry in orders.entries:
        at = entry.item.at or act.at
        if entry.outcome is None and at < act.recorded_at and tx.judge is None and tx.judged(entry.record, ORDER, at):
            entry.record.known_at = act.recorded_at


def _numbers(told: list[Told]) -> set[tuple[int, str]]:
    """Which of these numbers their shops have already."""
    if not told:
        return set()
    return set(writer.columns(Order, ("shop_id", "number"), "number", [t.order.number for t in told]))


@observation("order.update", zh="订单.更新", en="Update", on=ORDER, input=UpdateOrder)
def update(orders: Batch[Order, Any], act: Act) -> None:
    """The platform says something else now; what it said before is in the journal."""
    told = []
    files = [(e.record, e.data.carries) for e in orders.entries if isinstance(e.data, Told)]
    have = _lines_of([order.id for order, carries in files if LINES in carries])
    prefetch_related_objects(
        [order for order, carries in files if PART not in carries], "buyer", "receiver", "told_receiver"
    )
    times = {order.id: (order.promised_at, order.deliver_by) for order, _given in orders}
    before = {order.id: order.carried_at for order, _given in orders}
    for order, given in orders:
        if not isinstance(given, Told):
            _update_from_input(orders, order, given)
        elif _update(order, given, have, act):
            told.append((order, given))
        else:
            orders.unchanged(order)
    people(told, act)
    follow([order for order, _given in orders])
    promised_anew(act, [o.id for o, _given in orders if (o.promised_at, o.deliver_by) != times[o.id]])
    carried(act, _carried_since(orders, before))


def _carried_since(orders: Batch[Order, Any], before: Mapping[int, datetime | None]) -> dict[int, datetime]:
    """When the platform had each order that left here whole, where it says so only now."""
    return {
        order.id: order.carried_at for order, _given in orders
        if order.carried_at and order.carried_at != before[order.id]
        and order.fulfilment == "shipped" and order.packing != "split"
    }  # fmt: skip


def _update_from_input(orders: Batch[Order, Any], order: Order, given: UpdateOrder) -> None:
    says = {
        "total_cents": cents(given.total) if given.total is not None else None,
        "promised_at": given.promised_at,
        "address_complete": given.address_complete,
    }
    changed = {attr: value for attr, value in says.items() if value is not None and getattr(order, attr) != value}
    for attr, value in changed.items():
        setattr(order, attr, value)
    if not changed:
        orders.unchanged(order)


def _update(order: Order, told: Told, have: Mapping[int, Lines], act: Act) -> bool:
    """Whether anything was told differently; if so the order says it now."""
    changed = told_differently(order, told)
    new_lines = LINES in told.carries and [tuple(line) for line in told.order.lines] != have.get(order.id, [])
    if not changed and not new_lines and (PART in told.carries or not _moved(order, told)):
        return False
    for attr, value in changed.items():
        setattr(order, attr, value)
    if "paid_at" in changed:
        order.paid_day = day_of(changed["paid_at"])
    for step in ("carried", "arrived"):
        if f"{step}_at" in changed:
            at = changed[f"{step}_at"]
            setattr(order, f"{step}_day", day_of(at) if at else None)
    if "paid_cents" in changed:
        order.payment = payment_of(order)
    if PART not in told.carries:  # else it is not the row that was last read of the order itself
        order.digest = told.order.digest
    if new_lines:
        OrderLine.objects.filter(order_id=order.id).delete()
        OrderPiece.objects.filter(order_id=order.id, line__gt=0).delete()
        lines([(order, told)], act)
        if order.fulfilment == "approved" and order.hold == "clear":
            keeping_stock.change(order, act)
    if "told_fulfilment" in changed:
        _follow(order, act)
    return True


def _lines_of(orders: list[int]) -> dict[int, Lines]:
    """The articles of these orders as a file tells them, in one statement."""
    if not orders:
        return {}
    found: dict[int, Lines] = {}
    for order, _number, *line in sorted(writer.columns(OrderLine, _LINE, "order_id", orders)):
        found.setdefault(order, []).append(tuple(line))
    return found


def _moved(order: Order, told: Told) -> bool:
    """Whether it goes to another person or place than before."""
    record, carries = told.order, told.carries
    receiver = order.told_receiver if order.readdressed else order.receiver
    buyer = order.buyer.platform_id if order.buyer is not None else None
    if "buyer_id" in carries and record.buyer_id and record.buyer_id != buyer:
        return True
    pairs = {
        "receiver": receiver.name if receiver else "",
        "phone": receiver.phone if receiver else "",
        "city": receiver.city if receiver else "",
        "district": receiver.district if receiver else "",
        "address": receiver.address if receiver else "",
    }
    return any(name in carries and getattr(record, name) != value for name, value in pairs.items())


def _follow(order: Order, act: Act) -> None:
    """The platform's word of the shipment: taken where ours is unknown, else a difference for someone to settle."""
    theirs = FULFILMENT_OF[order.told_fulfilment]
    if order.fulfilment == UNKNOWN:
        order.fulfilment = theirs
    elif order.told_fulfilment == "shipped" and order.fulfilment in ("waiting", "approved"):
        state_differs(act.transaction, ORDER, order, "fulfilment", theirs)


@observation(
    "order.pay", zh="订单.付款", en="Pay", on=ORDER, leads={"payment": (("unpaid", UNKNOWN), "paid")}, input=PayOrder,
)  # fmt: skip
def pay(orders: Batch[Order, Any], act: Act) -> None:
    """The buyer paid."""
    for entry in orders.entries:
        order, given = entry.record, entry.data
        if entry.outcome is not None:
            continue
        order.paid_at = getattr(given, "paid_at", None) or entry.item.at or act.at
        order.paid_day = day_of(order.paid_at)
        paid = getattr(given, "paid_cents", None)
        order.paid_cents = order.total_cents if paid is None else paid
        order.digest = getattr(given, "digest", order.digest)
    _learned(orders, act)
    follow([order for order, _given in orders])


@observation(
    "order.cancel", zh="订单.取消", en="Cancel", on=ORDER,
    leads={"payment": (("unpaid", UNKNOWN), "cancelled"), "fulfilment": (BEFORE_SHIPPING, "cancelled")},
)  # fmt: skip
def cancel(orders: Batch[Order, Any], act: Act) -> None:
    """Called off before it was paid."""
    keeping_stock.free([order for order, _given in orders if order.fulfilment == "approved"], act)
    for order, given in orders:
        if isinstance(given, Told):
            order.told_fulfilment, order.digest = given.order.fulfilment or "", given.order.digest


@observation(
    "order.deliver", zh="订单.签收", en="Deliver", on=ORDER, leads={"fulfilment": ("shipped", "delivered")},
)  # fmt: skip
def deliver(orders: Batch[Order, Any], act: Act) -> None:
    """It reached the buyer: now, or when the platform said that it did."""
    arriving.arrived(
        act,
        {e.record.id: e.record.arrived_at or e.item.at or act.at for e in orders.entries if e.outcome is None},
    )
