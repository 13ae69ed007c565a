"""What an action did, as events: values set, inputs, states told, and the windows that its rules look through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .access import Actor
from .answers import Answers, answers_after
from .differences import keep_ours
from .facts import changes, inputs_given
from .hindsight import Texts
from .outcome import Entry
from .registry import Action, Subject
from .windows import frozen_windows

if TYPE_CHECKING:
    from .transaction import Transaction

Entries = Sequence[Entry[Any, Any]]
_NOTHING: Mapping[Any, Any] = {}


def journal(
    tx: Transaction,
    action: Action,
    entries: Entries,
    actor: Actor,
    before: Mapping[int, Answers] = _NOTHING,
    texts: Mapping[int, Texts] = _NOTHING,
) -> None:
    """One event for each entry that was done, folded at once.

    What the rules look back on is frozen into it, and what they find in texts that it leaves out; ``before``: what
    those found that were asked before, ``texts``: the texts as they were before, both by id of the record.
    """
    subject, observed = action.subject, action.kind == "observation"
    windows, answers = frozen_windows(tx, action, entries), answers_after(tx, action, entries, texts)
    for number, entry in enumerate(entries):
        record = entry.record
        if observed and not action.word.creates:
            keep_ours(tx, subject, entry)
        draft = tx.draft(subject, record, action.name, actor=actor, at=entry.item.at, behalf_id=entry.behalf)
        body, because = draft.body, entry.item.because
        if because is not None:
            draft.rule, draft.cause, draft.version_id = because.rule, because.cause, because.version_id
        if action.word.creates:
            axes = tx.begin(subject, record).axes
            if axes != subject.starts:
                body["axes"] = {a: v for a, v in axes.items() if v != subject.starts[a]}
        elif observed:
            _told(tx, subject, entry, body)
        if changed := changes(subject, entry.before, record):
            body["set"] = changed
        if inputs := {n: v for n, v in inputs_given(action, entry.data).items() if n not in changed}:
            body["in"] = inputs
        frozen = (windows and windows[number]), (answers and answers[number]), before.get(record.id)
        if any(frozen):
            body["frozen"] = {name: value for known in frozen for name, value in (known or _NOTHING).items()}
        tx.fold(subject, record, draft, action, entry.data)


def _told(tx: Transaction, subject: Subject, entry: Entry[Any, Any], body: dict[str, Any]) -> None:
    """What an observation of a known record adds: the states it told itself, and the values it found before."""
    axes, now = tx.states[subject.name, entry.record.id].axes, subject.read_axes(entry.record)
    if now != axes:
        body["axes"] = {axis: state for axis, state in now.items() if state != axes[axis]}
    after = subject.read_journaled(entry.record)
    if after != entry.before:
        found = zip(subject.journaled_names, entry.before, after, strict=True)
        if was := {name: old for name, old, new in found if old is not None and old != new}:
            body["was"] = was
