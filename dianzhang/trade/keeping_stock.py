"""What orders hold of the stock: promised when they are approved, let go when they stop, sent when they leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dianzhang.engine import writer
from dianzhang.engine.outcome import Act, Batch
from dianzhang.goods import reserving
from dianzhang.goods.reserving import Want

from .entering import LINE, PIECE
from .models import Order, OrderLine, OrderPiece

KIND = "order"


def reserve(orders: Batch[Order, Any], act: Act, wanted: Iterable[Order] | None = None) -> list[Want]:
    """Promise the orders of a batch (or those of it that are ``wanted``) their pieces; refuse where there are none.

    Gives what they want.
    """
    asked = [order for order, _given in orders] if wanted is None else list(wanted)
    wants = wants_of(asked)
    _refuse(orders, asked, reserving.reserve(act, KIND, wants))
    return wants


def free(orders: Iterable[Order], act: Act) -> None:
    """Let go of what these orders hold.  An order made in this transaction holds nothing yet."""
    known = act.transaction.snapshots
    reserving.free(act, KIND, [order.id for order in orders if (KIND, order.id) in known])


def send(orders: Batch[Order, Any], act: Act) -> None:
    """Out of the house with what the orders hold; an order that holds nothing takes what is free."""
    asked = [order for order, _given in orders]
    _refuse(orders, asked, reserving.send(act, KIND, wants_of(asked)))


def change(order: Order, act: Act) -> None:
    """The platform tells other lines of an approved order: their pieces instead, as far as there are any.

    A platform's word is not refused; what could not be promised is asked for again when the order leaves.
    """
    free([order], act)
    pieces: dict[int, int] = {}
    for row in act.transaction.values[OrderLine, LINE]:
        line = dict(zip(LINE, row, strict=True))
        if line["order_id"] == order.id and line["sku_id"] is not None:
            pieces[line["sku_id"]] = pieces.get(line["sku_id"], 0) + line["quantity"]
    for row in act.transaction.values[OrderPiece, PIECE]:
        order_id, _line, sku, count = row[:4]
        if order_id == order.id:
            pieces[sku] = pieces.get(sku, 0) + count
    for sku, count in OrderPiece.objects.filter(order=order.id, line=0).values_list("sku_id", "pieces"):
        pieces[sku] = pieces.get(sku, 0) + count  # gifts stay
    reserving.reserve(act, KIND, [Want(order.id, order.shop_id, pieces)])


def _refuse(orders: Batch[Order, Any], asked: Sequence[Order], why: dict[int, str]) -> None:
    for order in asked:
        if order.id in why:
            orders.refuse(order, why[order.id])


def wants_of(orders: Sequence[Order]) -> list[Want]:
    """What the lines of each order want and the pieces they were taken apart into, in two statements."""
    pieces: dict[int, dict[int, int]] = {}
    ids = [order.id for order in orders]
    rows = writer.columns(OrderLine, ("order_id", "sku_id", "quantity"), "order_id", ids)
    rows += writer.columns(OrderPiece, ("order_id", "sku_id", "pieces"), "order_id", ids)
    for order_id, sku_id, quantity in rows:
        if sku_id is not None and quantity:
            wanted = pieces.setdefault(order_id, {})
            wanted[sku_id] = wanted.get(sku_id, 0) + quantity
    return [Want(order.id, order.shop_id, pieces.get(order.id, {})) for order in orders]
