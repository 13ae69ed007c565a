"""What was known then of texts that the journal leaves out, for a fact that comes after others were judged.

The record has the words of today.  A late fact is answered by them only where they are its own, or where nothing was
told or done after it; otherwise by what was found when the last fact before it was judged, and where nobody asked
then, or the words may have changed since, nobody knows.  Rules change no text, so only what was given counts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dianzhang.kernel.formula.questions import Question

from . import writer
from .facts import Draft
from .models import Event
from .outcome import Entry
from .registry import Action, Subject, actions

if TYPE_CHECKING:
    from .transaction import Transaction

Entries = Sequence[Entry[Any, Any]]
Texts = Mapping[str, Any]


def texts_before(tx: Transaction, action: Action, entries: Entries) -> dict[int, Texts]:
    """The texts of each record as its row has them before the action, by id: what it changes of them is its own.

    Empty where no rule asks about any.
    """
    subject, rules = action.subject, tx.judge_at(tx.at)
    if action.word.creates or not subject.unjournaled or rules is None or not rules.questions.through(action.name):
        return {}
    columns = [(name, subject.field[name].column) for name in sorted(subject.unjournaled)]
    return {e.record.id: {name: e.record.__dict__.get(column) for name, column in columns} for e in entries}


class Hindsight:
    """The given facts of those records that are acted on behind their last event, read for all of them at once."""

    def __init__(self, tx: Transaction, subject: Subject, ids: Set[int]) -> None:
        self._facts: dict[int, list[tuple[datetime, str, str | dict[str, Any]]]] = defaultdict(list)
        if not ids:
            return
        where = " AND subject_kind = %s", (subject.name,)
        rows: list[Event] = sorted(writer.fetch(Event, "subject_id", sorted(ids), *where), key=lambda e: e.id)
        own = {row.id for row in rows}
        for row in rows:
            if _is_given(subject, row.kind, row.rule, row.cause_id in own):
                self._facts[row.subject_id].append((row.occurred_at, row.kind, row.data))
        for draft in tx.drafts:  # of this transaction, not written yet
            mine = draft.subject_kind == subject.name and draft.record.id in ids
            if mine and _is_given(subject, draft.kind, draft.rule, _own_cause(draft, own)):
                self._facts[draft.record.id].append((draft.occurred_at, draft.kind, draft.body))
        for facts in self._facts.values():
            facts.sort(key=lambda fact: fact[0])  # stable: of one instant in the order they were entered

    def passed(self, record_id: int, moment: datetime) -> bool:
        """Whether anything was told or done after ``moment``: the words of today may be later than it."""
        return any(at > moment for at, _kind, _data in self._facts.get(record_id, ()))

    def answer(self, record_id: int, moment: datetime, key: str) -> bool | None:
        """What was found at ``moment``, None where nobody knows."""
        for at, kind, data in reversed(self._facts.get(record_id, [])):
            if at > moment:
                continue
            frozen = (json.loads(data) if isinstance(data, str) else data).get("frozen", {})
            if key in frozen:
                found: bool | None = frozen[key]
                return found
            if _may_tell(kind):
                return None
        return None


def own_words(subject: Subject, question: Question, entry: Entry[Any, Any], before: Texts) -> bool:
    """Whether all that is asked about are texts that this action gave or changed itself."""
    return all(name in subject.unjournaled and _own(subject, name, entry, before) for name in question.names)


def _own(subject: Subject, name: str, entry: Entry[Any, Any], before: Texts) -> bool:
    column = subject.field[name].column
    now = entry.record.__dict__.get(column)
    if name in before and now != before[name]:
        return True
    return now is not None and getattr(entry.data, name, None) == now  # given as it was already


def _is_given(subject: Subject, kind: str, rule: str, own_cause: bool) -> bool:
    """As a replay tells them apart: what a rule brought about on the record itself is no given fact."""
    return kind not in (f"{subject.name}.overtaken", f"{subject.name}.correct") and not (rule and own_cause)


def _own_cause(draft: Draft, own: set[int]) -> bool:
    cause = draft.cause
    return (isinstance(cause, Draft) and cause.record is draft.record) or cause in own


def _may_tell(kind: str) -> bool:
    """Whether it may have changed a text: what takes nothing in does not."""
    action = actions.get(kind)
    return action is None or action.kind == "observation" or action.input is not None
