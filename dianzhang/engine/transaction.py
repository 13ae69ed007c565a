"""One transaction of the engine: load, decide, do, journal, fold, write.

Everything an action changes is gathered here and written at the end in a few statements, whatever the number of items.
What happens to records as a consequence of rules joins the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.kernel.fold import Fact, Folder, State
from dianzhang.kernel.ruleset import Ruleset

from . import registry, rulebooks, writer
from .access import Actor
from .answers import answers_before
from .checking import refuse_by_rule, refuse_moved_on, refuse_unentitled
from .consenting import ask_consent, refuse_unfit
from .differences import contradiction
from .distrust import is_id
from .facts import Draft, RecordFields, inputs_given, read_frozen, read_inputs
from .flushing import Stale, flush
from .hindsight import texts_before
from .implying import Happened, reactions
from .inputs import read_input
from .journaling import journal
from .keeping import StandingFlags, live_clocks, standing_flags
from .moment import now as the_time
from .organisation import organisation
from .outcome import Act, Batch, Entry, Granted, Item, Outcome
from .registry import Action, Subject
from .rehearsing import refuse_beyond_reach
from .sink import RunningSink

__all__ = ["Stale", "Transaction"]

_NOTHING: dict[str, Any] = {}


class Transaction:
    """The work of one database transaction.  ``judge`` replaces the rules in force (an old file judged on request);
    ``quiet`` tells nobody; ``at`` is when it happened in the world, if not now."""

    def __init__(
        self,
        actor: Actor,
        *,
        at: datetime | None = None,
        judge: Ruleset | None = None,
        quiet: bool = False,
        source: Mapping[str, Any] | None = None,
    ) -> None:
        self.actor = actor
        self.recorded_at = the_time()
        self.at = at or self.recorded_at
        self.judge = judge
        self.quiet = quiet
        self.source = dict(source or {})
        self.states: dict[tuple[str, int], State] = {}
        self.snapshots: dict[tuple[str, int], tuple[int, dict[str, Any]]] = {}  # revision and columns when loaded
        self.fresh: dict[type, list[Any]] = {}  # records made here
        self.drafts: list[Draft] = []
        self.rows: list[Any] = []
        self.changed: dict[tuple[type, int], Any] = {}  # rows beside records, written whole
        self.values: dict[tuple[type, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        self.reserved: dict[type, int] = {}
        self.follow_ups: list[Callable[[], None]] = []
        self.late: set[tuple[str, int]] = set()
        self.happened: list[Happened] = []  # events that rules have to do with beyond their subject
        self._went_live: dict[int, datetime] = {}  # shops asked about
        self.folder = Folder(self.judge_at, rulebooks.calendar_of, RunningSink(self))

    def alike(self) -> Transaction:
        """Another of the same actor, moment and rules, with nothing in it: to try out what will not be written."""
        return Transaction(self.actor, at=self.at, judge=self.judge, quiet=True, source=self.source)

    # --- rules ---------------------------------------------------------------

    def judge_at(self, moment: datetime) -> Ruleset | None:
        return self.judge or rulebooks.at(moment)

    def judged(self, record: Any, subject: Subject, at: datetime) -> bool:
        """Verdicts only after the first rulebook and the shop's go-live, unless the file is judged on request."""
        if self.judge is not None:
            return True
        if rulebooks.at(at) is None:
            return False
        shop_id = getattr(record, subject.shop_attr, None)
        if not shop_id:
            return True
        went_live = self._went_live.get(shop_id)
        if went_live is None:
            shop = organisation().shops.get(shop_id)
            if shop is None:
                return True
            went_live = self._went_live[shop_id] = shop.go_live
        return at >= went_live

    # --- records and their states ------------------------------------------------

    def take(self, subject: Subject, ids: Sequence[int]) -> dict[int, Any]:
        """Load records once, with their live clocks and flags, and let overdue clocks happen first."""
        missing = [i for i in ids if (subject.name, i) not in self.states and is_id(i)]
        records = writer.load(subject.model, missing)
        self._take_records(subject, records)
        return {i: self.states[subject.name, i].record for i in ids if (subject.name, i) in self.states}

    def take_records(self, subject: Subject, records: Sequence[Any]) -> None:
        """As ``take`` for records already at hand."""
        self._take_records(subject, [r for r in records if (subject.name, r.id) not in self.states])

    def _take_records(self, subject: Subject, records: Sequence[Any]) -> None:
        if not records:
            return
        words, ids = subject.words, [record.id for record in records]
        clocks = live_clocks(subject, ids, self.find_rule)
        flags = standing_flags(subject, ids)
        for record in records:
            key = (subject.name, record.id)
            state = State(
                words,
                subject.read_axes(record),
                RecordFields(subject, record),
                clocks.get(record.id, []),
                flags[record.id],
                last_at=record.last_at,
                record=record,
            )
            self.states[key] = state
            self.snapshots[key] = (record.revision, dict(record.__dict__))
            if state.clocks and not self.quiet:
                self._catch_up(subject, state)

    def find_rule(self, version_id: int, rule_id: str) -> Any:
        if self.judge is not None and version_id in self.judge.keys:
            return self.judge.find(rule_id)
        return rulebooks.rule_of(version_id, rule_id)

    def create(self, subject: Subject, count: int) -> list[Any]:
        """New records with ids, to be filled by a creating verb."""
        made = []
        for record_id in self.ids(subject.model, count):
            made.append(subject.new_record(record_id))
        return made

    def ids(self, model: type[Any], count: int) -> Sequence[int]:
        """Ids for ``count`` rows that this transaction will write."""
        taken = self.reserved.get(model, 0)
        got = writer.reserve(model, count, beyond=taken)
        if got:
            self.reserved[model] = got[-1]
        return got

    def add(self, row: Any) -> None:
        self.rows.append(row)

    def change(self, row: Any) -> None:
        if row.pk is not None:
            self.changed[type(row), row.pk] = row

    def afterwards(self, what: Callable[[], None]) -> None:
        """Do this once the action now running is in the journal: what follows from it must come after it."""
        self.follow_ups.append(what)

    # --- doing -----------------------------------------------------------------------

    def do(
        self,
        action: Action,
        items: Sequence[Item],
        *,
        actor: Actor | None = None,
        checked: bool = False,
        granted: Granted | None = None,
    ) -> list[Outcome]:
        """Do ``action`` on each item.  ``checked``: the right to it is settled; ``granted``: gates opened for it."""
        actor = actor or self.actor
        typed = action.by_hand and actor.person_id is not None and not checked and not self.source
        asked = action.kind == "command" or typed  # what a file or a program tells is taken, whatever we believed
        entries = self._entries(action, items)
        if not checked:
            refuse_unentitled(action, entries, actor)
        for entry in entries:
            if entry.outcome is None:  # who may not is told so, whatever they sent
                read_input(action, entry)
        if asked:
            refuse_moved_on(self, action, entries)
            refuse_unfit(self, action, entries, actor)
        if not checked or granted is not None:
            refuse_beyond_reach(self, action, entries, actor)
        if action.kind == "command":
            refuse_by_rule(self, action, entries, actor, granted)
            ask_consent(self, action, entries, actor, granted)
        open_entries = [entry for entry in entries if entry.outcome is None]
        if open_entries:
            subject = action.subject
            for entry in open_entries:
                entry.before = subject.read_journaled(entry.record)
            before, texts = answers_before(self, action, open_entries), texts_before(self, action, open_entries)
            act = Act(actor, self.at, self.recorded_at, self)
            action.verb(Batch(entries), act)
            done = [entry for entry in open_entries if entry.outcome is None]
            journal(self, action, done, actor, before, texts)
            self._follow_up()
        return [
            e.outcome or Outcome("done", e.record.id, e.said, e.record, shown_once=e.shown_once) for e in entries
        ]  # fmt: skip

    def _follow_up(self) -> None:
        while self.follow_ups:
            self.follow_ups.pop(0)()

    def _catch_up(self, subject: Subject, state: State) -> None:
        """What fell due before now happens, and what follows from it; not yet what follows from an action under way."""
        under_way, self.follow_ups = self.follow_ups, []
        self.settle(subject, state, lambda: self.folder.advance(state, self.recorded_at))
        self._follow_up()
        self.follow_ups = under_way

    def _entries(self, action: Action, items: Sequence[Item]) -> list[Entry[Any, Any]]:
        subject = action.subject
        if action.word.creates:
            records: dict[int, Any] = dict(enumerate(self.create(subject, len(items))))
            pairs = [(item, records[n]) for n, item in enumerate(items)]
        else:
            self.take_records(subject, [item.record for item in items if item.record is not None])
            taken = self.take(subject, [item.id for item in items if item.record is None and item.id is not None])
            pairs = [(item, item.record if item.record is not None else taken.get(item.id or 0)) for item in items]
        entries = []
        for item, record in pairs:
            entry: Entry[Any, Any] = Entry(item, record, None)
            if record is None:
                entry.outcome = Outcome("refused", item.id, _("没有找到这条记录，它可能已被删除。"))
            entries.append(entry)
        return entries

    def state_of(self, subject: Subject, record: Any) -> State:
        return self.states.get((subject.name, record.id)) or _bare(subject, record)

    # --- events and fold -----------------------------------------------------------------

    def draft(
        self, subject: Subject, record: Any, kind: str, *, actor: Actor, at: datetime | None = None, **more: Any
    ) -> Draft:
        """A new event of ``record``; it joins the transaction at once, so that consequences follow it."""
        moment = at or self.at
        draft = Draft(
            kind, subject.name, record, moment, self.recorded_at, actor.person_id, actor.post,
            unit_id=getattr(record, "unit_id", None), shop_id=getattr(record, subject.shop_attr, None),
            judged=self.judged(record, subject, moment), body=dict(self.source), **more,
        )  # fmt: skip
        self.drafts.append(draft)
        return draft

    def begin(self, subject: Subject, record: Any) -> State:
        """The state of a record made here; it is written with the rest."""
        state = self.states[subject.name, record.id] = _bare(subject, record)
        self.fresh.setdefault(subject.model, []).append(record)
        return state

    def fold(self, subject: Subject, record: Any, draft: Draft, action: Action, data: Any) -> None:
        state = self.states[subject.name, record.id]
        if record.last_at is not None and _behind(draft.occurred_at, record.last_at, state):
            self.late.add((subject.name, record.id))  # re-folded as a whole before writing
            return
        body = draft.body
        # of what was set the fold looks only at the names: the values it reads from the record
        fact = Fact(
            draft, draft.kind, draft.occurred_at, body.get("set", _NOTHING),
            read_inputs(action, inputs_given(action, data)),
            read_frozen(body.get("frozen", _NOTHING)), draft.rule or None, draft.cause, draft.judged,
            body.get("axes", _NOTHING),
            draft.actor_id, draft.unit_id, draft.post,
        )  # fmt: skip
        illegal = len(state.illegal)
        if state.clocks:
            self.folder.advance(state, fact.at)
        self.folder.apply(state, fact)
        self._settled(subject, state, illegal)

    def settle(self, subject: Subject, state: State, step: Callable[[], None]) -> None:
        """Run a step of the fold and bring the record's states in line with what came of it."""
        illegal = len(state.illegal)
        step()
        self._settled(subject, state, illegal)

    def _settled(self, subject: Subject, state: State, illegal: int) -> None:
        record = state.record
        if subject.read_axes(record) != state.axes:
            for axis, value in state.axes.items():
                setattr(record, axis, value)
        record.last_at = state.last_at
        if len(state.illegal) > illegal:
            for draft in state.illegal[illegal:]:
                contradiction(self, subject, state, draft)

    # --- the end -----------------------------------------------------------------------------

    def stop_clocks(self, as_of: datetime) -> None:
        """A file judged on request ends at its last timestamp: what still runs then gets no verdict.

        Only what began here: clocks that ran before run on.
        """
        for (name, _id), state in self.states.items():
            if not state.clocks or any(clock.row is not None for clock in state.clocks):
                continue
            self.settle(registry.subjects[name], state, lambda state=state: self.folder.advance(state, as_of))  # type: ignore[misc]
            for clock in state.clocks:
                if clock.open:
                    clock.state, clock.dirty = "stopped", True
                clock.next_at = None

    def passed_flags(self) -> dict[tuple[str, int], list[str]]:
        """Flags that stood when loaded and were let pass here, or by all that the journal says now."""
        passed = ((key, _passed(s.flags)) for key, s in self.states.items() if s.flags)
        return {key: rules for key, rules in passed if rules}

    def close(self) -> None:
        """Let go of everything at once, without waiting for the collector to find the circle."""
        del self.folder

    def flush(self) -> None:
        """Write everything.  Raises ``Stale`` when a record was changed by someone else meanwhile."""
        while self.late or self.happened:
            late, self.late = sorted(self.late), set()
            if late:
                from .refolding import refold

                for name, record_id in late:
                    refold(self, registry.subjects[name], self.states[name, record_id])
            self._follow_up()
            self._react()
        flush(self)

    def _react(self) -> None:
        """What events do to other subjects because of rules; it joins this transaction."""
        found, self.happened = self.happened, []
        kinds = dict.fromkeys(type(one.rule) for one in found)
        for kind in kinds:
            if kind in reactions:
                reactions[kind].happened(self, [one for one in found if type(one.rule) is kind])


def _passed(flags: dict[str, bool]) -> list[str]:
    return (
        flags.passed() if isinstance(flags, StandingFlags) else [rule for rule, stands in flags.items() if not stands]
    )


def _bare(subject: Subject, record: Any) -> State:
    """The state of a record as it stands, without deadlines and flags."""
    return State(subject.words, subject.read_axes(record), RecordFields(subject, record), record=record)


def _behind(at: datetime, last_at: datetime, state: State) -> bool:
    """Whether a fact comes before what is folded already: at the instant itself that a clock was missed it did."""
    return at < last_at or (at == last_at and any(c.state == "missed" and c.due_at == at for c in state.clocks))
