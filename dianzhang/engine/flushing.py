"""Writing what a transaction gathered: new rows, changed rows with their revision, events, clocks, flags, the rest."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.fold import State
from dianzhang.kernel.rules import OWNER

from . import findable, registry, writer
from .facts import key_id
from .keeping import CHANGING, draft_of
from .models import ClockRow, Event, Flag
from .organisation import organisation
from .stakes import Stakes

if TYPE_CHECKING:
    from .transaction import Transaction

_changing = attrgetter(*CHANGING, "id")


class Stale(Exception):
    """A record was changed by someone else between reading and writing: do it again on what is there now."""


def flush(tx: Transaction) -> None:
    for model, records in tx.fresh.items():
        writer.insert(model, records)
    _write_changes(tx)
    findable.keep(tx)
    _write_events(tx)
    _write_clocks(tx)
    _close_flags(tx)
    _write_rows(tx)
    _write_changed(tx)
    for (model, attrs), values in tx.values.items():
        writer.insert_values(model, attrs, values)


def _write_changes(tx: Transaction) -> None:
    groups: dict[tuple[type[Any], tuple[str, ...]], list[Any]] = defaultdict(list)
    for key, (revision, before) in tx.snapshots.items():
        record = tx.states[key].record
        now = record.__dict__
        # identity first: most values are the very objects that were loaded
        changed = tuple([a for a, old in before.items() if now[a] is not old and now[a] != old])
        if changed:
            groups[type(record), changed].append((record, revision))
    for (model, attrs), found in groups.items():
        read = attrgetter(*attrs) if len(attrs) > 1 else (lambda r, a=attrs[0]: (getattr(r, a),))
        rows = [(*read(record), record.id, revision) for record, revision in found]
        if writer.update(model, attrs, rows, revised=True) != len(rows):
            raise Stale(model.__name__)
        for record, revision in found:
            record.revision = revision + 1


def _write_events(tx: Transaction) -> None:
    for draft, number in zip(tx.drafts, writer.reserve(Event, len(tx.drafts)), strict=True):
        draft.id = number
    writer.insert(Event, tx.drafts)


def _write_clocks(tx: Transaction) -> None:
    new, changed = [], []
    stakes = Stakes(tx.states)
    for (name, _id), state in tx.states.items():
        subject = registry.subjects[name]
        stake = stakes.of(name, state.record) if state.clocks else None
        for clock in state.clocks:
            if clock.row is None:
                new.append((clock, subject, state, stake))
            elif clock.dirty or _handed_over(clock, state) or (clock.open and clock.row.stake_cents != stake):
                changed.append((clock, subject, state, stake))
    if not new and not changed:
        return
    org = organisation()
    ids = writer.reserve(ClockRow, len(new))
    drafts = [draft_of(c, n, s, state, tx.quiet, org, stake) for n, (c, s, state, stake) in zip(ids, new, strict=True)]
    writer.insert(ClockRow, drafts)
    if changed:
        rows = [_changing(draft_of(c, c.row.id, s, state, c.row.quiet, org, stake)) for c, s, state, stake in changed]
        writer.update(ClockRow, CHANGING, rows)


def _handed_over(clock: Clock, state: State) -> bool:
    """The subject has another owner, and the clock is the owner's."""
    return clock.open and clock.rule.owner == OWNER and bool(clock.row.owner_id != state.record.owner_id)


def _close_flags(tx: Transaction) -> None:
    """Flags that the fold let pass, closed by the newest event of their subject; some were raised only here."""
    passed = tx.passed_flags()
    if not passed:
        return
    last = {(d.subject_kind, d.record.id): d for d in tx.drafts}
    for row in tx.rows:
        if isinstance(row, Flag) and row.rule in passed.get((row.subject_kind, row.subject_id), ()):
            row.standing, row.closed_at = False, last[row.subject_kind, row.subject_id].occurred_at
    for (name, record_id), rules in passed.items():
        draft = last.get((name, record_id))
        flags = Flag.objects.filter(subject_kind=name, subject_id=record_id, rule__in=rules, standing=True)
        flags.update(standing=False, closed_by=key_id(draft), closed_at=draft.occurred_at if draft else tx.recorded_at)


def _write_rows(tx: Transaction) -> None:
    groups: dict[type[Any], list[Any]] = defaultdict(list)
    for row in tx.rows:
        groups[type(row)].append(row)
    for model, rows in groups.items():
        fresh = [row for row in rows if row.pk is None]
        for row, number in zip(fresh, tx.ids(model, len(fresh)), strict=True):
            row.pk = number
        for row in rows:
            settle = getattr(row, "_draft", None)
            if settle is not None:  # a row that names the event it came from
                attr, draft = settle
                setattr(row, attr, draft.id)
        writer.insert(model, rows)


def _write_changed(tx: Transaction) -> None:
    groups: dict[type[Any], list[Any]] = defaultdict(list)
    for (model, _pk), row in tx.changed.items():
        groups[model].append(row)
    for model, rows in groups.items():
        attrs = tuple(f.attname for f in model._meta.concrete_fields if not f.primary_key)
        writer.update(model, attrs, [(*(getattr(row, a) for a in attrs), row.pk) for row in rows])
