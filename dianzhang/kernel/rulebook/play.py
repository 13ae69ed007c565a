"""One example played: facts go through the fold one by one, what the rules decide is kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from ..calendar import SHANGHAI
from ..clocks import CalendarOf, Clock
from ..duties import BY_HAND, Proof
from ..fold import Fact, Folder, State, may_lead, new_state
from ..messages import Message
from ..plans import Dated, lay_out
from ..reacting import Reacting, Reaction, reactions
from ..rules import OWNER, Check, Duty, Escalation, Gate, Plan
from ..ruleset import Ruleset
from ..vocabulary import ActionWord, SubjectWords, Vocabulary
from .examples import SYSTEM, Example, Happening


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told: of a clock that falls due soon (``remind``) or is missed (``notify``), or of a request.

    A request that waits is reminded of, handed over (``hand_over``, to ``posts``), agreed to or refused.
    """

    what: str
    rule: str
    posts: tuple[str, ...]
    at: datetime


@dataclass
class Play:
    """Plays an example.  Afterwards ``state`` and the lists say what came of it."""

    example: Example
    ruleset: Ruleset
    vocabulary: Vocabulary
    calendar_of: CalendarOf
    state: State | None = None
    consequences: list[Fact] = field(default_factory=list)
    flags: list[Check] = field(default_factory=list)
    refused: list[Check] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)  # those that held the last action
    told: list[Told] = field(default_factory=list)
    troubles: list[tuple[str, int, Message]] = field(default_factory=list)  # text, line, what went wrong
    missed_at: dict[int, datetime] = field(default_factory=dict)
    before: list[State] = field(default_factory=list)  # records of the same kind that the example made earlier
    proofs: list[tuple[Duty, Proof]] = field(default_factory=list)
    laid_out: dict[str, dict[str, Dated]] = field(default_factory=dict)  # plan -> step -> its date
    _keys: int = 0

    def run(self) -> None:
        for happening in self.example.happens:
            self._happen(happening)
        if self.example.now is not None:
            for state in self.states:
                self._folder().advance(state, self.example.now)
            self._wait(self.example.now)
        self._only_given()

    def _wait(self, now: datetime) -> None:
        """What the time-outs bring about by ``now`` when nobody answers what the last action asked for."""
        for gate in self.gates:
            days, asked = self.calendar_of(gate.calendar), self.example.happens[-1].at
            for timeout in gate.timeouts:
                at = days.add(asked, timeout.after)
                if at < now:
                    posts = (timeout.to,) if timeout.to else gate.approvers
                    self.told.append(Told(timeout.do, gate.id, posts, at))

    @property
    def states(self) -> list[State]:
        """Every record that the example follows: more than one where it makes several."""
        return [*self.before, self.state] if self.state else []

    def _folder(self) -> Folder:
        return Folder(lambda at: self.ruleset, self.calendar_of, self)

    def _begin(self, subject: SubjectWords) -> State:
        state = new_state(subject)
        defaults = {f.name: f.default for f in subject.fields.values() if f.default is not None}
        state.fields = {**defaults, **self.example.given.fields}
        state.axes.update(self.example.given.axes)
        return state

    def _happen(self, happening: Happening) -> None:
        subject = self.vocabulary.subjects[happening.action.partition(".")[0]]
        action = subject.actions[happening.action]
        if self.state is None or (action.creates and self.state.last_at is not None):
            self.before += [self.state] if self.state else []
            self.state = self._begin(subject)
        folder = self._folder()
        for state in self.states:
            folder.advance(state, happening.at)
        fact = Fact(
            self._key(),
            action.name,
            happening.at,
            set={**action.sets, **happening.fields},
            inputs=happening.inputs,
            frozen={**self.example.given.frozen, **happening.frozen},
            axes=happening.axes,
            actor=happening.actor if happening.actor != SYSTEM else None,  # nobody named: somebody all the same
        )
        self.refused, self.gates = [], []
        if action.kind == "command" and self._stopped(action, fact, happening):
            return
        folder.apply(self.state, fact)
        if fact.kind in BY_HAND:
            duties = [duty for duty in self.ruleset.rules_of(Duty) if not duty.proof]
            self.proofs += [(duty, Proof(fact.at, happening.actor, fact.key)) for duty in duties]

    def _only_given(self) -> None:
        """Where nothing happens, the plans of the record that is given are laid out."""
        subject = self.vocabulary.subjects.get(self.example.subject)
        if self.state is None and subject is not None and self.example.given.fields:
            self.state = self._begin(subject)
            start = datetime.combine(self.example.first_day, time(9), SHANGHAI)
            everything = Fact(self._key(), "", self.example.now or start, set=self.state.fields)
            plans = Reacting.of((), self.ruleset.rules_of(Plan))
            for reaction in reactions(plans, self.state, everything):
                self.react(self.state, everything, reaction, None)

    def _stopped(self, action: ActionWord, fact: Fact, happening: Happening) -> bool:
        """Whether a command is refused, by a check or by the states.  Its gates are noted on the way."""
        assert self.state is not None
        values = {
            **self.state.values(self.ruleset.condition_names(action.name), fact),
            **happening.fields,
            **happening.axes,
        }
        refusals = self.ruleset.refusals.get(action.name, ())
        self.refused = [check for check in refusals if check.when is None or check.when.value(values) is True]
        if self.refused:
            return True
        axes = {**self.state.axes, **fact.axes}
        if axis := may_lead(self.state.subject, axes, action):
            word = self.state.subject.axes[axis]
            state = word.states.get(axes[axis], axes[axis])
            zh = f"{word.zh}是“{state}”，这时不能{action.zh}"
            trouble = Message(zh, f"{action.name} is not possible while {axis} is {axes[axis]}")
            self.troubles.append((action.zh, happening.line, trouble))
            return True
        gates = self.ruleset.gates.get(action.name, ())
        self.gates = [
            g for g in gates if happening.actor != SYSTEM and (g.when is None or g.when.value(values) is True)
        ]
        return False

    def _key(self) -> int:
        self._keys += 1
        return self._keys

    # --- what the fold decides (fold.Sink) ---------------------------------------------------------------------

    def _consequence(self, kind: str, rule: str, cause: Any, at: datetime, **more: Any) -> Fact:
        fact = Fact(self._key(), kind, at, rule=rule, cause=cause, **more)
        self.consequences.append(fact)
        return fact

    def overdue(self, state: State, clock: Clock, at: datetime) -> Fact:
        self.missed_at[id(clock)] = at
        return self._consequence(f"{state.subject.name}.overdue", clock.rule.id, clock.started_by, at)

    def flag(self, state: State, check: Check, cause: Fact, version: Any) -> Fact:
        self.flags.append(check)
        return self._consequence(f"{state.subject.name}.flag", check.id, cause.key, cause.at)

    def perform(
        self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any
    ) -> Fact | None:
        return self._consequence(action.name, rule.id, cause, at, set=dict(action.sets))

    def remind(self, state: State, clock: Clock, at: datetime) -> None:
        self.told.append(Told("remind", clock.rule.id, (clock.rule.owner,), at))

    def notify(self, state: State, clock: Clock, escalation: Escalation, at: datetime) -> None:
        self.told.append(Told("notify", clock.rule.id, escalation.notify, at))

    def react(self, state: State, fact: Fact, reaction: Reaction, version: Any) -> None:
        rule = reaction.rule
        if isinstance(rule, Duty):
            action = state.subject.actions.get(fact.kind)
            whose = self.example.given.owner if action is not None and action.of_owner else None
            self.proofs.append((rule, Proof(fact.at, whose or fact.actor, fact.key)))
        elif reaction.base is None:
            self.laid_out.pop(rule.id, None)
        else:
            dated = lay_out(rule, reaction.base, self.calendar_of(rule.calendar), fact.at)
            self.laid_out[rule.id] = {one.step.name: one for one in dated}

    def owner_name(self, clock: Clock) -> str:
        """Who 经办人 is: the example's, else the first person who acted."""
        if self.example.given.owner:
            return self.example.given.owner
        return (
            next((h.actor for h in self.example.happens if h.actor not in ("", SYSTEM)), "")
            if clock.rule.owner == OWNER
            else ""
        )
