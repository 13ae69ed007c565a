"""The money that hangs on deadlines: a record's own, or that of the record it is about.

A kind declares a field of its own (``Subject.stake``), or whose money it takes where it has none
(``Subject.stake_from``): a task about an order presses as its order does, an obstacle as its task.  What is referred to
is read for all records of a transaction at once, a statement a kind, and only for those that have deadlines.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import registry
from .referred import Ref, referred

if TYPE_CHECKING:
    from dianzhang.kernel.fold import State

STEPS = 3  # an obstacle is its task's, the task its order's; further nobody looks


class Stakes:
    """Of the records of one transaction, by kind and id: cents, None where there is no value."""

    def __init__(self, states: Mapping[Ref, State]) -> None:
        self._here = states
        self._read: dict[Ref, Any] = {}
        refs = {ref for (kind, _id), state in states.items() if state.clocks and (ref := _from(kind, state.record))}
        for _step in range(STEPS):
            if not refs:
                break
            self._read |= referred(ref for ref in refs if ref not in self._here and ref not in self._read)
            refs = {further for ref in refs if (further := _from(ref[0], self._there(ref)))}

    def of(self, kind: str, record: Any) -> int | None:
        for _step in range(STEPS + 1):
            subject = registry.subjects.get(kind)
            if subject is None or record is None:
                return None
            if (own := subject.stake_of(record)) is not None:
                return own
            ref = _from(kind, record)
            if ref is None:
                return None
            kind, record = ref[0], self._there(ref)
        return None

    def _there(self, ref: Ref) -> Any:
        here = self._here.get(ref)
        return here.record if here is not None else self._read.get(ref)


def _from(kind: str, record: Any) -> Ref | None:
    """The record whose money this one takes; None where it has its own, or takes none."""
    subject = registry.subjects.get(kind)
    if subject is None or subject.stake_from is None or record is None or subject.stake_of(record) is not None:
        return None
    return subject.stake_from(record)
