"""Order files into orders: read in chunks, each chunk one short transaction, every order whole or absent.

New orders are entered as of the time they were placed, paid as of the time they were paid, refunded as of the refund's
day (or the payment's, where the file does not carry one).  Known orders are compared: what was told differently is
updated, what was not costs nothing and changes nothing.  So the same file may be read again at any time, also after
a power cut in the middle of it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from django.db import IntegrityError, transaction

from dianzhang.engine import registry, writer
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one, together
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.refolding import judge_unjudged
from dianzhang.engine.transaction import Stale, Transaction
from dianzhang.gateways.orders import PAYMENT, REFUND, Chunk, OrderRecord, OrderSource, Reject, RejectsWriter
from dianzhang.kernel.money import yuan
from dianzhang.kernel.ruleset import Ruleset

from .actions.observed import BEFORE_SHIPPING
from .actions.refunds import RefundTold
from .entering import paid_before
from .models import Order, Refund
from .told import Told

CHUNK = 200  # orders a transaction: as quick as 400, and others wait half as long for their turn to write
PAUSE = 0.001  # seconds between transactions: whoever waits for a turn has it by then
TRIES = 5


@dataclass
class Report:
    """What came of a file.  ``rejected`` counts rows; the others count orders.  ``accounted``: what became of every
    line, by the names of ``gateways.orders.ACCOUNTED``, where lines are not orders."""

    taken: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    held: int = 0
    rejects_file: Path | None = None
    accounted: Mapping[str, int] = field(default_factory=dict)

    @property
    def orders(self) -> int:
        return self.taken + self.updated + self.unchanged

    def __add__(self, other: Report) -> Report:
        """What came of two tables of one file; the rejected rows of the first that has any."""
        return Report(
            self.taken + other.taken, self.updated + other.updated, self.unchanged + other.unchanged,
            self.rejected + other.rejected, self.held + other.held, self.rejects_file or other.rejects_file,
            {name: self.accounted.get(name, 0) + n for name, n in other.accounted.items()} or self.accounted,
        )  # fmt: skip


@dataclass(frozen=True)
class Intake:
    """One file on its way into one shop.

    ``judge`` are rules to judge the orders by, as of ``as_of``, telling nobody; None: the rules in force, from the
    shop's go-live on.  ``dry`` does everything and keeps nothing.  ``name`` is what people call the file, if it lies
    under another; ``language`` that of the reasons.
    """

    file: OrderSource
    shop: str
    actor: Actor
    create_shop: bool = False
    judge: Ruleset | None = None
    as_of: datetime | None = None
    dry: bool = False
    progress: Callable[[int, Report], None] = field(default=lambda _bytes_read, _report: None)
    name: str = ""
    language: str = "zh"

    def run(self, rejects: Path) -> Report:
        """Take the file in.  Rows that cannot be taken are written to ``rejects``."""
        report = Report()
        with lean(), RejectsWriter(rejects, self.file.header, language=self.language) as writer_:
            for chunk in self.file.chunks(CHUNK):
                orders, back = self._of_known(chunk) if self.file.layout.part else (chunk.orders, chunk.rejects)
                if orders:
                    self._take(orders, report)
                writer_.write(back)
                report.rejected += len(back)
                self.progress(chunk.bytes_read, report)
                time.sleep(PAUSE)
        report.accounted = self.file.accounted()
        if report.rejected:
            report.rejects_file = rejects
        return report

    def _of_known(self, chunk: Chunk) -> tuple[list[OrderRecord], list[Reject]]:
        """Articles belong to orders that are here; those of others come back."""
        known = _known(self._shop_id(), [order.number for order in chunk.orders])
        orders, rejects = [order for order in chunk.orders if order.number in known], list(chunk.rejects)
        for order, rows in zip(chunk.orders, chunk.rows, strict=True):
            if order.number not in known:
                rejects += self.file.unknown_order(rows)
        return orders, rejects

    def _take(self, orders: Sequence[OrderRecord], report: Report) -> None:
        """One chunk; done again when someone else changed one of its orders meanwhile."""
        for attempt in range(TRIES):
            try:
                with transaction.atomic():
                    taken = self._write(orders)
                break
            except (Stale, IntegrityError):
                if attempt == TRIES - 1:
                    raise
        report.taken += taken.taken
        report.updated += taken.updated
        report.unchanged += taken.unchanged
        report.held += taken.held

    def _write(self, orders: Sequence[OrderRecord]) -> Report:
        shop_id = self._shop_id()
        known = _known(shop_id, [order.number for order in orders])
        fresh = [order for order in orders if order.number not in known]
        changed = [(known[o.number][0], o) for o in orders if o.number in known and known[o.number][1] != o.digest]
        same = [known[o.number][0] for o in orders if o.number in known and known[o.number][1] == o.digest]
        done = Report(taken=len(fresh), unchanged=len(orders) - len(fresh))
        if fresh or changed or (same and self.judge is not None):
            source = {"file": self.name or self.file.name}
            quiet = self.judge is not None
            with together(self.actor, at=self.as_of, judge=self.judge, quiet=quiet, source=source) as tx:
                work = ChunkWork(tx, shop_id, self.file.carries)
                records = work.enter(fresh)
                known_records, updated = work.compare(changed)
                if self.judge is not None and self.as_of is not None:
                    known_records += judge_unjudged(tx, registry.subjects["order"], same)
                    tx.stop_clocks(self.as_of)
                was_held = {record.id for record in known_records if record.hold == "held"} & work.held_before
            done.updated, done.unchanged = updated, done.unchanged - updated
            done.held = sum(r.hold == "held" for r in (*records, *known_records)) - len(was_held)
        if self.dry:
            transaction.set_rollback(True)
        return done

    def _shop_id(self) -> int:
        found = Shop.objects.filter(code=self.shop).values_list("pk", flat=True).first()
        if found is not None:
            return found
        if not self.create_shop:
            raise LookupError(self.shop)
        platform = self.file.layout.name.partition("_")[0]
        return int(must(one("shop.open", self.actor, code=self.shop, name=self.shop, platform=platform)).id)


@contextmanager
def lean() -> Iterator[None]:
    """While thousands of rows pass through: no searches for circles among what never has any (a fifth of the time),
    and on SQLite no mapping of the file into memory, which would grow with it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        with writer.unmapped():
            yield
    finally:
        if collecting:
            gc.enable()


def _known(shop_id: int, numbers: Sequence[str]) -> dict[str, tuple[int, str]]:
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
        """Delivered, or called off before it was paid."""
        delivered = [r for r, o in pairs if o.fulfilment == "delivered" and r.fulfilment == "shipped"]
        off = [
            Item(record=r, data=self._told(o)) for r, o in pairs
            if o.fulfilment == "closed" and r.payment == "unpaid" and r.fulfilment in BEFORE_SHIPPING
        ]  # fmt: skip
        done = _ids(self._do("order.deliver", [Item(record=record) for record in delivered]))
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


def last_moment(file: OrderSource) -> datetime | None:
    """The last instant that a file speaks of: as of then it is judged."""
    latest: datetime | None = None
    for chunk in file.chunks():
        for order in chunk.orders:
            for moment in (order.created_at, order.paid_at, order.refunded_at):
                if moment is not None and (latest is None or moment > latest):
                    latest = moment
    return latest
