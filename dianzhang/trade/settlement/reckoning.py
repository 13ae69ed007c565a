"""What a payout should have been, what it was, and what is left of it after the cost of the goods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from dianzhang.engine import writer
from dianzhang.engine.transaction import Transaction

from ..models import Order, OrderLine
from .models import Settlement
from .states import KINDS, SETTLEMENT

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


def hold(orders: Iterable[int], *, lightly: bool = False) -> None:
    """Nobody else puts money to these orders until this is written: two at once would not see each other.

    ``lightly``: as a file does, which may go on beside other files and whatever else changes its orders.
    """
    ids = sorted(set(orders))
    if not lightly:
        list(Order.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    elif connection.vendor == "postgresql":
        writer.columns(Order, ("id",), "id", ids, " ORDER BY id FOR KEY SHARE")


def of_one_order(tx: Transaction, orders: Iterable[int]) -> dict[int, list[Settlement]]:
    """Where an order has several settlements: all of them, as they are by now.  One statement where none has."""
    ids = set(orders)
    by_order: dict[int, set[int]] = {pk: set() for pk in ids}
    for pk, order in writer.columns(Settlement, ("id", "order_id"), "order_id", sorted(ids)):
        by_order[order].add(pk)
    for (subject, pk), state in list(tx.states.items()):
        if subject == SETTLEMENT.name and state.record.order_id in ids:  # not written yet
            by_order[state.record.order_id].add(pk)
    several = {order: members for order, members in by_order.items() if len(members) > 1}
    records = tx.take(SETTLEMENT, sorted({pk for members in several.values() for pk in members}))
    return {
        order: [records[pk] for pk in sorted(members) if pk in records and records[pk].order_id == order]
        for order, members in several.items()
    }


def reckon(one: Settlement, known: Known | None, every: Sequence[Settlement] = ()) -> None:
    """Put into a settlement what its sums come to beside its order, or beside none.

    ``every``: all settlements of the order, where it has several.  Together they are to come to what is due, once: the
    last of them, one that a person matched before any other, bears the difference, and the first the cost.
    """
    one.net_cents = sum(getattr(one, f"{kind}_cents") for kind in KINDS)
    one.order_id = known.id if known is not None else None
    one.expected_cents = one.gap_cents = one.cost_cents = one.margin_cents = None
    if known is None:
        one.tally = "orderless"
        return
    group = list(every) or [one]
    paid = sorted((each for each in group if each.settled_day is not None), key=lambda each: (each.by_hand, each.id))
    one.cost_cents = known.cost_cents
    if one.settled_day is None:
        one.tally = _unpaid(one, known, bool(paid))
        return
    if one is not paid[0] and one.cost_cents is not None:
        one.cost_cents = 0
    one.gap_cents = sum(_goods(each) for each in group) - known.kept if one is paid[-1] else 0
    one.expected_cents = one.net_cents - one.gap_cents
    one.tally = "agrees" if one.gap_cents == 0 else "less" if one.gap_cents < 0 else "more"
    if one.cost_cents is not None:
        one.margin_cents = one.net_cents - one.cost_cents


def _goods(one: Settlement) -> int:
    """What the buyer's money became."""
    return one.goods_cents + one.refund_cents + max(one.freight_cents, 0)


def _unpaid(one: Settlement, known: Known, elsewhere: bool) -> str:
    """How a settlement without money for goods stands; ``elsewhere``: it came under another number."""
    if elsewhere:
        return "agrees"
    was_late = one.tally == "late" or (one.tally == "agrees" and not any(getattr(one, f"{k}_cents") for k in KINDS))
    return "late" if was_late and known.kept > 0 else "part"  # all given back: nothing is owed
