"""The past folded under one set of rules, or under two at once, subject by subject."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from dianzhang.kernel.clocks import Clock, overlooked
from dianzhang.kernel.fold import Fact, Folder, State, new_state
from dianzhang.kernel.formula.questions import MARK, answers_before
from dianzhang.kernel.many import either, rules_of_many
from dianzhang.kernel.many_days import days_of_many
from dianzhang.kernel.reacting import Reaction
from dianzhang.kernel.rules import Check, Condition, Deadline, Escalation
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import ActionWord, SubjectWords

from .. import rulebooks
from .courses import NOTHING_RECORDED, History

Sets = Sequence[Ruleset | None]
_NOTHING: dict[Any, Any] = {}
_Hits = list[tuple[str, Fact]]


class Played:
    """What came of one subject: its state with all clocks, flags raised, commands that would have been stopped."""

    __slots__ = ("asked", "flagged", "kinds", "refused", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.flagged: list[tuple[str, datetime]] = []  # check, when
        self.asked: tuple[_Hits, _Hits] = ([], [])  # gates and the commands they ask about: now, draft
        self.refused: tuple[_Hits, _Hits] = ([], [])  # checks and the commands they refuse
        self.kinds: set[str] = set()  # of what rules brought about


class Side:
    """Plays histories.  ``turns`` are the instants at which the rules change, ``sets`` the rules from each on.

    ``asking`` are the rules whose gates and refusing checks are asked of each command, on either side of a comparison
    (None: not on this one).  A side is the sink of its own fold: consequences are facts in memory; one that was
    recorded keeps what it set.
    """

    def __init__(
        self, turns: Sequence[datetime], sets: Sets, asking: tuple[Sets | None, Sets | None], exempt: Mapping[str, int]
    ) -> None:
        self.exempt = exempt  # gate -> the person whose own word must do, nobody else holding a post
        of_many = partial(_of_many, {}, {})
        self._asking = tuple(_rules_at(turns, of_many(side)) if side is not None else None for side in asking)
        self._asked = frozenset(
            kind
            for side in asking
            for rules in side or ()
            if rules is not None
            for index in (rules.gates, rules.refusals)
            for kind, found in index.items()
            if found
        )
        self._waits = _waiting(sets)
        self._folder = Folder(
            _rules_at(turns, of_many(sets)), days_of_many(rulebooks.calendar_of), self, tells=False, waits=self._waits
        )
        self._played: Played
        self._recorded = NOTHING_RECORDED
        self._made = 0

    def play(self, subject: SubjectWords, blank: Mapping[str, Any], history: History, until: datetime) -> Played:
        """The subject's facts, from the first, up to ``until``."""
        state = new_state(subject)
        state.fields = dict(blank)
        played = self._played = Played(state)
        self._recorded = history.recorded
        folder, asked, clocks = self._folder, self._asked, state.clocks
        advance, apply = folder.advance, folder.apply
        for fact in history.given:
            if clocks:
                advance(state, fact.at)
            if fact.kind in asked:
                self._ask(played, fact)
            state.given(fact)
            apply(state, fact)
        if clocks:
            advance(state, until)
            self._settle(state, until)
        return played

    def _settle(self, state: State, until: datetime) -> None:
        """Deadlines that only wait were not looked at: what became of them by ``until``, of many of each."""
        for clock in state.clocks:
            if self._waits(state.subject, clock.rule) and (due := overlooked(clock, until)) is not None:
                clock.state = either(*due, "missed", clock.state)

    def _ask(self, played: Played, fact: Fact) -> None:
        """Whether the rules would have refused a command, or asked somebody first."""
        action = played.state.subject.actions.get(fact.kind)
        if action is None or action.kind != "command" or fact.actor is None:
            return
        told = _as_asked(action, fact)
        for rules_at, asked, refused in zip(self._asking, played.asked, played.refused, strict=True):
            rules = rules_at(fact.at) if rules_at is not None else None
            if rules is None:
                continue
            rules = rules.about(None if action.creates else fact.unit, fact.post)
            values = played.state.values(rules.condition_names(fact.kind), told)
            for check in rules.refusals.get(fact.kind, ()):
                if check.when is None or check.when.value(values) is True:
                    refused.append((check.id, fact))
            for gate in rules.gates.get(fact.kind, ()):
                if (gate.when is None or gate.when.value(values) is True) and self.exempt.get(gate.id) != fact.actor:
                    asked.append((gate.id, fact))

    # --- what the fold decides (fold.Sink) ---------------------------------------------

    def _fact(self, kind: str, rule: str, cause: Any, at: datetime, set_: Mapping[str, Any] = _NOTHING) -> Fact:
        self._made += 1
        return Fact(("made", self._made), kind, at, set_, _NOTHING, _NOTHING, rule, cause, True, _NOTHING, None)

    def overdue(self, state: State, clock: Clock, at: datetime) -> Fact:
        kind = f"{state.subject.name}.overdue"
        self._played.kinds.add(kind)
        found = self._recorded.find(kind, clock.rule.id, clock.started_by, at)
        return found or self._fact(kind, clock.rule.id, clock.started_by, at)

    def flag(self, state: State, check: Check, cause: Fact, version: Any) -> Fact:
        kind = f"{state.subject.name}.flag"
        self._played.kinds.add(kind)
        self._played.flagged.append((check.id, cause.at))
        found = self._recorded.find(kind, check.id, cause.key, cause.at)
        return found or self._fact(kind, check.id, cause.key, cause.at)

    def perform(
        self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any
    ) -> Fact | None:
        self._played.kinds.add(action.name)
        found = self._recorded.find(action.name, rule.id, cause, at)
        return found or self._fact(action.name, rule.id, cause, at, action.sets)

    def remind(self, state: State, clock: Clock, at: datetime) -> None:
        """A replay tells nobody."""

    def notify(self, state: State, clock: Clock, escalation: Escalation, at: datetime) -> None:
        """A replay tells nobody."""

    def react(self, state: State, fact: Fact, reaction: Reaction, version: Any) -> None:
        """What rules would bring about on other subjects is taken as it was."""


