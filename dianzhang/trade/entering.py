"""What was told of an order, put into its record and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dianzhang.customers.keeping import Who, keep
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act
from dianzhang.gateways.orders import FULFILMENT, LINES, PART, PAYMENT, OrderRecord
from dianzhang.goods.models import Sku
from dianzhang.goods.queries import by_code
from dianzhang.kernel.vocabulary import UNKNOWN

from .models import Order, OrderLine
from .told import SEEN, Told

# How a platform's word of the shipment reads on our axis.
FULFILMENT_OF = {"unshipped": "waiting", "shipped": "shipped", "delivered": "delivered", "closed": "closed"}
LINE = (
    "order_id", "number", "sku_id", "sku_code", "title", "spec", "quantity", "unit_price_cents", "receives_cents",
    "cost_cents",
)  # fmt: skip
_BUYER = frozenset({"buyer_id", "buyer_name"})
_PLACE = frozenset({"receiver", "phone", "city", "district", "address"})


def fill(order: Order, told: Told, unit_id: int | None) -> None:
    """A new order as it was told.  Axes that were not told are unknown."""
    record, carries = told.order, told.carries
    vars(order).update(  # as assignments would, at a tenth of their price: an import comes by here for every order
        shop_id=told.shop_id, unit_id=unit_id, number=record.number, currency=record.currency,
        total_cents=record.total_cents, placed_at=record.created_at, placed_day=day_of(record.created_at),
        promised_at=record.promised_ship_at, address_complete=record.address_complete, province=record.province,
        message=record.remark, missing=" ".join(record.missing), digest=record.digest,
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
    if record.fulfilment == "closed" and PAYMENT in carries and record.paid_at is None:
        order.payment = order.fulfilment = "cancelled"


def people(orders: Sequence[tuple[Order, Told]], act: Act) -> None:
    """Buyers and receivers of a batch, found or made."""
    shops: dict[int, list[tuple[Order, Told]]] = {}
    for pair in orders:
        if pair[1].order.buyer_id or not pair[1].carries.isdisjoint(_BUYER | _PLACE):
            shops.setdefault(pair[1].shop_id, []).append(pair)
    for shop_id, pairs in shops.items():
        known = keep(shop_id, [_who(told.order) for _order, told in pairs], act)
        for (order, told), (buyer_id, receiver_id) in zip(pairs, known, strict=True):
            if buyer_id is not None and not told.carries.isdisjoint(_BUYER):
                order.buyer_id = buyer_id
            if receiver_id is not None and not told.carries.isdisjoint(_PLACE):
                order.receiver_id = receiver_id


def _who(record: OrderRecord) -> Who:
    return Who(
        record.buyer_id, record.buyer_name, record.receiver, record.phone, record.province, record.city,
        record.district, record.address,
    )  # fmt: skip


def lines(orders: Sequence[tuple[Order, Told]], act: Act) -> None:
    """The articles of a batch of orders, with the cost and the floor price that hold now."""
    with_lines = [(order, told.order) for order, told in orders if LINES in told.carries]
    if not with_lines:
        return
    skus = by_code({line.sku for _order, record in with_lines for line in record.lines})
    for order, record in with_lines:
        order.quantity = sum([line.quantity for line in record.lines])
        order.below_floor = below_floor(record, skus)
        for number, line in enumerate(record.lines, 1):
            sku = skus.get(line.sku)
            values = (
                order.id, number, sku.id if sku else None, line.sku, line.title, line.spec, line.quantity,
                line.unit_price_cents, line.seller_receives_cents, sku.cost_cents if sku else None,
            )  # fmt: skip
            act.add_values(OrderLine, LINE, values)


def below_floor(record: OrderRecord, skus: Mapping[str, Sku]) -> bool | None:
    """Whether a piece of some article brings in less than its floor price; None when no floor can be compared."""
    found: bool | None = None
    for line in record.lines:
        sku = skus.get(line.sku)
        if sku is None or sku.floor_cents is None or line.seller_receives_cents is None:
            continue
        if line.seller_receives_cents < sku.floor_cents * line.quantity:
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
    if "province" in carries:
        says["province"] = record.province
    if record.address_complete is not None:
        says["address_complete"] = record.address_complete
    says["missing"] = " ".join(record.missing)
    if "remark" in carries:
        says["message"] = record.remark
    if paid_before(order, told):
        says |= {"paid_at": record.paid_at, "paid_cents": record.paid_cents}
    if FULFILMENT in carries and record.fulfilment:
        says["told_fulfilment"] = record.fulfilment
    return {attr: value for attr, value in says.items() if getattr(order, attr) != value}
