"""What conditions find in texts that the journal leaves out (包含), frozen into the event when it is judged.

A text of people stays in its record and may change there or be cleared.  Folding the journal again needs of it only
what the rules asked: yes, no, or nothing to read.  That is kept, under the key of the question
(``kernel/formula/questions``); the words of people are not.  The question is answered as the fold answers it, from the
record as the action left it; for gates and checks that refuse, from the record before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from dianzhang.kernel.asking import Questions
from dianzhang.kernel.fold import Fact, State
from dianzhang.kernel.formula.questions import BEFORE, Question

from .facts import Draft, RecordFields, inputs_given, read_inputs, read_wish
from .outcome import Entry
from .registry import Action, Subject

if TYPE_CHECKING:
    from .transaction import Transaction

Answers = dict[str, bool | None]
Entries = Sequence[Entry[Any, Any]]
_Pick = Callable[[Questions], tuple[Question, ...]]


def answers_after(tx: Transaction, action: Action, entries: Entries) -> list[Answers] | None:
    """For each record what the rules that look at this event, or at what may follow of it, find in its texts.

    None where they ask nothing, which is nearly always.
    """
    return _answers(tx, action, entries, lambda questions: questions.through(action.name), _given)


def answers_before(tx: Transaction, action: Action, entries: Entries) -> dict[int, Answers]:
    """What gates and refusing checks find in the texts before the action is done, by id of the record."""
    if action.kind != "command":
        return {}
    found = _answers(tx, action, entries, lambda questions: questions.before(action.name), _wished)
    if found is None:
        return {}
    ids = (entry.record.id for entry in entries)
    return {i: {BEFORE + key: value for key, value in one.items()} for i, one in zip(ids, found, strict=True) if one}


def answers_of(tx: Transaction, subject: Subject, state: State, draft: Draft) -> Answers:
    """What rules that look at a consequence find.  In a fold from the journal: what the last fact said."""
    if not subject.unjournaled or not draft.judged or (rules := tx.judge_at(draft.occurred_at)) is None:
        return {}
    questions = _unanswered(subject, rules.questions.at(draft.kind))
    there, told = isinstance(state.fields, RecordFields), state.told or {}
    values = state.values(_read(questions)) if questions else {}
    return {q.key: q.answer(values) for q in questions if there or q.key in told}


def _answers(
    tx: Transaction, action: Action, entries: Entries, pick: _Pick, inputs: Callable[[Action, Any], Any]
) -> list[Answers] | None:
    subject = action.subject
    if not subject.unjournaled:
        return None
    moments = [entry.item.at or tx.at for entry in entries]
    of_rules = {moment: tx.judge_at(moment) for moment in set(moments)}
    asked = {m: _unanswered(subject, pick(rules.questions)) if rules else () for m, rules in of_rules.items()}
    if not any(asked.values()):
        return None
    _fetch(subject, [entry.record for entry in entries], asked.values())
    found: list[Answers] = []
    for entry, moment in zip(entries, moments, strict=True):
        record, questions = entry.record, asked[moment]
        if not questions or not tx.judged(record, subject, moment):
            found.append({})
            continue
        state = State(subject.words, subject.read_axes(record), RecordFields(subject, record))
        fact = Fact(None, action.name, moment, inputs=inputs(action, entry.data))
        values = state.values(_read(questions), fact)
        found.append({q.key: q.answer(values) for q in questions})
    return found


def _given(action: Action, data: Any) -> dict[str, Any]:
    return read_inputs(action, inputs_given(action, data))


def _wished(action: Action, data: Any) -> dict[str, Any]:
    return {**read_wish(action, data), **_given(action, data)}


def _unanswered(subject: Subject, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Those that the journal alone could not answer."""
    return tuple(q for q in questions if not q.names.isdisjoint(subject.unjournaled))


def _read(questions: Sequence[Question]) -> frozenset[str]:
    return frozenset().union(*(q.names | {q.key} for q in questions))


def _fetch(subject: Subject, records: Sequence[Any], asked: Any) -> None:
    """The relations that their texts are read from, for all at once."""
    names = {name for questions in asked for q in questions for name in q.names} & subject.field.keys()
    if needs := {need for name in names for need in subject.field[name].needs}:
        prefetch_related_objects(records, *sorted(needs))
