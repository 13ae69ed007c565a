"""What pages ask of parcels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from ..models import Order, OrderLine
from .models import Parcel, ParcelPiece


@dataclass
class Inside:
    """An order in a parcel, with what of it is inside."""

    order: Order
    rows: list[dict[str, Any]] = field(default_factory=list)


def parcels_of(order: Order) -> list[Parcel]:
    """The parcels that have something of this order, the oldest first; those taken back are left out."""
    found = Parcel.objects.filter(Q(order=order) | Q(others__order=order)).exclude(status="withdrawn")
    return list(found.distinct().order_by("id"))


def pieces_of(parcel: Parcel) -> list[Inside]:
    """What is in a parcel, order by order, its own first."""
    orders = {parcel.order_id: Inside(parcel.order)}
    for other in parcel.others.select_related("order").order_by("id"):
        orders[other.order_id] = Inside(other.order)
    pieces = list(parcel.pieces.select_related("sku").order_by("line", "id"))
    names = names_of_lines(pieces)
    for piece in pieces:
        name = piece.sku or names.get((piece.order_id, piece.line), "")
        orders[piece.order_id].rows.append({"name": name, "sku": piece.sku, "pieces": piece.pieces, "line": piece.line})
    return list(orders.values())


def names_of_lines(pieces: Iterable[ParcelPiece]) -> dict[tuple[int, int], str]:
    """What lines are called that are no article of ours: (order, line) -> name."""
    without = {(piece.order_id, piece.line) for piece in pieces if piece.sku_id is None}
    if not without:
        return {}
    rows = OrderLine.objects.filter(order__in={order for order, _line in without})
    named = rows.values_list("order_id", "number", "sku_code", "title", "spec")
    return {(order, line): f"{code} {title} {spec}".strip() or f"#{line}" for order, line, code, title, spec in named}
