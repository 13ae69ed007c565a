"""What is in orders and parcels, piece by piece: what an order holds, what of it left, what is still to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dianzhang.engine import writer

from ..codes.models import OrderPiece
from .models import Parcel, ParcelOrder, ParcelPiece
from .states import GONE


class Part(NamedTuple):
    """What of an order a piece is: an article of a line (line 0: a gift), or the line itself where it is none."""

    line: int
    sku: int | None


Pieces = dict[Part, int]


def of_orders(orders: Sequence[int]) -> dict[int, Pieces]:
    """All that these orders are, in two statements.  A line taken apart is its pieces, any other is itself."""
    from ..models import OrderLine

    found: dict[int, Pieces] = {order: {} for order in orders}
    for order, line, sku, count in writer.columns(
        OrderPiece, ("order_id", "line", "sku_id", "pieces"), "order_id", orders
    ):
        _add(found[order], Part(line, sku), count)
    apart = {(order, part.line) for order, pieces in found.items() for part in pieces if part.line}
    for order, line, sku, count in writer.columns(
        OrderLine, ("order_id", "number", "sku_id", "quantity"), "order_id", orders
    ):
        if (order, line) not in apart and count:
            _add(found[order], Part(line, sku), count)
    return found


def of_parcels(parcels: Sequence[int]) -> dict[int, dict[int, Pieces]]:
    """Parcel -> order -> what of it is inside, in one statement."""
    found: dict[int, dict[int, Pieces]] = {parcel: {} for parcel in parcels}
    columns = ("parcel_id", "order_id", "line", "sku_id", "pieces")
    for parcel, order, line, sku, count in writer.columns(ParcelPiece, columns, "parcel_id", parcels):
        _add(found[parcel].setdefault(order, {}), Part(line, sku), count)
    return found


def orders_in(parcels: Sequence[Parcel]) -> dict[int, set[int]]:
    """Parcel -> the orders that go out in it: the one it was made for, and what was merged with that."""
    found = {parcel.id: {parcel.order_id} for parcel in parcels}
    for parcel, order in writer.columns(ParcelOrder, ("parcel_id", "order_id"), "parcel_id", list(found)):
        found[parcel].add(order)
    return found


def gone(orders: Sequence[int]) -> dict[int, Pieces]:
    """What of these orders left the house in parcels, in one statement where none did."""
    rows = writer.columns(ParcelPiece, ("parcel_id", "order_id", "line", "sku_id", "pieces"), "order_id", orders)
    if not rows:
        return {}
    states = dict(writer.columns(Parcel, ("id", "status"), "id", sorted({row[0] for row in rows})))
    found: dict[int, Pieces] = {}
    for parcel, order, line, sku, count in rows:
        if states[parcel] in GONE:
            _add(found.setdefault(order, {}), Part(line, sku), count)
    return found


def left(orders: Sequence[int]) -> dict[int, Pieces]:
    """What of these orders is still in the house."""
    whole, away = of_orders(orders), gone(orders)
    return {order: minus(pieces, away.get(order, {})) for order, pieces in whole.items()}


def minus(pieces: Mapping[Part, int], taken: Mapping[Part, int]) -> Pieces:
    """What is left of ``pieces``.  Lines may be told anew under other numbers: then by article, from any line."""
    rest = dict(pieces)
    over: dict[int | None, int] = {}
    for part, count in taken.items():
        here = min(rest.get(part, 0), count)
        if here:
            rest[part] -= here
        if count > here and part.sku is not None:
            over[part.sku] = over.get(part.sku, 0) + count - here
    for part in rest:
        here = min(rest[part], over.get(part.sku, 0))
        if here:
            rest[part] -= here
            over[part.sku] -= here
    return {part: count for part, count in rest.items() if count > 0}


def articles(pieces: Mapping[Part, int]) -> dict[int, int]:
    """Article -> pieces; what is no article of ours lies in no warehouse."""
    found: dict[int, int] = {}
    for part, count in pieces.items():
        if part.sku is not None:
            found[part.sku] = found.get(part.sku, 0) + count
    return found


def total(pieces: Iterable[Mapping[Part, int]]) -> int:
    return sum(sum(each.values()) for each in pieces)


def _add(pieces: Pieces, part: Part, count: int) -> None:
    pieces[part] = pieces.get(part, 0) + count
