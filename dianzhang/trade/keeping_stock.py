"""What orders hold of the stock: promised when they are approved, let go when they stop, sent when they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.goods import reserving
from dianzhang.goods.reserving import Want

from .entering import LINE, PIECE
from .models import Order, OrderLine, OrderPiece
from .parcels import plans
from .parcels.contents import Pieces, articles, gone

KIND = "order"


def reserve(orders: Batch[Order, Any], act: Act, wanted: Iterable[Order] | None = None) -> list[Want]:
    """Promise the orders of a batch (or those of it that are ``wanted``) their pieces; refuse where there are none.

    Gives what they want.
    """
    asked = [order for order, _given in orders] if wanted is None else list(wanted)
    wants = plans.wants_left(asked)
    short = reserving.reserve(act, KIND, wants)
    _refuse(orders, asked, short)
    _say_oversold(asked, short, act)
    return wants


def _say_oversold(asked: Sequence[Order], short: Mapping[int, str], act: Act) -> None:
    """Sold beyond what is there, or no longer so: the mark follows what could be promised, in its own event."""
    found = {
        "order.run_short": [Item(one.id) for one in asked if one.id in short and not one.oversold],
        "order.be_covered": [Item(one.id) for one in asked if one.id not in short and one.oversold],
    }
    for name, items in found.items():
        if items:
            act.transaction.afterwards(lambda name=name, items=items: plans.do(act, name, items))


def free(orders: Iterable[Order], act: Act) -> None:
    """Let go of what these orders and their parcels hold.  An order made in this transaction holds nothing yet."""
    known = [order.id for order in orders if (KIND, order.id) in act.transaction.snapshots]
    plans.take_back(act, known)
    reserving.free(act, KIND, known)


def send(orders: Batch[Order, Any], act: Act, asked: Sequence[Order], left: Mapping[int, Pieces]) -> None:
    """Out of the house with what is ``left`` of the orders ``asked`` for; what they do not hold they take if free."""
    wants = [Want(order.id, order.shop_id, articles(left[order.id])) for order in asked]
    _refuse(orders, asked, reserving.send(act, KIND, wants))


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
    for sku, count in articles(gone([order.id]).get(order.id, {})).items():
        pieces[sku] = max(pieces.get(sku, 0) - count, 0)
    reserving.reserve(act, KIND, [Want(order.id, order.shop_id, {sku: n for sku, n in pieces.items() if n})])


def _refuse(orders: Batch[Order, Any], asked: Sequence[Order], why: dict[int, str]) -> None:
    for order in asked:
        if order.id in why:
            orders.refuse(order, why[order.id])
