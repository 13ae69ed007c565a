"""A platform's file put beside our records: only what differs is said.  Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dianzhang.engine import writer
from dianzhang.engine.moment import day_of
from dianzhang.gateways.orders import FULFILMENT, PAYMENT, REFUND, OrderRecord, OrderSource
from dianzhang.kernel.vocabulary import UNKNOWN

from .entering import FULFILMENT_OF
from .models import Order

MOST = 500  # differences that are listed
_FACTS = ("number", "id", "total_cents", "paid_cents", "refunded_cents", "fulfilment")
# How far each state of ours is; what a platform calls closed is over, whichever way it ended.
_FAR = {"waiting": 0, "approved": 0, "shipped": 1, "delivered": 2, "closed": 2, "cancelled": 2}
_OVER = ("closed", "cancelled", "delivered")


@dataclass(frozen=True)
class Difference:
    """``kind``: *missing_here*, *missing_there*, *total*, *paid*, *refund*, *state*.  Amounts in cents, states as words
    of our axis; None where one side has no such order."""

    kind: str
    number: str
    theirs: Any = None
    ours: Any = None
    order_id: int | None = None


@dataclass
class Reconciled:
    """``first`` and ``last``: the days that the file speaks of; ``unread`` rows could not be read."""

    theirs: int = 0
    same: int = 0
    unread: int = 0
    first: date | None = None
    last: date | None = None
    count: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, found: Difference) -> None:
        self.count += 1
        if len(self.differences) < MOST:
            self.differences.append(found)


def reconcile(tables: Sequence[OrderSource], shop_id: int) -> Reconciled:
    """Every order of the file against ours, and ours of the same days against the file."""
    done, numbers = Reconciled(), set[str]()
    for table in (one for one in tables if not one.layout.part):
        for chunk in table.chunks():
            done.unread += len(chunk.rejects)
            known = _ours(shop_id, [order.number for order in chunk.orders])
            for order in chunk.orders:
                numbers.add(order.number)
                day = day_of(order.created_at)
                done.first, done.last = min(done.first or day, day), max(done.last or day, day)
                found = list(_of(order, known.get(order.number), table.carries))
                done.same += not found
                for one in found:
                    done.add(one)
    done.theirs = len(numbers)
    if done.first is not None:
        days = Order.objects.filter(shop_id=shop_id, placed_day__range=(done.first, done.last)).order_by("id")
        for pk, number in days.values_list("id", "number").iterator():
            if number not in numbers:
                done.add(Difference("missing_there", number, order_id=pk))
    return done


def _ours(shop_id: int, numbers: list[str]) -> dict[str, tuple[Any, ...]]:
    rows = writer.columns(Order, _FACTS, "number", numbers, " AND shop_id = %s", (shop_id,))
    return {number: tuple(rest) for number, *rest in rows}


def _of(order: OrderRecord, ours: tuple[Any, ...] | None, carries: frozenset[str]) -> Iterator[Difference]:
    if ours is None:
        yield Difference("missing_here", order.number)
        return
    pk, total, paid, refunded, fulfilment = ours
    pairs = [("total", order.total_cents, total)]
    if PAYMENT in carries:
        pairs.append(("paid", order.paid_cents or 0, paid or 0))
    if REFUND in carries:
        pairs.append(("refund", order.refund_cents, refunded))
    yield from (Difference(kind, order.number, a, b, pk) for kind, a, b in pairs if a != b)
    told = FULFILMENT_OF.get(order.fulfilment or "") if FULFILMENT in carries else None
    if not told or fulfilment == UNKNOWN:
        return
    if fulfilment not in _OVER if told == "closed" else _FAR.get(told) != _FAR.get(fulfilment):
        yield Difference("state", order.number, told, fulfilment, pk)
