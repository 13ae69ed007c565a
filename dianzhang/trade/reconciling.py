"""A platform's file put beside our records: only what differs is said.  Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
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
    of our axis; None where one side has no such order.  ``told_at``: when it was paid or given back, as they say."""

    kind: str
    number: str
    theirs: Any = None
    ours: Any = None
    order_id: int | None = None
    day: date | None = None
    told_at: datetime | None = None


@dataclass
class Reconciled:
    """``first`` and ``last``: the days that the file speaks of; ``unread`` rows could not be read.

    ``numbers`` are the file's orders, ``kinds`` what it can say to differ, ``keys`` what differs, (kind, number).
    """

    theirs: int = 0
    same: int = 0
    unread: int = 0
    first: date | None = None
    last: date | None = None
    count: int = 0
    differences: list[Difference] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=lambda: {"missing_here", "missing_there", "total"})
    keys: set[tuple[str, str]] = field(default_factory=set)

    def add(self, found: Difference) -> None:
        self.count += 1
        self.keys.add((found.kind, found.number))
        if len(self.differences) < MOST:
            self.differences.append(found)


def reconcile(tables: Sequence[OrderSource], shop_id: int) -> Reconciled:
    """Every order of the file against ours, and ours of the same days against the file."""
    done = Reconciled()
    whole = [table for table in tables if not table.layout.part]
    for fact, kind in ((PAYMENT, "paid"), (REFUND, "refund"), (FULFILMENT, "state")):
        if whole and all(fact in table.carries for table in whole):
            done.kinds.add(kind)
    for table in whole:
        for chunk in table.chunks():
            done.unread += len(chunk.rejects)
            known = _ours(shop_id, [order.number for order in chunk.orders])
            for order in chunk.orders:
                done.numbers.add(order.number)
                day = day_of(order.created_at)
                done.first, done.last = min(done.first or day, day), max(done.last or day, day)
                found = list(_of(order, known.get(order.number), table.carries))
                done.same += not found
                for one in found:
                    done.add(one)
    done.theirs = len(done.numbers)
    if done.first is not None:
        days = Order.objects.filter(shop_id=shop_id, placed_day__range=(done.first, done.last)).order_by("id")
        for pk, number, day in days.values_list("id", "number", "placed_day").iterator():
            if number not in done.numbers:
                done.add(Difference("missing_there", number, order_id=pk, day=day))
    return done


def _ours(shop_id: int, numbers: list[str]) -> dict[str, tuple[Any, ...]]:
    rows = writer.columns(Order, _FACTS, "number", numbers, " AND shop_id = %s", (shop_id,))
    return {number: tuple(rest) for number, *rest in rows}


def _of(order: OrderRecord, ours: tuple[Any, ...] | None, carries: frozenset[str]) -> Iterator[Difference]:
    day = day_of(order.created_at)
    if ours is None:
        yield Difference("missing_here", order.number, day=day)
        return
    pk, total, paid, refunded, fulfilment = ours
    pairs: list[tuple[str, int, int, datetime | None]] = [("total", order.total_cents, total, None)]
    if PAYMENT in carries:
        pairs.append(("paid", order.paid_cents or 0, paid or 0, order.paid_at))
    if REFUND in carries:
        pairs.append(("refund", order.refund_cents, refunded, order.refunded_at))
    yield from (Difference(kind, order.number, a, b, pk, day, at) for kind, a, b, at in pairs if a != b)
    told = _word(order.fulfilment or "") if FULFILMENT in carries else None
    if told and not as_far(told, fulfilment):
        yield Difference("state", order.number, told, fulfilment, pk, day)


def _word(told: str) -> str | None:
    """As our axis reads it; that the buyer has it is kept, for who takes it over."""
    return told if told == "completed" else FULFILMENT_OF.get(told)


def as_far(told: str, fulfilment: str) -> bool:
    """Whether an order is with us where the platform has it; what we do not know differs from nothing."""
    if fulfilment == UNKNOWN:
        return True
    return fulfilment in _OVER if told in ("completed", "closed") else _FAR.get(told) == _FAR.get(fulfilment)
