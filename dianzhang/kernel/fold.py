"""From the facts of one subject to its states, clocks and flags: the heart of *react*.

The same fold serves the running system (fact by fact, inside the action's transaction), the re-fold after a
late fact, the replay of a draft and the examples of a rulebook.  It is pure: what it decides it tells a *sink*,
which makes events of it (running) or facts in memory (replay).

Conditions read bare canonical names: the subject's fields (``total``), its axes (``payment``), the fact's inputs
(``outcome``), frozen window measures (``same_buyer_orders_24h``) and frozen answers about texts (``text~1f0c…``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from . import clocks
from .clocks import EXCUSABLE, OPEN, CalendarOf, Clock
from .formula.questions import answers_in
from .looking import looking
from .reaching import States, hopeless, move
from .reaching import may_lead as may_lead
from .reacting import Reaction, reactions
from .rules import Check, Deadline, Escalation
from .ruleset import Ruleset
from .vocabulary import EXCUSE, UNKNOWN, ActionWord, SubjectWords

_EMPTY: Mapping[str, Any] = {}


@dataclass(slots=True)
class Fact:
    """Something that happened to one subject.  ``key`` orders facts of the same instant (insertion)."""

    key: Any
    kind: str
    at: datetime
    set: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    # window measures as they were when judged, and what was answered then about texts that the journal leaves out
    frozen: Mapping[str, Any] = field(default_factory=dict)
    rule: str | None = None  # a consequence: of which rule
    cause: Any = None  # and because of which fact
    judged: bool = True  # False: before the rulebook or the shop's go-live: states move, no verdicts
    axes: Mapping[str, str] = field(default_factory=dict)  # states the source itself tells (creation, unknown)
    actor: Any = None
    unit: Any = None  # of the record; None: as before
    post: str = ""  # in which the actor acted


@dataclass(slots=True)
class State:
    """What is true of one subject after the facts so far."""

    subject: SubjectWords
    axes: dict[str, str]
    fields: Mapping[str, Any] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)
    flags: dict[str, bool] = field(default_factory=dict)  # check rule -> still standing (False: let pass)
    illegal: list[Any] = field(default_factory=list)  # facts that the state did not allow: kept, listed
    last_at: datetime | None = None
    record: Any = None  # the engine's row, untouched here
    unit: Any = None  # the record's, kept where a rulebook applies to some units only
    told: Mapping[str, Any] | None = (
        None  # answers about texts as of the last fact that was given; rules change no text
    )

    def given(self, fact: Fact) -> None:
        """A fact that no rule made comes next.  What it says of texts holds until another comes."""
        self.told = answers_in(fact.frozen) if fact.frozen else None

    def values(self, names: Iterable[str], fact: Fact | None = None) -> dict[str, Any]:
        """The values that a condition reads; names without one are left out (*no value*)."""
        fields, axes, told = self.fields, self.axes, self.told
        found: dict[str, Any] = {}
        inputs, frozen = (fact.inputs, fact.frozen) if fact else (_EMPTY, _EMPTY)
        for name in names:
            value = inputs.get(name) if inputs else None
            if value is None and frozen:
                value = frozen.get(name)
            if value is None:
                value = fields.get(name)
            if value is None:
                value = axes.get(name)
            if value is None and told:
                value = told.get(name)
            if value is not None:
                found[name] = None if value == UNKNOWN else value
        return found


class Sink(Protocol):
    """Where the fold's decisions go.  The methods that make a fact return it, for the fold to go on with."""

    def overdue(self, state: State, clock: Clock, at: datetime) -> Fact: ...
    def flag(self, state: State, check: Check, cause: Fact, version: Any) -> Fact: ...
    def perform(
        self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any
    ) -> Fact | None: ...
    def remind(self, state: State, clock: Clock, at: datetime) -> None: ...
    def notify(self, state: State, clock: Clock, escalation: Escalation, at: datetime) -> None: ...
    def react(self, state: State, fact: Fact, reaction: Reaction, version: Any) -> None: ...


