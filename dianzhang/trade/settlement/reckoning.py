"""What a payout should have been, what it was, and what is left of it after the cost of the goods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dianzhang.engine import writer

from ..models import Order, OrderLine
from .models import Settlement
from .states import KINDS

_ORDER = ("number", "id", "payment", "paid_cents", "total_cents", "refunded_cents")
_UNPAID = ("unpaid", "cancelled")


class Known(NamedTuple):
    """What of an order a payout is compared with; money in cents."""

    number: str
    id: int
    payment: str
    paid_cents: int | None
    total_cents: int
    refunded_cents: int
    cost_cents: int | None = None

    @property
    def kept(self) -> int:
        """Paid less refunded; the total where the source does not carry the payment."""
        if self.payment in _UNPAID:
            return -self.refunded_cents
        return (self.total_cents if self.paid_cents is None else self.paid_cents) - self.refunded_cents


def known_by_number(shop_id: int, numbers: Sequence[str]) -> dict[str, Known]:
    """Orders of a shop by their number, with what their goods cost: two statements."""
    rows = writer.columns(Order, _ORDER, "number", list(numbers), " AND shop_id = %s", (shop_id,))
    return {known.number: known for known in _with_cost(rows)}


def known_by_id(orders: Sequence[int]) -> dict[int, Known]:
    """As :func:`known_by_number`, by the order's id."""
    return {known.id: known for known in _with_cost(writer.columns(Order, _ORDER, "id", list(orders)))}


def _with_cost(rows: Iterable[Sequence[object]]) -> list[Known]:
    found = [Known(*row) for row in rows]  # type: ignore[arg-type]
    costs = costs_of([known.id for known in found])
    return [known._replace(cost_cents=costs.get(known.id)) for known in found]


def costs_of(orders: Sequence[int]) -> dict[int, int | None]:
    """What the goods of each order cost when it came in; None where a line's cost is unknown, absent without lines."""
    found: dict[int, int | None] = {}
    rows = writer.columns(OrderLine, ("order_id", "cost_cents", "quantity"), "order_id", list(orders))
    for order, cost, quantity in rows:
        before = found.get(order, 0)
        found[order] = None if cost is None or before is None else before + cost * quantity
    return found


def reckon(one: Settlement, known: Known | None) -> None:
    """Put into a settlement what its sums come to beside its order, or beside none."""
    one.net_cents = sum(getattr(one, f"{kind}_cents") for kind in KINDS)
    one.order_id = known.id if known is not None else None
    one.expected_cents = one.gap_cents = one.cost_cents = one.margin_cents = None
    if known is None:
        one.tally = "orderless"
        return
    one.cost_cents = known.cost_cents
    if one.settled_day is None:
        one.tally = "late" if one.tally == "late" and known.kept > 0 else "part"  # all given back: nothing is owed
        return
    goods = one.goods_cents + one.refund_cents + max(one.freight_cents, 0)  # what the buyer's money became
    one.gap_cents = goods - known.kept
    one.expected_cents = one.net_cents - one.gap_cents
    one.tally = "agrees" if one.gap_cents == 0 else "less" if one.gap_cents < 0 else "more"
    if one.cost_cents is not None:
        one.margin_cents = one.net_cents - one.cost_cents
