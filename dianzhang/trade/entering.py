"""What was told of an order, put into its record and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from dianzhang.customers.keeping import Who, keep
from dianzhang.engine.differences import value_differs
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act
from dianzhang.gateways.orders import FULFILMENT, LINES, PART, PAYMENT, OrderRecord
from dianzhang.kernel.vocabulary import UNKNOWN

from .codes.apart import apart, cost_of, floor_of, single
from .codes.meaning import Meanings, Parts, key_of
from .codes.noticing import notice
from .models import Order, OrderLine, OrderPiece
from .parcels.elsewhere import go_apart, is_elsewhere
from .states import ORDER
from .told import SEEN, Told

# How a platform's word of the shipment reads on our axis.
FULFILMENT_OF = {
    "unshipped": "waiting", "shipped": "shipped", "delivered": "delivered", "completed": "closed", "closed": "closed",
}  # fmt: skip
LINE = (
    "order_id", "number", "sku_id", "sku_code", "title", "spec", "quantity", "unit_price_cents", "receives_cents",
    "cost_cents",
)  # fmt: skip
PIECE = ("order_id", "line", "sku_id", "pieces", "receives_cents", "cost_cents")
_BUYER = frozenset({"buyer_id", "buyer_name"})
_STEPS = frozenset({"carried_at", "arrived_at", "deliver_by"})  # of the parcel, as the platform tells them
_PLACE = frozenset({"receiver", "phone", "city", "district", "address"})


def fill(order: Order, told: Told, unit_id: int | None) -> None:
    """A new order as it was told.  Axes that were not told are unknown."""
    record, carries = told.order, told.carries
    vars(order).update(  # as assignments would, at a tenth of their price: an import comes by here for every order
        shop_id=told.shop_id, unit_id=unit_id, number=record.number, currency=record.currency,
        total_cents=record.total_cents, placed_at=record.created_at, placed_day=day_of(record.created_at),
        promised_at=record.promised_ship_at, address_complete=record.address_complete, province=record.province,
        message=record.remark, missing=" ".join(record.missing), digest=record.digest,
        carried_at=record.carried_at, carried_day=day_of(record.carried_at) if record.carried_at else None,
        arrived_at=record.arrived_at, arrived_day=day_of(record.arrived_at) if record.arrived_at else None,
        deliver_by=record.deliver_by,
        paid_at_told=record.paid_at,  # for window measures: told, not yet in the journal
    )  # fmt: skip
    if PAYMENT not in carries:
        order.payment = UNKNOWN
    if SEEN not in carries:
        order.aftersale = UNKNOWN
    if FULFILMENT not in carries or not record.fulfilment:
        order.fulfilment = UNKNOWN
        return
    order.told_fulfilment = record.fulfilment
    order.fulfilment = FULFILMENT_OF[record.fulfilment]
    if record.fulfilment in ("completed", "closed") and PAYMENT in carries and record.paid_at is None:
        order.payment = order.fulfilment = "cancelled"


def people(orders: Sequence[tuple[Order, Told]], act: Act) -> None:
    """Buyers and receivers of a batch, found or made.  Who goes elsewhere than before leaves a shared parcel."""
    shops: dict[int, list[tuple[Order, Told]]] = {}
    for pair in orders:
        if pair[1].order.buyer_id or not pair[1].carries.isdisjoint(_BUYER | _PLACE):
            shops.setdefault(pair[1].shop_id, []).append(pair)
    moved: list[Order] = []
    for shop_id, pairs in shops.items():
        who = [_who(told.order) for _order, told in pairs]
        known = keep(shop_id, who, act)
        for (order, told), one, (buyer_id, receiver_id) in zip(pairs, who, known, strict=True):
            if buyer_id is not None and not told.carries.isdisjoint(_BUYER):
                order.buyer_id = buyer_id
            if receiver_id is not None and not told.carries.isdisjoint(_PLACE):
                if order.packing == "merged" and not order.readdressed and is_elsewhere(order, one):
                    moved.append(order)
                _goes_to(order, receiver_id, act)
    if moved:
        go_apart(moved, act)


def _goes_to(order: Order, receiver_id: int, act: Act) -> None:
    """Where the platform sends it; an address that we changed stands, and a third one is for somebody to settle."""
    if not order.readdressed:
        order.receiver_id = receiver_id
    elif receiver_id != order.told_receiver_id:
        order.told_receiver_id = receiver_id
        if receiver_id != order.receiver_id:
            value_differs(act.transaction, ORDER, order, "address", _("我们改过的地址"), _("平台又改了的地址"))


def _who(record: OrderRecord) -> Who:
    return Who(
        record.buyer_id, record.buyer_name, record.receiver, record.phone, record.province, record.city,
        record.district, record.address, record.encrypted,
    )  # fmt: skip


def lines(orders: Sequence[tuple[Order, Told]], act: Act) -> None:
    """The lines of a batch of orders and the pieces they are, with the cost and the floor price that hold now."""
    with_lines = [(order, told.order) for order, told in orders if LINES in told.carries]
    if not with_lines:
        return
    keys = [
        [(order.shop_id, key_of(line.sku, line.title, line.spec)) for line in record.lines]
        for order, record in with_lines
    ]
    meanings = Meanings(act.transaction, {key for each in keys for key in each})
    for (order, record), each in zip(with_lines, keys, strict=True):
        parts = [meanings.of(key, order.placed_at) for key in each]
        order.quantity = sum([line.quantity for line in record.lines])
        order.below_floor = below_floor(record, parts)
        waits(order, sum(part is None and bool(key[1]) for part, key in zip(parts, each, strict=True)), meanings.kept)
        for number, (line, part) in enumerate(zip(record.lines, parts, strict=True), 1):
            sku = single(part)
            values = (
                order.id, number, sku.id if sku else None, line.sku, line.title, line.spec, line.quantity,
                line.unit_price_cents, line.seller_receives_cents, cost_of(part),
            )  # fmt: skip
            act.add_values(OrderLine, LINE, values)
            for taken in apart(part, line.quantity, line.seller_receives_cents):
                pieces = order.id, number, taken.sku.id, taken.pieces, taken.receives_cents, taken.sku.cost_cents
                act.add_values(OrderPiece, PIECE, pieces)
    if meanings.kept:
        told = ((key, line) for (_o, r), each in zip(with_lines, keys, strict=True)
                for key, line in zip(each, r.lines, strict=True))  # fmt: skip
        notice(act, meanings, told)


def waits(order: Order, unknown: int, kept: bool) -> None:
    """Whether an order that is still to be sent waits for somebody to say which articles it is."""
    waiting = kept and bool(unknown) and order.fulfilment in ("waiting", "approved")
    order.goods, order.unmapped = ("unmapped", unknown) if waiting else ("clear", None)


def below_floor(record: OrderRecord, parts: Sequence[Parts | None]) -> bool | None:
    """Whether one of some line brings in less than its floor price; None when no floor can be compared."""
    found: bool | None = None
    for line, part in zip(record.lines, parts, strict=True):
        floor = floor_of(part)
        if floor is None or line.seller_receives_cents is None:
            continue
        if line.seller_receives_cents < floor * line.quantity:
            return True
        found = False
    return found


def paid_before(order: Order, told: Told) -> bool:
    """Whether a payment that we know of is told again, and so may be told otherwise."""
    return PAYMENT in told.carries and order.paid_at is not None and told.order.paid_at is not None


def told_differently(order: Order, told: Told) -> dict[str, Any]:
    """The attributes of a known order that are told otherwise now (its first payment, refunds, lines, people apart)."""
    record, carries = told.order, told.carries
    if PART in carries:
        return {}
    says: dict[str, Any] = {"total_cents": record.total_cents, "currency": record.currency}
    if "promised_ship_at" in carries:
        says["promised_at"] = record.promised_ship_at
    for name in _STEPS & carries:
        says[name] = getattr(record, name)
    if "province" in carries:
        says["province"] = record.province
    if record.address_complete is not None:
        says["address_complete"] = record.address_complete
    says["missing"] = " ".join(record.missing)
    if order.readdressed:  # it goes where we said
        says = {name: value for name, value in says.items() if name not in ("province", "address_complete", "missing")}
    if "remark" in carries:
        says["message"] = record.remark
    if paid_before(order, told):
        says |= {"paid_at": record.paid_at, "paid_cents": record.paid_cents}
    if FULFILMENT in carries and record.fulfilment:
        says["told_fulfilment"] = record.fulfilment
    return {attr: value for attr, value in says.items() if getattr(order, attr) != value}
