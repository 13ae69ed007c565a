"""Order files into orders: read in chunks, each chunk one short transaction, every order whole or absent.

Known orders are compared: what was told differently is updated, what was not costs nothing and changes nothing.  So the
same file may be read again at any time, also after a power cut in the middle of it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from dianzhang.engine import registry, writer
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one, together
from dianzhang.engine.models import Shop
from dianzhang.engine.refolding import judge_unjudged
from dianzhang.engine.transaction import Stale
from dianzhang.gateways.orders import Chunk, OrderRecord, OrderSource, Reject, RejectsWriter
from dianzhang.kernel.ruleset import Ruleset

from .chunks import ChunkWork, known_orders

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
        known = known_orders(self._shop_id(), [order.number for order in chunk.orders])
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
        known = known_orders(shop_id, [order.number for order in orders])
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


def last_moment(file: OrderSource) -> datetime | None:
    """The last instant that a file speaks of: as of then it is judged."""
    latest: datetime | None = None
    for chunk in file.chunks():
        for order in chunk.orders:
            for moment in (order.created_at, order.paid_at, order.refunded_at):
                if moment is not None and (latest is None or moment > latest):
                    latest = moment
    return latest
