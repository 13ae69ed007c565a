"""Play the facts of one subject again, given only its events and a rulebook.

Recorded consequences are dropped and made anew; human facts are kept as given, and one that the replayed state would
not allow is kept and listed.  What a rule brought about because of another subject (a report proved what was owed) is
given too: only that subject could say whether it comes again.

A consequence that comes out the same as a recorded one *is* that one (its key and the fields it set); the rest of the
recorded ones are overtaken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .clocks import CalendarOf, Clock
from .fold import Fact, Folder, Sink, State, new_state
from .reacting import Reaction
from .rules import Check, Escalation
from .ruleset import Ruleset
from .vocabulary import ActionWord, SubjectWords


def _signature(kind: str, rule: str, cause: Any, at: datetime) -> tuple[Any, ...]:
    return kind, rule, cause, at


@dataclass(frozen=True, slots=True)
class Reacted:
    """A fact that matters beyond its subject."""

    fact: Fact
    reaction: Reaction
    version: Any


@dataclass
class ReplaySink:
    """Finds the recorded consequence for each decision, or has a new one made.

    ``make`` makes new consequences real (the re-fold of the running system); without it they stay in memory.
    """

    recorded: dict[tuple[Any, ...], Fact]
    make: Sink | None = None
    applied: list[Fact] = field(default_factory=list)
    used: set[Any] = field(default_factory=set)
    made: list[Fact] = field(default_factory=list)
    reacted: list[Reacted] = field(default_factory=list)

    def _found(self, kind: str, rule: str, cause: Any, at: datetime) -> Fact | None:
        fact = self.recorded.get(_signature(kind, rule, cause, at))
        if fact is not None:
            self.used.add(fact.key)
            self.applied.append(fact)
        return fact

    def _new(self, fact: Fact) -> Fact:
        self.made.append(fact)
        self.applied.append(fact)
        return fact

    def _memory(self, kind: str, rule: str, cause: Any, at: datetime, **more: Any) -> Fact:
        return Fact(("made", len(self.made)), kind, at, rule=rule, cause=cause, **more)

    def overdue(self, state: State, clock: Clock, at: datetime) -> Fact:
        kind = f"{state.subject.name}.overdue"
        found = self._found(kind, clock.rule.id, clock.started_by, at)
        if found is not None:
            return found
        if self.make is None:
            return self._new(self._memory(kind, clock.rule.id, clock.started_by, at))
        return self._new(self.make.overdue(state, clock, at))

    def flag(self, state: State, check: Check, cause: Fact, version: Any) -> Fact:
        kind = f"{state.subject.name}.flag"
        found = self._found(kind, check.id, cause.key, cause.at)
        if found is not None:
            return found
        if self.make is None:
            return self._new(self._memory(kind, check.id, cause.key, cause.at))
        return self._new(self.make.flag(state, check, cause, version))

    def perform(
        self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any
    ) -> Fact | None:
        found = self._found(action.name, rule.id, cause, at)
        if found is not None:
            return found
        if self.make is None:
            return self._new(self._memory(action.name, rule.id, cause, at))
        made = self.make.perform(state, action, rule, cause, at, version)
        return None if made is None else self._new(made)

    def remind(self, state: State, clock: Clock, at: datetime) -> None:
        """What was said was said; a replay tells nobody."""

    def notify(self, state: State, clock: Clock, escalation: Escalation, at: datetime) -> None:
        """As ``remind``; who was newly concerned hears of it through the new consequence."""

    def react(self, state: State, fact: Fact, reaction: Reaction, version: Any) -> None:
        self.reacted.append(Reacted(fact, reaction, version))


@dataclass(frozen=True)
class Replayed:
    """What came of a replay.  ``overtaken`` are recorded consequences that did not come again."""

    state: State
    overtaken: list[Fact]
    made: list[Fact]
    applied: list[Fact]  # every fact in the order it counted
    reacted: list[Reacted] = field(default_factory=list)


def replay(
    subject: SubjectWords,
    facts: Iterable[Fact],
    ruleset_at: Callable[[datetime], Ruleset | None],
    calendar_of: CalendarOf,
    until: datetime,
    *,
    make: Sink | None = None,
    fields: Mapping[str, Any] | None = None,
    record: Any = None,
) -> Replayed:
    """Fold ``facts`` (in order of time and insertion, recorded consequences among them) up to ``until``."""
    human: list[Fact] = []
    recorded: dict[tuple[Any, ...], Fact] = {}
    dropped = {f"{subject.name}.overtaken", f"{subject.name}.correct"}
    known = list(facts)
    own = {fact.key for fact in known}
    for fact in known:
        if fact.kind in dropped:
            continue
        if fact.rule and fact.cause in own:
            recorded[_signature(fact.kind, fact.rule, fact.cause, fact.at)] = fact
        else:
            human.append(fact)
    sink = ReplaySink(recorded, make)
    folder = Folder(ruleset_at, calendar_of, sink)
    state = new_state(subject)
    state.fields, state.record = dict(fields or {}), record
    for fact in human:
        if state.clocks:
            folder.advance(state, fact.at)
        sink.applied.append(fact)
        state.given(fact)
        folder.apply(state, fact)
    folder.advance(state, until)
    overtaken = [fact for fact in recorded.values() if fact.key not in sink.used]
    return Replayed(state, overtaken, sink.made, sink.applied, sink.reacted)
