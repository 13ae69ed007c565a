"""Messages worked off: read, put against what was known of the order, taken in like a row of a file.

What is older than what was read before changes nothing, whichever came first.  Done twice it is done once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import DataError, connection, transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import message
from dianzhang.gateways.orders import (
    FULFILMENT,
    LAYOUTS,
    LINES,
    PAYMENT,
    REFUND,
    REFUND_DAY,
    Chunk,
    Layout,
    OrderRecord,
    Reject,
)  # fmt: skip
from dianzhang.gateways.orders.pushed import PLATFORMS, Refunded, read
from dianzhang.gateways.orders.pushed import Pushed as Told
from dianzhang.gateways.orders.pushed.messages import NotRead, refunds_within
from dianzhang.kernel.messages import Message

from ..intake import Intake
from ..models import Order
from ..told import SEEN, blank
from .models import OrderSource, Pushed, PushedOrder
from .receiving import KIND

log = logging.getLogger("dianzhang.sources")
KEPT_FOR = timedelta(days=30)  # a refused message: long enough to be looked into
_CARRIES = frozenset(
    {PAYMENT, REFUND, REFUND_DAY, FULFILMENT, LINES, SEEN, "buyer_id", "buyer_name", "receiver", "phone", "province",
     "city", "address", "currency", "remark"}
)  # fmt: skip


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Take one message in."""
    with transaction.atomic():
        found = jobs.unlocked(Pushed.objects.filter(pk=data["pushed"], state="waiting")).first()
        if found is None:
            return
        source = OrderSource.objects.select_related("shop").get(pk=found.source_id)
        try:
            told = read(source.platform, found.topic, bytes(found.body))
            with transaction.atomic():
                found.state, found.number = _take(source, told)
        except NotRead as error:
            found.state, found.reason = "refused", message(error.message)[:300]
        except (DataError, connection.Database.DataError, OverflowError, ValidationError) as error:  # type: ignore[attr-defined]
            # by its kind only: its words may be a buyer's
            log.warning("a pushed order holds what cannot be kept: message %s, %s", found.pk, type(error).__name__)
            found.state, found.reason = "refused", _("里面有存不下的数或文字：请在平台后台核对这一单。")
        else:
            found.body = b""
        found.done_at = now()
        found.save(update_fields=["state", "reason", "number", "body", "done_at"])
    clear_away()


def clear_away() -> None:
    """Bodies of refused messages that nobody needs any more: they hold buyers."""
    Pushed.objects.filter(state="refused", came_at__lt=now() - KEPT_FOR).exclude(body=b"").update(body=b"")


def _take(source: OrderSource, told: Any) -> tuple[str, str]:
    """State of the message, and the number of the order."""
    if not isinstance(told, Told | Refunded):
        return "done", ""
    PushedOrder.objects.get_or_create(source=source, key=told.key)
    known = PushedOrder.objects.select_for_update().get(source=source, key=told.key)
    given = {key: [at.isoformat(), cents] for key, (at, cents) in told.refunds.items()}
    refunds = {**given, **known.refunds}  # what was first told of a refund stays: its instant does not wander
    refunds_within(cents for _at, cents in refunds.values())
    fresh = len(refunds) > len(known.refunds)
    known.refunds = refunds
    if isinstance(told, Told):
        older = _older(told, known.updated_at)
        if older and not fresh:
            return "old", known.number
        known.number = told.order.number
        if not older:
            known.updated_at = told.updated_at
            _into(source, _with(told.order, refunds))
    known.save(update_fields=["number", "updated_at", "refunds"])
    if fresh and known.number:
        _refund(source, known)
    OrderSource.objects.filter(pk=source.pk).update(taken_at=now())
    return "done", known.number


def _older(told: Told, last: datetime | None) -> bool:
    """Whether more was told already.  Platforms write seconds: of two told in one, a bare order is the older."""
    if last is None or told.updated_at != last:
        return last is not None and told.updated_at < last
    return told.order.paid_at is None and told.order.fulfilment == "unshipped"


def _with(order: OrderRecord, refunds: Mapping[str, Any]) -> OrderRecord:
    """The order with every refund that was told of it, by whichever message."""
    if order.paid_at is None:
        return order
    parts = sorted((max(datetime.fromisoformat(at), order.paid_at), cents) for at, cents in refunds.values())
    return replace(order, refunds=tuple(parts), refund_cents=sum(cents for _at, cents in parts))


def _refund(source: OrderSource, known: PushedOrder) -> None:
    """A refund told by itself: the order as it is here, with what was now given back."""
    order = Order.objects.filter(shop=source.shop, number=known.number).first()
    if order is None or order.paid_at is None:
        return
    parts = sorted((max(datetime.fromisoformat(at), order.paid_at), cents) for at, cents in known.refunds.values())
    if sum(cents for _at, cents in parts) <= order.refunded_cents:
        return
    told = blank(
        number=order.number, created_at=order.placed_at, paid_at=order.paid_at, total_cents=order.total_cents,
        paid_cents=order.paid_cents, currency=order.currency, refund_cents=sum(cents for _at, cents in parts),
        refunds=tuple(parts), digest=f"{len(parts)}:{order.digest}"[:32],
    )  # fmt: skip
    _into(source, told, frozenset({REFUND, REFUND_DAY}))


def _into(source: OrderSource, order: OrderRecord, carries: frozenset[str] = _CARRIES) -> None:
    organisation()  # of the worker's process: known before the transaction writes
    with TemporaryDirectory() as folder:
        intake = Intake(One(source.platform, order, carries), source.shop.code, SYSTEM)
        intake.run(Path(folder) / "rejects.csv")


@dataclass(frozen=True)
class One:
    """One order as a file of one row."""

    platform: str
    order: OrderRecord
    carries: frozenset[str]
    header: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    total_bytes: int = 1
    exported_at: datetime | None = None

    @property
    def name(self) -> str:
        return f"{PLATFORMS[self.platform]} ↓"

    @property
    def layout(self) -> Layout:
        return next(layout for layout in LAYOUTS if layout.name == "plain")

    def chunks(self, size: int = 1000) -> Iterator[Chunk]:
        yield Chunk([self.order], [], 1)

    def unknown_order(self, rows: list[tuple[int, list[str]]]) -> list[Reject]:
        return []

    def accounted(self) -> Mapping[str, int]:
        return {}
