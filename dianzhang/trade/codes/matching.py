"""The lines of orders that are here, read once more: what their codes are by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dianzhang.engine import writer
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import consequence
from dianzhang.engine.transaction import Transaction
from dianzhang.goods import reserving
from dianzhang.goods.reserving import Want

from ..keeping_stock import KIND
from ..models import Order, OrderLine
from ..settlement.following import follow
from ..states import ORDER
from .apart import apart, cost_of, floor_of, single
from .meaning import Meanings, Parts, key_of
from .models import OrderPiece


@consequence(
    "order.match", zh="订单.对上商品", en="Articles matched", on=ORDER, leads={"goods": ((), "clear")},
)  # fmt: skip
def match(orders: Batch[Order, Any], act: Act) -> None:
    """Its lines are these articles; one that waited after its approval holds their pieces as far as there are any."""
    late = [o.id for o, _g in orders if o.goods == "unmapped" and o.fulfilment == "approved" and o.hold == "clear"]
    wants = _read_again(orders, act)
    reserving.free(act, KIND, late)  # what of it was known before
    reserving.reserve(act, KIND, [wants[pk] for pk in late if pk in wants])


@consequence(
    "order.await_match", zh="订单.等对照", en="Waits for its articles", on=ORDER,
    leads={"goods": ((), "unmapped")},
)  # fmt: skip
def await_match(orders: Batch[Order, Any], act: Act) -> None:
    """Some of its lines are no article that anybody knows: it waits."""
    _read_again(orders, act)


def unknown_of(tx: Transaction, orders: Sequence[int]) -> dict[int, int]:
    """How many lines of each order nobody knows the articles of."""
    lines = _lines_of(orders)
    taken = tx.take(ORDER, orders)
    meanings = _meanings(tx, taken, lines)
    return {pk: _unknown(taken[pk], mine, meanings) for pk, mine in lines.items()}


def _unknown(order: Order, lines: Sequence[OrderLine], meanings: Meanings) -> int:
    keys = [(order.shop_id, _key(line)) for line in lines]
    return sum(bool(key[1]) and meanings.of(key, order.placed_at) is None for key in keys)


def _meanings(tx: Transaction, orders: Mapping[int, Order], lines: Mapping[int, Sequence[OrderLine]]) -> Meanings:
    return Meanings(tx, {(orders[pk].shop_id, _key(line)) for pk, mine in lines.items() for line in mine})


def _read_again(orders: Batch[Order, Any], act: Act) -> dict[int, Want]:
    """Put what the codes are by now into the lines; what each order wants of the stock."""
    batch = {order.id: order for order, _given in orders}
    lines = _lines_of(list(batch))
    meanings = _meanings(act.transaction, batch, lines)
    OrderPiece.objects.filter(order_id__in=list(lines), line__gt=0).delete()
    wants, given = {}, _gifts_of(list(batch))
    for pk, mine in lines.items():
        order = batch[pk]
        parts = [meanings.of((order.shop_id, _key(line)), order.placed_at) for line in mine]
        order.unmapped = _unknown(order, mine, meanings) or None
        order.below_floor = _below_floor(mine, parts)
        for line, part in zip(mine, parts, strict=True):
            _put(line, part, act)
        wants[pk] = Want(pk, order.shop_id, _both(wanted(mine, parts), given.get(pk, {})))
    follow(list(batch.values()))  # what the goods cost may be known by now
    return wants


def _both(some: dict[int, int], more: dict[int, int]) -> dict[int, int]:
    return {sku: some.get(sku, 0) + more.get(sku, 0) for sku in some.keys() | more.keys()}


def _gifts_of(orders: Sequence[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for pk, sku, count in OrderPiece.objects.filter(order__in=orders, line=0).values_list(
        "order_id", "sku_id", "pieces"
    ):
        mine = found.setdefault(pk, {})
        mine[sku] = mine.get(sku, 0) + count
    return found


def _lines_of(orders: Sequence[int]) -> dict[int, list[OrderLine]]:
    rows = sorted(writer.fetch(OrderLine, "order_id", orders), key=lambda line: (line.order_id, line.number))
    return {order: list(lines) for order, lines in groupby(rows, key=lambda line: line.order_id)}


def _key(line: OrderLine) -> str:
    return key_of(line.sku_code, line.title, line.spec)


def _put(line: OrderLine, parts: Parts | None, act: Act) -> None:
    sku = single(parts)
    line.sku_id, line.cost_cents = sku.id if sku else None, cost_of(parts)
    act.change(line)
    for taken in apart(parts, line.quantity, line.receives_cents):
        act.add(
            OrderPiece(
                order_id=line.order_id, line=line.number, sku_id=taken.sku.id, pieces=taken.pieces,
                receives_cents=taken.receives_cents, cost_cents=taken.sku.cost_cents,
            )
        )  # fmt: skip


def wanted(lines: Sequence[OrderLine], parts: Sequence[Parts | None]) -> dict[int, int]:
    """Article -> pieces, of all lines together."""
    found: dict[int, int] = {}
    for line, known in zip(lines, parts, strict=True):
        for part in known or ():
            found[part.sku.id] = found.get(part.sku.id, 0) + part.pieces * line.quantity
    return found


def _below_floor(lines: Sequence[OrderLine], parts: Sequence[Parts | None]) -> bool | None:
    found: bool | None = None
    for line, known in zip(lines, parts, strict=True):
        floor = floor_of(known)
        if floor is not None and line.receives_cents is not None:
            found = bool(found) or line.receives_cents < floor * line.quantity
    return found
