"""One side of a comparison: the past folded under one set of rules, subject by subject."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.fold import Fact, Folder, State, new_state
from dianzhang.kernel.reacting import Reaction
from dianzhang.kernel.rules import Check, Escalation, Gate
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import ActionWord, SubjectWords

from .. import rulebooks
from .past import History

_NOTHING: dict[Any, Any] = {}


class Played:
    """What came of one subject: its state with all clocks, flags raised, commands that would have been stopped."""

    __slots__ = ("asked", "flagged", "kinds", "refused", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.flagged: list[tuple[str, datetime]] = []  # check, when
        self.asked: list[tuple[str, Fact]] = []  # gate, command
        self.refused: list[tuple[str, Fact]] = []  # check, command
        self.kinds: set[str] = set()  # of what rules brought about


class Side:
    """Plays histories.  ``turns`` are the instants at which the rules change, ``sets`` the rules from each on.

    It is the sink of its own fold: consequences are facts in memory; one that was recorded keeps what it set.
    """

    def __init__(self, turns: Sequence[datetime], sets: Sequence[Ruleset | None], exempt: Mapping[str, int]) -> None:
        self.turns, self.sets = turns, sets
        self.exempt = exempt  # gate -> the person whose own word must do, nobody else holding a post
        self.asking = frozenset(
            kind for rules in sets if rules for index in (rules.gates, rules.refusals) for kind in index if index[kind]
        )
        self._folder = Folder(_rules_at(turns, sets), rulebooks.calendar_of, self)
        self._played: Played
        self._recorded: Mapping[tuple[Any, ...], Fact] = _NOTHING
        self._made = 0

    def play(self, subject: SubjectWords, blank: Mapping[str, Any], history: History, until: datetime) -> Played:
        """The subject's facts, from the first, up to ``until``."""
        state = new_state(subject)
        state.fields = dict(blank)
        played = self._played = Played(state)
        self._recorded = history.recorded
        folder, asking, clocks = self._folder, self.asking, state.clocks
        for fact in history.given:
            if clocks:
                folder.advance(state, fact.at)
            if fact.kind in asking:
                self._ask(played, fact)
            folder.apply(state, fact)
        if clocks:
            folder.advance(state, until)
        return played

    def _ask(self, played: Played, fact: Fact) -> None:
        """Whether these rules would have refused a command, or asked somebody first."""
        rules, action = self._folder.ruleset_at(fact.at), played.state.subject.actions.get(fact.kind)
        if rules is None or action is None or action.kind != "command" or fact.actor is None:
            return
        values = played.state.values(rules.condition_names(fact.kind), _as_asked(action, fact))
        for check in rules.refusals.get(fact.kind, ()):
            if check.when is None or check.when.value(values) is True:
                played.refused.append((check.id, fact))
        for gate in rules.gates.get(fact.kind, ()):
            if (gate.when is None or gate.when.value(values) is True) and self.exempt.get(gate.id) != fact.actor:
                played.asked.append((gate.id, fact))

    # --- what the fold decides (fold.Sink) ---------------------------------------------

    def _fact(self, kind: str, rule: str, cause: Any, at: datetime, set_: Mapping[str, Any] = _NOTHING) -> Fact:
        self._made += 1
        return Fact(("made", self._made), kind, at, set_, _NOTHING, _NOTHING, rule, cause, True, _NOTHING, None)

    def overdue(self, state: State, clock: Clock, at: datetime) -> Fact:
        return self._fact(f"{state.subject.name}.overdue", clock.rule.id, clock.started_by, at)

    def flag(self, state: State, check: Check, cause: Fact, version: Any) -> Fact:
        self._played.flagged.append((check.id, cause.at))
        return self._fact(f"{state.subject.name}.flag", check.id, cause.key, cause.at)

    def perform(
        self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any
    ) -> Fact | None:
        self._played.kinds.add(action.name)
        found = self._recorded.get((action.name, rule.id, cause, at))
        return found or self._fact(action.name, rule.id, cause, at, action.sets)

    def remind(self, state: State, clock: Clock, at: datetime) -> None:
        """A replay tells nobody."""

    def notify(self, state: State, clock: Clock, escalation: Escalation, at: datetime) -> None:
        """A replay tells nobody."""

    def react(self, state: State, fact: Fact, reaction: Reaction, version: Any) -> None:
        """What an event did to other subjects is among what these were given."""


def _as_asked(action: ActionWord, fact: Fact) -> Fact:
    """A command before it was done: what became of its input is still input."""
    given = {name: value for name, value in fact.set.items() if name in action.inputs}
    return Fact(fact.key, fact.kind, fact.at, inputs={**given, **fact.inputs}) if given else fact


def _rules_at(turns: Sequence[datetime], sets: Sequence[Ruleset | None]) -> Callable[[datetime], Ruleset | None]:
    if len(set(map(id, sets))) == 1 and not turns:
        only = sets[0]
        return lambda moment: only
    return lambda moment: sets[bisect_right(turns, moment)]


def differing(now: Sequence[Ruleset | None], draft: Sequence[Ruleset | None]) -> frozenset[str]:
    """The events at which some rule of one side differs from those of the other: elsewhere both come to the same."""
    kinds: set[str] = set()
    for here, there in zip(now, draft, strict=True):
        if here is there:
            continue
        for name in ("starts", "checks", "refusals", "gates"):
            one, other = (getattr(rules, name) if rules else {} for rules in (here, there))
            kinds |= {kind for kind in one.keys() | other.keys() if _plain(one.get(kind)) != _plain(other.get(kind))}
    return frozenset(kinds)


def _plain(rules: Sequence[Any] | None) -> list[Any]:
    """Rules without the line that they stand on."""
    return [replace(rule, line=0) for rule in rules or ()]


def gates_of(sets: Sequence[Ruleset | None]) -> dict[str, Gate]:
    return {gate.id: gate for rules in sets if rules for gate in rules.rules_of(Gate)}
