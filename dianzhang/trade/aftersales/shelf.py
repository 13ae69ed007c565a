"""What the lines of a case are on the shelf: a bundle is not an article, its parts are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..models import OrderLine, OrderPiece
from .models import Aftersale, AftersaleLine


class Good(NamedTuple):
    """``pieces`` of one article of a line, under the ``name`` that the warehouse writes.  ``sku`` is None for an
    article that is not known here; ``part`` where the line is a bundle, or several of one article at once."""

    line: AftersaleLine
    sku: int | None
    name: str
    pieces: int
    part: bool = False


def goods_of(cases: Sequence[Aftersale]) -> dict[int, list[Good]]:
    """By case, in the order of its lines.  In three statements, however many cases there are."""
    lines = AftersaleLine.objects.filter(aftersale__in=[case.id for case in cases]).order_by("aftersale_id", "number")
    parts = _parts({case.order_id for case in cases})
    order_of = {case.id: case.order_id for case in cases}
    found: dict[int, list[Good]] = defaultdict(list)
    for line in lines:
        taken_apart = parts.get((order_of[line.aftersale_id], line.number, line.sku_code))
        if line.sku_id is not None or taken_apart is None:
            found[line.aftersale_id].append(Good(line, line.sku_id, line.name, line.quantity))
            continue
        quantity, pieces = taken_apart
        found[line.aftersale_id] += [
            Good(line, sku, code, count * line.quantity // quantity, True) for (sku, code), count in pieces.items()
        ]
    return found


def _parts(orders: Iterable[int]) -> dict[tuple[int, int, str], tuple[int, dict[tuple[int, str], int]]]:
    """Order, line and the code it was taken apart by -> how many there are of the line, and the pieces of all."""
    pieces: dict[tuple[int, int], dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    rows = OrderPiece.objects.filter(order_id__in=list(orders), line__gt=0).order_by("id")
    for order, line, sku, code, count in rows.values_list("order_id", "line", "sku_id", "sku__code", "pieces"):
        pieces[order, line][sku, code] += count
    lines = OrderLine.objects.filter(order_id__in={order for order, _line in pieces}, quantity__gt=0)
    return {
        (order, number, code): (quantity, pieces[order, number])
        for order, number, code, quantity in lines.values_list("order_id", "number", "sku_code", "quantity")
        if (order, number) in pieces
    }
