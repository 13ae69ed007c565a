"""From the facts of one subject to its states, clocks and flags: the heart of *react*.

The same fold serves the running system (fact by fact, inside the action's transaction), the re-fold after a
late fact, the replay of a draft and the examples of a rulebook.  It is pure: what it decides it tells a *sink*,
which makes events of it (running) or facts in memory (replay).

Conditions read bare canonical names: the subject's fields (``total``), its axes (``payment``), the fact's inputs
(``outcome``) and frozen window measures (``same_buyer_orders_24h``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from . import clocks
from .clocks import CalendarOf, Clock
from .reaching import hopeless, ways
from .rules import Check, Deadline, Escalation
from .ruleset import Ruleset
from .vocabulary import UNKNOWN, ActionWord, SubjectWords

_EMPTY: Mapping[str, Any] = {}


@dataclass(slots=True)
class Fact:
    """Something that happened to one subject.  ``key`` orders facts of the same instant (insertion)."""

    key: Any
    kind: str
    at: datetime
    set: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    frozen: Mapping[str, Any] = field(default_factory=dict)  # window measures as they were when judged
    rule: str | None = None  # a consequence: of which rule
    cause: Any = None  # and because of which fact
    judged: bool = True  # False: before the rulebook or the shop's go-live: states move, no verdicts
    axes: Mapping[str, str] = field(default_factory=dict)  # states the source itself tells (creation, unknown)
    actor: Any = None


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

    def values(self, names: Iterable[str], fact: Fact | None = None) -> dict[str, Any]:
        """The values that a condition reads; names without one are left out (*no value*)."""
        layers: list[Mapping[str, Any]] = [self.fields, self.axes]
        if fact and (fact.inputs or fact.frozen):
            layers[:0] = [fact.inputs, fact.frozen]
        found: dict[str, Any] = {}
        for name in names:
            for layer in layers:
                value = layer.get(name)
                if value is not None:
                    found[name] = None if value == UNKNOWN else value
                    break
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


def new_state(subject: SubjectWords) -> State:
    return State(subject, {axis.name: axis.start for axis in subject.axes.values()})


def may_lead(subject: SubjectWords, axes: Mapping[str, str], action: ActionWord) -> str | None:
    """None when the states allow the action, else the axis that does not."""
    for axis, lead in action.leads.items():
        if lead.source and axes.get(axis) not in lead.source:
            return axis
    for axis, states in action.requires.items():
        if axes.get(axis) not in states:
            return axis
    return None


@dataclass(slots=True)
class Folder:
    """Folds the facts of subjects.  ``ruleset_at`` gives the rules in force at an instant (None: before the first)."""

    ruleset_at: Callable[[datetime], Ruleset | None]
    calendar_of: CalendarOf
    sink: Sink

    def advance(self, state: State, until: datetime) -> None:
        """Let every clock step that falls before ``until`` happen, in order of time."""
        while True:
            soonest: Clock | None = None
            for clock in state.clocks:
                if clock.next_at is None or clock.next_at >= until:
                    continue
                if soonest is None or soonest.next_at is None or clock.next_at < soonest.next_at:
                    soonest = clock
            if soonest is None:
                return
            self._happen(state, soonest)

    def apply(self, state: State, fact: Fact) -> None:
        """One more fact, not older than the last."""
        state.last_at = fact.at if state.last_at is None else max(state.last_at, fact.at)
        action = state.subject.actions.get(fact.kind)
        if fact.set and isinstance(state.fields, dict):
            state.fields.update(fact.set)
        if fact.axes:
            state.axes.update(fact.axes)
        moved = self._move(state, action, fact) if action else ()
        if state.clocks:
            self._run_clocks(state, fact, moved or fact.axes)
        if fact.judged:
            self._judge(state, fact)

    def _move(self, state: State, action: ActionWord, fact: Fact) -> list[str]:
        subject, axes = state.subject, state.axes
        observed = action.kind == "observation"
        if not observed and may_lead(subject, axes, action) is not None:
            state.illegal.append(fact.key)
            return []
        moved: list[str] = []
        for axis, lead in action.leads.items():
            now = axes.get(axis)
            if axis in fact.axes or now == lead.target:
                continue
            if observed and lead.source and now not in lead.source and now != UNKNOWN and subject.axes[axis].ours:
                state.illegal.append(fact.key)
                continue
            axes[axis] = lead.target
            moved.append(axis)
        if moved:
            self._close_flags(state, moved)
        return moved

    def _close_flags(self, state: State, moved: list[str]) -> None:
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

    def _run_clocks(self, state: State, fact: Fact, moved: Iterable[str]) -> None:
        for clock in state.clocks:
            rule = clock.rule
            ends = fact.kind in rule.end and fact.rule != rule.id and fact.at >= clock.started_at
            if ends and clock.ended_by is None and clock.started_by != fact.key:
                clocks.end(clock, fact.key, fact.at)
                continue
            if moved and clock.ended_by is None and hopeless(state.subject, state.axes, rule):
                clocks.stop(clock, fact.key, fact.at)
            if not clock.open:
                continue
            if rule.until and rule.until in fact.set:
                clocks.reschedule(clock, state.fields, self.calendar_of)
            if rule.pause and moved:
                if rests(rule, state.axes):
                    clocks.rest(clock, fact.at, self.calendar_of)
                else:
                    clocks.go_on(clock, fact.at, self.calendar_of)

    def _judge(self, state: State, fact: Fact) -> None:
        ruleset = self.ruleset_at(fact.at)
        if ruleset is None:
            return
        starts = ruleset.starts.get(fact.kind, ())
        checks = ruleset.checks.get(fact.kind, ())
        if not starts and not checks:
            return
        values = state.values(ruleset.condition_names(fact.kind), fact)
        for rule in starts:
            self._start(state, fact, rule, ruleset, values)
        for check in checks:
            if check.id not in state.flags and (check.when is None or check.when.value(values) is True):
                self._flag(state, fact, check, ruleset)

    def _start(self, state: State, fact: Fact, rule: Deadline, ruleset: Ruleset, values: Mapping[str, Any]) -> None:
        if state.clocks and any(c.rule.id == rule.id and c.open for c in state.clocks):
            return
        if rule.when is not None and rule.when.value(values) is not True:
            return
        if not judgeable(state, rule):
            return
        clock = clocks.start(rule, ruleset.key_of(rule), fact.key, fact.at, state.fields, self.calendar_of)
        if clock is not None:
            state.clocks.append(clock)
            if rule.pause and rests(rule, state.axes):
                clocks.rest(clock, fact.at, self.calendar_of)

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


def judgeable(state: State, rule: Deadline) -> bool:
    """False when the source carries none of what could end the deadline: an unknown state gives no verdict."""
    if UNKNOWN not in state.axes.values():
        return True
    reach = ways(state.subject)
    for kind in rule.end:
        action = state.subject.actions.get(kind)
        if action is None:
            continue
        carried = all(state.axes.get(axis) != UNKNOWN for axis in action.leads)
        known = {axis: lead for axis, lead in action.leads.items() if state.axes.get(axis) != UNKNOWN}
        reachable = all(
            not lead.source or not lead.source.isdisjoint(reach[axis].get(state.axes[axis], frozenset()))
            for axis, lead in known.items()
        )
        if reachable and (carried or known):
            return True
    return False
