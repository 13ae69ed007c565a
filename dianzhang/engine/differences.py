"""Where an observation contradicts what we hold: recorded for someone to settle, never silently taken or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dianzhang.kernel.fold import State

from .facts import Draft
from .models import Difference
from .outcome import Entry
from .registry import Subject, actions

if TYPE_CHECKING:
    from .transaction import Transaction

Hear = Callable[[Any, str, str, str], None]
_heard: dict[str, Hear] = {}


def hear(subject: str) -> Callable[[Hear], Hear]:
    """Register who is told (record, what, ours, theirs) of each difference of a subject, while it is being written:
    a module that has a record of its own for it asks for that with a job."""

    def register(told: Hear) -> Hear:
        _heard[subject] = told
        return told

    return register


def settle(subject: str, record: int, what: str, at: datetime, by: int | None) -> int:
    """What was found of ``what`` of a record is settled: how many stood."""
    standing = Difference.objects.filter(subject_kind=subject, subject_id=record, what=what, settled_at=None)
    return standing.update(settled_at=at, settled_by=by)


def contradiction(tx: Transaction, subject: Subject, state: State, draft: Any) -> None:
    """An observation that our states did not allow."""
    action = actions.get(draft.kind) if isinstance(draft, Draft) else None
    if action is None or action.kind != "observation":
        return
    for axis, lead in action.word.leads.items():
        word = subject.words.axes[axis]
        if word.ours and state.axes[axis] != lead.target:
            theirs, ours = word.states.get(lead.target, lead.target), word.states.get(state.axes[axis], "")
            _add(tx, subject, state.record, word.name, ours, theirs, draft)


def keep_ours(tx: Transaction, subject: Subject, entry: Entry[Any, Any]) -> None:
    """An observation never overwrites a field of ours: the contradiction becomes a difference."""
    record = entry.record
    if entry.before == subject.read_journaled(record):
        return
    for known, ours in zip(subject.journaled, entry.before, strict=True):
        theirs = getattr(record, known.column)
        if known.ours and ours is not None and theirs != ours:
            setattr(record, known.column, ours)
            _add(tx, subject, record, known.name, ours, theirs, None)


def state_differs(tx: Transaction, subject: Subject, record: Any, axis: str, theirs: str) -> None:
    """An observation that tells another state of an axis of ours than the one it has."""
    states = subject.words.axes[axis].states
    ours = getattr(record, axis)
    _add(tx, subject, record, axis, states.get(ours, ours), states.get(theirs, theirs), None)


def value_differs(tx: Transaction, subject: Subject, record: Any, what: str, ours: str, theirs: str) -> None:
    """An observation of something that is not kept in one field: both in words that tell nothing personal."""
    _add(tx, subject, record, what, ours, theirs, None)


def _add(
    tx: Transaction, subject: Subject, record: Any, what: str, ours: Any, theirs: Any, draft: Draft | None
) -> None:
    row = Difference(
        subject_kind=subject.name, subject_id=record.id, what=what, ours=str(ours)[:200], theirs=str(theirs)[:200],
        found_at=tx.recorded_at,
    )  # fmt: skip
    if draft is None:
        tx.afterwards(lambda: setattr(row, "_draft", ("event_id", _latest_of(tx, record))))
    else:
        row._draft = ("event_id", draft)  # type: ignore[attr-defined]
    tx.add(row)
    if subject.name in _heard:
        _heard[subject.name](record, what, str(ours), str(theirs))


def _latest_of(tx: Transaction, record: Any) -> Draft:
    return next(draft for draft in reversed(tx.drafts) if draft.record is record)
