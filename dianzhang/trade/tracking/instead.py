"""What a buyer gets instead of what a carrier lost: a case for each order in the parcel, of what was in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from dianzhang.kernel.money import yuan

from ..aftersales.limits import payable, promised
from ..models import Order, OrderLine
from ..parcels.contents import Part, minus, of_orders, of_parcels, orders_in
from ..parcels.models import Parcel


def cases_of(lost: Sequence[tuple[Parcel, str]]) -> Mapping[int, list[dict[str, Any]]]:
    """By parcel, what ``aftersale.open`` is given for each of its orders; ``lost``: parcels, and the kind of the case.

    Of an order that is in other parcels too it is only the pieces in this one, and their share of what was paid.  A
    parcel in which there were only gifts has none: a gift is no line of an order.
    """
    inside, orders = of_parcels([parcel.id for parcel, _kind in lost]), orders_in([parcel for parcel, _kind in lost])
    asked = sorted({order for each in orders.values() for order in each})
    rows = Order.objects.select_related("shop").prefetch_related("lines").in_bulk(asked)
    whole, elsewhere = of_orders(asked), defaultdict(int, promised(asked))
    found: dict[int, list[dict[str, Any]]] = {parcel.id: [] for parcel, _kind in lost}
    for parcel, kind in lost:
        for pk in sorted(orders[parcel.id]):
            order, mine = rows[pk], inside[parcel.id].get(pk, {})
            given: dict[str, Any] = {"order": order.number, "shop": order.shop.code, "kind": kind, "cause": "lost"}
            if mine and minus(whole[pk], mine):
                lines = list(order.lines.all())
                some = _of_lines(lines, whole[pk], mine)
                if not some:
                    continue
                given["lines"] = "；".join(f"#{number}×{count}" for number, count in sorted(some.items()))
                if kind == "refund":
                    cents = min(_share(order, lines, some), max(0, payable(order) - elsewhere[pk]))
                    elsewhere[pk] += cents
                    given["amount"] = yuan(cents)
            found[parcel.id].append(given)
    return found


def _of_lines(lines: Sequence[OrderLine], whole: Mapping[Part, int], mine: Mapping[Part, int]) -> dict[int, int]:
    """How many of each line were in it; of a set of which a part was, the set."""
    numbers = {line.number: line for line in lines}
    articles = {line.sku_id: line for line in lines if line.sku_id is not None}  # told anew under another number
    found: dict[int, int] = defaultdict(int)
    for part, pieces in mine.items():
        line = numbers.get(part.line) or (articles.get(part.sku) if part.line and part.sku else None)
        if line is not None:
            all_of_it = whole.get(Part(line.number, part.sku), 0) or line.quantity
            found[line.number] = max(found[line.number], min(line.quantity, -(-pieces * line.quantity // all_of_it)))
    return {number: count for number, count in found.items() if count}


def _share(order: Order, lines: Sequence[OrderLine], some: Mapping[int, int]) -> int:
    """So many cents of what was paid fall to these: by what the lines bring, or by pieces where a line does not say."""
    paid = order.paid_cents if order.paid_cents is not None else order.total_cents
    worth = {line.number: _worth(line) for line in lines}
    if None in worth.values() or not any(worth.values()):
        worth = {line.number: line.quantity for line in lines}
    quantities = {line.number: line.quantity for line in lines}
    part = sum(Fraction((worth[number] or 0) * count, quantities[number]) for number, count in some.items())
    return int(paid * part / sum(each or 0 for each in worth.values()))


def _worth(line: OrderLine) -> int | None:
    if line.receives_cents is not None:
        return line.receives_cents
    return line.unit_price_cents * line.quantity if line.unit_price_cents is not None else None
