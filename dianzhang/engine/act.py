"""The one way to change records: ``perform`` an action on a batch of items.

Each item gets its outcome.  A chunk of items is one transaction: an exception rolls it back whole.  When another person
was quicker, the chunk is done again on what is there now, and the item that this changed says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

from . import registry
from .access import Actor
from .outcome import Item, Outcome, Refused
from .registry import Action
from .transaction import Stale, Transaction

CHUNK = 500
_TRIES = 5
_DEADLOCK = "40P01"
T = TypeVar("T")


def perform(
    name: str,
    items: Sequence[Item] | Item,
    actor: Actor,
    *,
    defaults: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    chunk: int = CHUNK,
    **how: Any,
) -> list[Outcome]:
    """Do the action ``name`` ("order.ship") on every item as ``actor``.

    ``defaults`` are inputs common to all items; ``at`` is when it happened, if not now.  ``how`` goes to
    ``Transaction`` (``judge``, ``quiet``, ``source``).  KeyError for an unknown action.
    """
    action = registry.actions[name]
    wanted = [items] if isinstance(items, Item) else list(items)
    if defaults:
        for item in wanted:
            if item.data is None or isinstance(item.data, Mapping):
                item.data = {**defaults, **(item.data or {})}
    outcomes: list[Outcome] = []
    for start in range(0, len(wanted), chunk):
        part = wanted[start : start + chunk]
        outcomes += retried(lambda part=part: _in_one(action, part, actor, at, how))  # type: ignore[misc]
    return outcomes


def one(name: str, actor: Actor, record_id: int | None = None, revision: int | None = None, /, **data: Any) -> Outcome:
    """``perform`` on a single record, with its input as keywords."""
    return perform(name, Item(record_id, revision, data or None), actor)[0]


def must(outcome: Outcome) -> Any:
    """The record of an outcome that has to be done; raises ``Refused`` with the reason otherwise."""
    if not outcome.done:
        raise Refused(outcome.why)
    return outcome.record


def retried(work: Callable[[], T]) -> T:
    """Do ``work``, which opens its own transaction, again while somebody else is quicker; Stale after a few times.

    Quicker is also who made meanwhile what must be there only once: done again, the verb finds it and says so.
    """
    there_already = connection.Database.IntegrityError  # type: ignore[attr-defined]  # the driver's own: raw writes
    stuck = connection.Database.OperationalError  # type: ignore[attr-defined]
    for attempt in range(_TRIES):
        try:
            return work()
        except (Stale, IntegrityError, there_already):
            if attempt == _TRIES - 1 or connection.in_atomic_block:
                raise
        except (OperationalError, stuck) as error:
            if not _waited_for_each_other(error) or attempt == _TRIES - 1 or connection.in_atomic_block:
                raise
    raise AssertionError("unreachable")


def _waited_for_each_other(error: BaseException) -> bool:
    """Two took the same records in another order and PostgreSQL let one of them go: done again, it comes second."""
    return any(getattr(one, "sqlstate", None) == _DEADLOCK for one in (error, error.__cause__))


def _in_one(
    action: Action, items: Sequence[Item], actor: Actor, at: datetime | None, how: Mapping[str, Any]
) -> list[Outcome]:
    with together(actor, at=at, **how) as tx:
        return tx.do(action, items)


@contextmanager
def together(actor: Actor, *, at: datetime | None = None, **how: Any) -> Iterator[Transaction]:
    """Several actions in one database transaction, written at the end: whole or not at all."""
    with transaction.atomic():
        tx = Transaction(actor, at=at, **how)
        try:
            yield tx
            tx.flush()
        finally:
            tx.close()
