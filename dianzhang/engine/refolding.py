"""After a late fact a subject is folded again from its journal.

Consequences that would not have come are marked overtaken, verdicts change by compensating events, and the record
shows what is true now.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.fold import Fact, State
from dianzhang.kernel.replay import Replayed, replay
from dianzhang.kernel.units import Unit

from . import rulebooks, writer
from .access import SYSTEM
from .facts import Draft, RecordFields, fact_of
from .implying import reactions
from .keeping import clocks_of_rows
from .models import ClockRow, Event, Flag
from .registry import Subject
from .sink import RunningSink, happened

if TYPE_CHECKING:
    from .transaction import Transaction


def journal_of(subject: Subject, record_id: int) -> list[Event]:
    """All events of one subject in the order they count: time in the world, then insertion."""
    rows = writer.fetch(Event, "subject_id", [record_id], " AND subject_kind = %s", (subject.name,))
    return sorted(rows, key=lambda event: (event.occurred_at, event.id))


def standing_events(events: list[Event]) -> list[Event]:
    """Without the consequences that were overtaken before."""
    gone = {json.loads(e.data).get("event") for e in events if e.kind.endswith(".overtaken")}
    return [e for e in events if e.id not in gone]


def refold(tx: Transaction, subject: Subject, state: State) -> None:
    """Bring ``state``, its clocks and its record in line with the journal and this transaction's events."""
    record = state.record
    gone = {draft.cause for draft in tx.drafts if draft.record is record and draft.kind.endswith(".overtaken")}
    journal = journal_of(subject, record.id)
    known = [event for event in standing_events(journal) if event.id not in gone]
    own = [draft for draft in tx.drafts if draft.subject_kind == subject.name and draft.record is record]
    events: list[Event | Draft] = sorted([*known, *own], key=lambda e: e.occurred_at)  # stable: new ones come last
    facts = [fact_of(subject, e) for e in events]
    done = _replay(subject, facts, record, tx, RunningSink(tx), tx.at if tx.judge is not None else None)
    for fact in done.overtaken:
        _overtake(tx, subject, record, fact)
    _correct_clocks(tx, subject, state, done.state.clocks)
    _correct_record(subject, record, done, events, journal, tx)
    _react_again(tx, subject, done, events)
    state.clocks, state.axes, state.flags = done.state.clocks, done.state.axes, done.state.flags
    latest = max(e.occurred_at for e in events)  # and what came of them just now: a deadline missed since
    state.last_at = record.last_at = max(latest, done.state.last_at or latest)


def _react_again(tx: Transaction, subject: Subject, done: Replayed, events: Sequence[Event | Draft]) -> None:
    """What its events do to other subjects may have changed with the order of things."""
    rules = tx.judge_at(tx.recorded_at)
    if tx.quiet or rules is None or rules.reacting is None or not rules.reacting.concern(subject.name):
        return
    tx.happened = [one for one in tx.happened if one.record is not done.state.record]  # they are among these
    posts = {e if isinstance(e, Draft) and e.id is None else e.id: e.post for e in events}
    found = [happened(done.state, r.fact, r.reaction, r.version, posts.get(r.fact.key, "")) for r in done.reacted]
    for kind, reaction in reactions.items():
        reaction.again(tx, events, [one for one in found if type(one.rule) is kind])


def judge_unjudged(tx: Transaction, subject: Subject, ids: Sequence[int]) -> list[Any]:
    """Judge records that nobody has judged so far, from their journal, by the rules of the transaction, up to its time.

    Their records; those with a clock, a flag or a judged event are left alone: what was judged stays judged.
    """
    where = " AND subject_kind = %s", (subject.name,)
    events: dict[int, list[Event]] = {i: [] for i in ids}
    for event in writer.fetch(Event, "subject_id", ids, *where):
        events[event.subject_id].append(event)
    known = {
        i for model in (ClockRow, Flag) for (i,) in writer.columns(model, ("subject_id",), "subject_id", ids, *where)
    }
    known |= {i for i, found in events.items() if any(event.judged for event in found)}
    records = tx.take(subject, [i for i in ids if i not in known])
    for i, record in records.items():
        state = tx.states[subject.name, i]
        found = sorted(events[i], key=lambda event: (event.occurred_at, event.id))
        facts = [replace(fact_of(subject, event), judged=True) for event in found]
        done = _replay(subject, facts, record, tx, RunningSink(tx), until=tx.at)
        state.clocks, state.axes, state.flags = done.state.clocks, done.state.axes, done.state.flags
        state.last_at = done.state.last_at
        tx.settle(subject, state, lambda: None)
    return list(records.values())


