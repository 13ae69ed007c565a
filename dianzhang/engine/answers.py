"""What conditions find in texts that the journal leaves out (包含), frozen into the event when it is judged.

A text of people stays in its record and may change there or be cleared.  Folding the journal again needs of it only
what the rules asked: yes, no, or nothing to read.  That is kept, under the key of the question
(``kernel/formula/questions``); the words of people are not.  The question is answered as the fold answers it, from the
record as the action left it, or for a late fact as it was then; for gates and checks that refuse, from the record
before the action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from dianzhang.kernel.asking import Questions
from dianzhang.kernel.fold import Fact, State
from dianzhang.kernel.formula.questions import BEFORE, Question

from .facts import Draft, RecordFields, inputs_given, read_inputs, read_wish
from .hindsight import Hindsight, Texts, own_words
from .outcome import Entry
from .registry import Action, Subject

if TYPE_CHECKING:
    from .transaction import Transaction

Answers = dict[str, bool | None]
Entries = Sequence[Entry[Any, Any]]
_NO_TEXTS: Mapping[int, Texts] = {}
_Pick = Callable[[Questions], tuple[Question, ...]]


def answers_after(
    tx: Transaction, action: Action, entries: Entries, texts: Mapping[int, Texts] = _NO_TEXTS
) -> list[Answers] | None:
    """For each record what the rules that look at this event, or at what may follow of it, find in its texts.

    None where they ask nothing, which is nearly always.  Of a late fact it is what was known then (``hindsight``);
    ``texts``: as they were before the action, by id of the record.
    """
    found = _answers(tx, action, entries, lambda questions: questions.through(action.name), _given)
    late = [n for n, one in enumerate(found or ()) if one and _is_late(tx, entries[n])]
    if found is not None and late:
        _as_known_then(tx, action, [(entries[n], found[n]) for n in late], texts)
    return found


def _is_late(tx: Transaction, entry: Entry[Any, Any]) -> bool:
    last = entry.record.last_at
    return last is not None and (entry.item.at or tx.at) < last


def _as_known_then(
    tx: Transaction, action: Action, late: Sequence[tuple[Entry[Any, Any], Answers]], texts: Mapping[int, Texts]
) -> None:
    """Put in place of what the words of today say what was known when it happened."""
    subject = action.subject
    hindsight = Hindsight(tx, subject, {entry.record.id for entry, _found in late})
    for entry, found in late:
        record, moment = entry.record.id, entry.item.at or tx.at
        if not hindsight.passed(record, moment):
            continue
        rules, before = tx.judge_at(moment), texts.get(record, {})
        for question in rules.questions.through(action.name) if rules else ():
            if question.key not in found or own_words(subject, question, entry, before):
                continue
            of_texts = question.names <= subject.unjournaled  # other fields may differ without a word having changed
            found[question.key] = hindsight.answer(record, moment, question.key) if of_texts else None


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
