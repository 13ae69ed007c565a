"""The orders of one chunk of a file, in one transaction of the engine: new ones entered, known ones compared.

New orders are entered as of the time they were placed, paid as of the time they were paid, refunded as of the refund's
day (or the payment's, where the file does not carry one).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest

from dianzhang.engine import registry, writer
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.transaction import Transaction
from dianzhang.gateways.orders import PAYMENT, REFUND, OrderRecord
from dianzhang.kernel.money import yuan

from .actions.observed import BEFORE_SHIPPING
from .actions.refunds import RefundTold
from .entering import paid_before
from .models import Order, Refund
from .parcels.arriving import WithItsOrder, over_with
from .states import has_it
from .told import Told


def known_orders(shop_id: int, numbers: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Number -> id and digest of the orders that the shop has already, in one statement and without making records."""
    rows = writer.columns(Order, ("number", "id", "digest"), "number", numbers, " AND shop_id = %s", (shop_id,))
    return {number: (pk, digest) for number, pk, digest in rows}


class ChunkWork:
    """The actions of one chunk, in one transaction of the engine."""

    def __init__(self, tx: Transaction, shop_id: int, carries: frozenset[str]) -> None:
        self.tx, self.shop_id, self.carries = tx, shop_id, carries
        self.held_before: set[int] = set()

    def enter(self, orders: Sequence[OrderRecord]) -> list[Order]:
        """New orders, with their payment and refund."""
        if not orders:
            return []
        items = [Item(data=self._told(o), at=o.created_at) for o in orders]
        records = [outcome.record for outcome in self._do("order.enter", items)]
        pairs = list(zip(records, orders, strict=True))
        if PAYMENT in self.carries:
            self._pay([(r, o) for r, o in pairs if o.paid_at is not None])
        if REFUND in self.carries:
            self._refund([(r, o) for r, o in pairs if o.refund_cents])
        return records

    def compare(self, changed: Sequence[tuple[int, OrderRecord]]) -> tuple[list[Order], int]:
        """Known orders whose row is not the one read before: what is new in it.  Their records, how many changed."""
        if not changed:
            return [], 0
        orders = dict(changed)
        records = self.tx.take(registry.subjects["order"], list(orders))
        self.held_before = {pk for pk, record in records.items() if record.hold == "held"}
        pairs = [(records[pk], order) for pk, order in changed]
        restated = [(r, o) for r, o in pairs if paid_before(r, self._told(o)) and r.paid_cents != o.paid_cents]
        moved = self._update(restated)  # first: what is given back is measured by what was paid
        if PAYMENT in self.carries:
            moved |= self._pay([(r, o) for r, o in pairs if o.paid_at and r.paid_at is None])
        if REFUND in self.carries:
            moved |= self._refund([(r, o) for r, o in pairs if o.refund_cents != r.refunded_cents])
        first = {record.id for record, _order in restated}
        moved |= self._update([(r, o) for r, o in pairs if r.id not in first])
        moved |= self._end(pairs)
        return list(records.values()), len(moved)

    def _told(self, order: OrderRecord) -> Told:
        return Told(self.shop_id, order, self.carries, file=True)

    def _update(self, pairs: Iterable[tuple[Order, OrderRecord]]) -> set[int]:
        items = [Item(record=r, data=self._told(o)) for r, o in pairs]
        return _ids(self._do("order.update", items))

    def _end(self, pairs: Sequence[tuple[Order, OrderRecord]]) -> set[int]:
        """Delivered, called off before it was paid, or over in a way that is not told."""
        left = [(r, o) for r, o in pairs if r.fulfilment == "shipped"]
        delivered = [r for r, o in left if has_it(o.fulfilment, o.arrived_at)]
        closed = [r.id for r, o in left if o.fulfilment == "closed" and not has_it(o.fulfilment, o.arrived_at)]
        off = [
            Item(record=r, data=self._told(o)) for r, o in pairs
            if o.fulfilment in ("completed", "closed") and r.payment == "unpaid" and r.fulfilment in BEFORE_SHIPPING
        ]  # fmt: skip
        done = _ids(self._do("order.deliver", [Item(record=record) for record in delivered]))
        over = over_with(self.tx, closed)
        if over:
            self._do("parcel.let_go", [Item(pk, data=WithItsOrder()) for pk in over])
        return done | _ids(self._do("order.cancel", off))

    def _pay(self, pairs: Sequence[tuple[Order, OrderRecord]]) -> set[int]:
        return _ids(self._do("order.pay", [Item(record=r, data=o, at=o.paid_at) for r, o in pairs]))

    def _refund(self, pairs: Sequence[tuple[Order, OrderRecord]]) -> set[int]:
        """The difference to what was refunded before: cumulative figures become single refunds."""
        if not pairs:
            return set()
        last = _last_refunds([r.id for r, _o in pairs if r.refunded_cents])
        items, single = [], list[list[Item]]()
        for record, order in pairs:
            if order.refunds:
                single.append(_one_by_one(record, order))
                continue
            at = order.refunded_at or order.paid_at or record.paid_at or self.tx.at
            day = day_of(at)
            earlier = last.get(record.id)
            if earlier is not None and earlier > at:
                at = earlier  # told in this order, so it counts in this order; the day of the refund stays its own
            data = RefundTold(
                amount=yuan(order.refund_cents - record.refunded_cents), day=day, day_basis=order.refund_day_basis
            )
            record.digest = order.digest
            items.append(Item(record=record, data=data, at=at))
        done = _ids(self._do("order.refund", items))
        for turn in zip_longest(*single):  # the first of each order, then the second: each ends before the next
            done |= _ids(self._do("order.refund", [item for item in turn if item is not None]))
        return done

    def _do(self, action: str, items: list[Item]) -> list[Outcome]:
        return self.tx.do(registry.actions[action], items, checked=True) if items else []


def _one_by_one(record: Order, order: OrderRecord) -> list[Item]:
    """Refunds told each with its instant: those beyond what is here.  A shorter ledger takes none back."""
    items, known = [], record.refunded_cents
    for at, amount in order.refunds:
        fresh, known = min(amount, max(amount - known, 0)), known - amount
        if fresh > 0:
            items.append(Item(record=record, data=RefundTold(amount=yuan(fresh), day=day_of(at)), at=at))
    record.digest = order.digest
    return items


def _ids(outcomes: Iterable[Outcome]) -> set[int]:
    return {outcome.id for outcome in outcomes if outcome.done and outcome.id is not None}


def _last_refunds(ids: Sequence[int]) -> dict[int, datetime]:
    if not ids:
        return {}
    return dict(Refund.objects.filter(order_id__in=ids).order_by("at").values_list("order_id", "at"))