def new_state(subject: SubjectWords) -> State:
    return State(subject, {axis.name: axis.start for axis in subject.axes.values()})


@dataclass(slots=True)
class Folder:
    """Folds the facts of subjects.  ``ruleset_at`` gives the rules in force at an instant (None: before the first)."""

    ruleset_at: Callable[[datetime], Ruleset | None]
    calendar_of: CalendarOf
    sink: Sink
    tells: bool = True  # False: nobody is reminded, and nothing that happens matters to other subjects
    # Deadlines whose miss brings nothing about.  Nobody looks at their clocks: ``clocks.overlooked`` has the verdict.
    waits: Callable[[SubjectWords, Deadline], bool] | None = None

    def advance(self, state: State, until: datetime) -> None:
        """Let every clock step that falls before ``until`` happen, in order of time."""
        while True:
            soonest: Clock | None = None
            first = until
            for clock in state.clocks:
                at = clock.next_at
                if at is not None and at < first:
                    soonest, first = clock, at
            if soonest is None:
                return
            self._happen(state, soonest)

    def apply(self, state: State, fact: Fact) -> None:
        """One more fact, not older than the last."""
        last = state.last_at
        if last is None or fact.at >= last:
            state.last_at = fact.at
        if fact.set and isinstance(state.fields, dict):
            state.fields.update(fact.set)
        told: Iterable[str] = fact.axes
        if told:
            state.axes.update(fact.axes)
        where = tuple(state.axes.values())
        action = state.subject.actions.get(fact.kind)
        if action is not None and (action.leads or action.requires):
            to, illegal = move(state.subject, state.axes, where, action, fact.axes)
            for _ in range(illegal):
                state.illegal.append(fact.key)
            if to:
                state.axes.update(to)
                where = tuple(state.axes.values())
                told = told or to
                if state.flags:
                    self._close_flags(state, to.keys())
        if state.clocks:
            self._run_clocks(state, fact, where if told else None)
        if fact.judged:
            self._judge(state, fact, where)

    def _close_flags(self, state: State, moved: Set[str]) -> None:
        """A flag stands as long as the states its action led to: releasing an order lets its flags pass."""
        ruleset = self.ruleset_at(state.last_at) if state.last_at else None
        if ruleset is None or ruleset.held_axes(state.subject).isdisjoint(moved):
            return
        for rule_id, standing in state.flags.items():
            if not standing:
                continue
            check = ruleset.find(rule_id)
            action = state.subject.actions.get(check.act) if check is not None and check.act else None
            if action and any(a in moved and state.axes[a] != lead.target for a, lead in action.leads.items()):
                state.flags[rule_id] = False

    def _run_clocks(self, state: State, fact: Fact, where: States | None) -> None:
        """What a fact does to the clocks.  ``where`` are the states that it led to, if it led anywhere."""
        kind, at = fact.kind, fact.at
        if kind.endswith(EXCUSE):
            self._excuse(state, fact)
            return
        for clock in state.clocks:
            if clock.ended_by is not None:
                continue
            rule = clock.rule
            if kind in rule.end and fact.rule != rule.id and clock.started_by != fact.key:
                clocks.end(clock, fact.key, at)
                continue
            if where is not None and hopeless(state.subject, state.axes, where, rule):
                clocks.stop(clock, fact.key, at)
                continue
            moves = (rule.until and rule.until in fact.set) or (rule.pause and where is not None)
            if not moves:
                continue
            waits = self._waits(state, clock)
            if waits:
                clocks.catch_up(clock, at)
            if clock.state not in OPEN:
                continue
            if rule.until and rule.until in fact.set:
                clocks.reschedule(clock, state.fields, self.calendar_of)
            if rule.pause and where is not None:
                if rests(rule, state.axes):
                    clocks.rest(clock, at, self.calendar_of)
                else:
                    clocks.go_on(clock, at, self.calendar_of)
            if waits:
                clock.next_at = None

    def _excuse(self, state: State, fact: Fact) -> None:
        """An exception waives the last deadline of a rule that is owed or was missed; a new date may take its place."""
        named = [clock for clock in state.clocks if clock.rule.id == fact.inputs.get("rule")]
        for clock in named:
            if self._waits(state, clock):
                clocks.catch_up(clock, fact.at)
        owed = (clock for clock in named if clock.state in EXCUSABLE)
        last = max(owed, key=lambda clock: clock.started_at, default=None)
        if last is None:
            return
        over, until = last.ended_by is not None, fact.inputs.get("until")
        clocks.excuse(last, fact.key, fact.at)
        if until is not None and not over:
            self._begun(state, clocks.renewed(last, fact.key, fact.at, until, self.calendar_of, remind=self.tells))

    def _judge(self, state: State, fact: Fact, where: States) -> None:
        ruleset = self.ruleset_at(fact.at)
        if ruleset is None:
            return
        if ruleset.scopes is not None:
            state.unit = state.unit if fact.unit is None else fact.unit
            ruleset = ruleset.about(state.unit, fact.post)
        if self.tells and ruleset.reacting is not None:
            for reaction in reactions(ruleset.reacting, state, fact):
                self.sink.react(state, fact, reaction, ruleset.key_of(reaction.rule))
        if fact.kind not in ruleset.watched:
            return
        starts, checks, names = looking(ruleset, state.subject, fact.kind, state.axes, where)
        values = state.values(names, fact) if names else _EMPTY
        for rule, when in starts:
            if when is None or when.value(values) is True:
                self._start(state, fact, rule, ruleset)
        for check, when in checks:
            if check.id not in state.flags and (when is None or when.value(values) is True):
                self._flag(state, fact, check, ruleset)

    def _start(self, state: State, fact: Fact, rule: Deadline, ruleset: Ruleset) -> None:
        for clock in state.clocks:
            if clock.rule.id != rule.id or clock.ended_by is not None:
                continue
            if self._waits(state, clock):
                clocks.catch_up(clock, fact.at)
            if clock.state in OPEN:
                return
        begun = clocks.start(
            rule, ruleset.key_of(rule), fact.key, fact.at, state.fields, self.calendar_of, remind=self.tells
        )
        if begun is not None:
            self._begun(state, begun)

    def _waits(self, state: State, clock: Clock) -> bool:
        return self.waits is not None and self.waits(state.subject, clock.rule)

    def _begun(self, state: State, clock: Clock) -> None:
        state.clocks.append(clock)
        if self._waits(state, clock):
            clock.next_at = None
        if clock.rule.pause and rests(clock.rule, state.axes):
            clocks.rest(clock, clock.started_at, self.calendar_of)

    def _flag(self, state: State, fact: Fact, check: Check, ruleset: Ruleset) -> None:
        state.flags[check.id] = True
        version = ruleset.key_of(check)
        self.apply(state, self.sink.flag(state, check, fact, version))
        action = state.subject.actions.get(check.act) if check.act else None
        if action is not None and may_lead(state.subject, state.axes, action) is None:
            self._perform(state, action, check, fact.key, fact.at, version)

    def _happen(self, state: State, clock: Clock) -> None:
        step = clocks.next_step(clock, self.calendar_of)
        clocks.step_done(clock, self.calendar_of)
        if step.what == "remind":
            self.sink.remind(state, clock, step.at)
        elif step.what == "miss":
            clock.state = "missed"
            self.apply(state, self.sink.overdue(state, clock, step.at))
        elif step.escalation is not None:
            if step.escalation.do:
                action = state.subject.actions.get(step.escalation.do)
                if action is not None and may_lead(state.subject, state.axes, action) is None:
                    self._perform(state, action, clock.rule, clock.started_by, step.at, clock.version)
            if step.escalation.notify:
                self.sink.notify(state, clock, step.escalation, step.at)

    def _perform(self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any) -> None:
        fact = self.sink.perform(state, action, rule, cause, at, version)
        if fact is not None:
            self.apply(state, fact)


def rests(rule: Deadline, axes: Mapping[str, str]) -> bool:
    return any(axes.get(axis) in states for axis, states in rule.pause.items())