def _as_asked(action: ActionWord, fact: Fact) -> Fact:
    """A command before it was done: what became of its input is still input, texts are as they were."""
    given = {name: value for name, value in fact.set.items() if name in action.inputs}
    if not given and not any(MARK in name for name in fact.frozen):
        return fact
    return Fact(fact.key, fact.kind, fact.at, inputs={**given, **fact.inputs}, frozen=answers_before(fact.frozen))


def _waiting(sets: Sets) -> Callable[[SubjectWords, Deadline], bool]:
    """Whether missing a deadline brings nothing about: it acts on nothing by itself, and no rule looks at a miss."""
    followed = {
        kind
        for rules in sets
        if rules is not None
        for kinds in (rules.watched, *(rule.end for found in rules.starts.values() for rule in found))
        for kind in kinds
    }

    def waits(subject: SubjectWords, rule: Deadline) -> bool:
        acts = any(step.do for step in rule.escalations) if rule.escalations else False
        return not acts and f"{subject.name}.overdue" not in followed

    return waits


def _of_many(known: dict[int, Ruleset], conditions: dict[Condition, Any], sets: Sets) -> Sets:
    for rules in sets:
        if rules is not None and id(rules) not in known:
            known[id(rules)] = rules_of_many(rules, conditions)
    return [None if rules is None else known[id(rules)] for rules in sets]


def _rules_at(turns: Sequence[datetime], sets: Sets) -> Callable[[datetime], Ruleset | None]:
    if len(turns) == 1:  # one rulebook since the beginning
        (turn,), (before, since) = turns, sets
        return lambda moment: since if moment >= turn else before
    return lambda moment: sets[bisect_right(turns, moment)]