def _replay(
    subject: Subject, facts: list[Fact], record: Any, tx: Transaction, make: RunningSink, until: datetime | None = None
) -> Replayed:
    return replay(
        subject.words, facts, tx.judge_at, rulebooks.calendar_of, until or tx.recorded_at, make=make,
        fields=blank_fields(subject), record=record,
    )  # fmt: skip


def blank_fields(subject: Subject) -> dict[str, Any]:
    """The fields of a record before anything happened to it."""
    fields = RecordFields(subject, subject.model())
    # The others are reckoned from rows that it does not have.
    values = {f.name: fields.get(f.name) for f in subject.journaled}
    return {name: value for name, value in values.items() if value is not None}


def _overtake(tx: Transaction, subject: Subject, record: Any, fact: Fact) -> None:
    if isinstance(fact.key, Draft):  # made in this very transaction: nobody has acted on it
        tx.drafts.remove(fact.key)
        return
    overtake(tx, subject, record, fact.key, fact.kind, fact.rule or "")
    if fact.kind.endswith(".flag"):
        flags = Flag.objects.filter(subject_kind=subject.name, subject_id=record.id, raised_by=fact.key)
        flags.update(standing=False, closed_at=tx.recorded_at)


def overtake(tx: Transaction, subject: Subject, record: Any, event_id: int, kind: str, rule: str) -> None:
    """An event that would not have come stays in the journal and is said to be void."""
    draft = tx.draft(subject, record, f"{subject.name}.overtaken", actor=SYSTEM, at=tx.recorded_at, rule=rule)
    draft.cause = event_id
    draft.body.update({"event": event_id, "kind": kind})


def _correct_clocks(tx: Transaction, subject: Subject, state: State, new: list[Clock]) -> None:
    """Give the re-folded clocks their rows; a verdict that changed is said by an event of its own."""
    rows = writer.fetch(ClockRow, "subject_id", [state.record.id], " AND subject_kind = %s", (subject.name,))
    old = {(c.rule.id, c.started_by): c for found in clocks_of_rows(rows, tx.find_rule).values() for c in found}
    for clock in new:
        before = old.pop((clock.rule.id, clock.started_by), None)
        if before is None:
            continue
        clock.row, clock.dirty = before.row, True
        if before.verdict and before.verdict != clock.verdict:
            _say(tx, subject, state, clock, before.verdict, clock.verdict or "void")
    for gone in old.values():
        if gone.verdict:
            _say(tx, subject, state, gone, gone.verdict, "void")
        gone.state, gone.next_at, gone.dirty = "stopped", None, True
        new.append(gone)


def _say(tx: Transaction, subject: Subject, state: State, clock: Clock, was: str, now: str) -> None:
    body = {"was": was, "now": now, "started_by": clock.started_by if isinstance(clock.started_by, int) else None}
    draft = tx.draft(
        subject, state.record, f"{subject.name}.correct", actor=SYSTEM, at=tx.recorded_at, rule=clock.rule.id,
        version_id=clock.version,
    )  # fmt: skip
    draft.body.update({k: v for k, v in body.items() if v is not None})


def _correct_record(
    subject: Subject,
    record: Any,
    done: Replayed,
    events: list[Event | Draft],
    journal: list[Event],
    tx: Transaction,
) -> None:
    """States and journaled fields as the facts, in their order, leave them; what only an overtaken one set is unset."""
    for axis, value in done.state.axes.items():
        setattr(record, axis, value)
    bodies = {id(e) if isinstance(e, Draft) else e.id: e for e in [*events, *tx.drafts]}
    final: dict[str, Any] = {}
    for fact in done.applied:
        event = bodies.get(id(fact.key) if isinstance(fact.key, Draft) else fact.key)
        if event is not None:
            final |= (event.body if isinstance(event, Draft) else json.loads(event.data)).get("set", {})
    blank = subject.model()
    for name in {n for event in journal for n in json.loads(event.data).get("set", {})} - final.keys():
        known = subject.field.get(name)
        if known is not None:
            setattr(record, known.column, getattr(blank, known.column))
    for name, value in final.items():
        known = subject.field.get(name)
        if known is not None:
            setattr(record, known.column, _stored(known.unit, value))


def _stored(unit: Unit, value: Any) -> Any:
    """A journaled value as the record keeps it."""
    if isinstance(value, str) and unit is Unit.TIME:
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(value, str) and unit is Unit.DATE:
        return date.fromisoformat(value)
    return value
