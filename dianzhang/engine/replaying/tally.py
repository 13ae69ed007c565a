"""Counting what came of both sides, record by record; nothing is kept of a record but a few examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dianzhang.kernel.clocks import OPEN, Clock
from dianzhang.kernel.fold import Fact

from ..moment import start_of
from .found import STATES, Counts, Owed
from .owing import Holders, Whose
from .past import History, Words
from .side import Played

EXAMPLES = 5  # records named for one rule
NONE = "none"  # the other side has no such clock

Sample = tuple[str, int, str, str, datetime | None, datetime | None]  # kind, id, now, draft, due now, due draft


@dataclass
class RuleTally:
    gained: int = 0
    lost: int = 0
    samples: list[Sample] = field(default_factory=list)


@dataclass
class HitTally:
    now: int = 0
    draft: int = 0
    kind: str = ""
    samples: list[Sample] = field(default_factory=list)


class Books:
    """The counts of one side: by rule and state, by person, by month and person."""

    def __init__(self) -> None:
        self.rules: Counter[tuple[str, str]] = Counter()
        self.people: Counter[tuple[Whose, str]] = Counter()
        self.months: dict[str, Counter[tuple[Whose, str]]] = defaultdict(Counter)

    def of_rule(self, rule: str) -> Counts:
        return Counts(*(self.rules[rule, state] for state in STATES))

    def of_people(self) -> dict[Whose, Counts]:
        found = {whose: Counts(*(self.people[whose, s] for s in STATES)) for whose, _state in self.people}
        return defaultdict(Counts, found)

    def owed(self, month: str) -> Owed:
        found = self.months.get(month, Counter())
        return {whose: Counts(*(found[whose, s] for s in STATES)) for whose in dict.fromkeys(w for w, _s in found)}


class Tally:
    """Takes what was played of each record.  ``since`` and ``until`` are instants, the latter not included."""

    def __init__(self, since: datetime, until: datetime, months: Sequence[tuple[str, date, date]]) -> None:
        self.since, self.until = since, until
        self.months = [
            (name, start_of(first), start_of(date.fromordinal(last.toordinal() + 1))) for name, first, last in months
        ]
        self.now, self.draft = Books(), Books()
        self.rules: dict[str, RuleTally] = defaultdict(RuleTally)
        self.flags: dict[str, HitTally] = defaultdict(HitTally)
        self.gates: dict[str, HitTally] = defaultdict(HitTally)
        self.refused: dict[str, HitTally] = defaultdict(HitTally)
        self.illegal: dict[str, HitTally] = defaultdict(HitTally)
        self.holders = Holders()

    def take(self, words: Words, history: History, now: Played, draft: Played) -> None:
        """One record on both sides; the very same object where both must come to the same."""
        here = self._clocks(self.now, words, history, now)
        there = here if draft is now else None
        if there is not None:
            self._again(words, history, now)
        else:
            there = self._clocks(self.draft, words, history, draft)
            self._compare(words.subject.name, history.subject_id, here, there)
        self._hits(words.subject.name, history, now, draft)

    def _again(self, words: Words, history: History, played: Played) -> None:
        self._clocks(self.draft, words, history, played)

    def _clocks(self, books: Books, words: Words, history: History, played: Played) -> list[Clock]:
        """Count the clocks; those that the range concerns."""
        concerned = []
        for clock in played.state.clocks:
            state = clock.state
            if state == "running" or state == "resting":
                books.rules[clock.rule.id, "running"] += 1
                concerned.append(clock)
                continue
            due = clock.due_at or clock.ended_at
            decided = clock.ended_at if state != "missed" else due
            if decided is None or due is None:
                continue
            whose: Whose | None = None
            if decided >= self.since:
                whose = self._whose(clock, words, history, played)
                books.rules[clock.rule.id, state] += 1
                books.people[whose, state] += 1
                concerned.append(clock)
            if state == "stopped":
                continue
            for name, first, end in self.months:
                if first <= due < end:
                    books.months[name][whose or self._whose(clock, words, history, played), state] += 1
                    break
        return concerned

    def _whose(self, clock: Clock, words: Words, history: History, played: Played) -> Whose:
        person, post = self.holders.whose(clock, played, words, history)
        return (person, "") if person is not None else (None, post)

    def _compare(self, kind: str, subject_id: int, here: Iterable[Clock], there: Iterable[Clock]) -> None:
        """Verdicts that are not the same, clock by clock: of each rule in the order in which they started."""
        left: dict[str, list[Clock]] = {}
        for clock in there:
            left.setdefault(clock.rule.id, []).append(clock)
        for clock in here:
            others = left.get(clock.rule.id)
            other = others.pop(0) if others else None
            if other is None or other.state != clock.state:
                self._differs(kind, subject_id, clock.rule.id, clock, other)
        for rule, rest in left.items():
            for clock in rest:
                self._differs(kind, subject_id, rule, None, clock)

    def _differs(self, kind: str, subject_id: int, rule: str, now: Clock | None, draft: Clock | None) -> None:
        tally = self.rules[rule]
        was, becomes = (clock.state if clock else NONE for clock in (now, draft))
        tally.gained += was == "missed" and becomes == "met"
        tally.lost += was == "met" and becomes == "missed"
        if was in OPEN and becomes in OPEN:
            return
        worse = "missed" in (was, becomes)
        if len(tally.samples) < EXAMPLES or (worse and not all("missed" in s[2:4] for s in tally.samples)):
            tally.samples.append(
                (kind, subject_id, was, becomes, now.due_at if now else None, draft.due_at if draft else None)
            )
            if len(tally.samples) > EXAMPLES:
                tally.samples.remove(next(s for s in tally.samples if "missed" not in s[2:4]))

    def _hits(self, kind: str, history: History, now: Played, draft: Played) -> None:
        if now.flagged or draft.flagged:
            was = {rule for rule, at in now.flagged if at >= self.since}
            becomes = {rule for rule, at in draft.flagged if at >= self.since}
            for rule in was | becomes:
                _hit(self.flags[rule], kind, history.subject_id, rule in was, rule in becomes)
        for tallies, here, there in (
            (self.gates, now.asked, draft.asked),
            (self.refused, now.refused, draft.refused),
        ):
            if here or there:
                self._commands(tallies, kind, history.subject_id, here, there)
        if (now.state.illegal or draft.state.illegal) and now is not draft:
            self._illegal(kind, history, set(now.state.illegal), set(draft.state.illegal))

    def _commands(
        self, tallies: dict[str, HitTally], kind: str, subject_id: int, now: list[tuple[str, Fact]],
        draft: list[tuple[str, Fact]],
    ) -> None:  # fmt: skip
        found = {(rule, fact.key): fact for rule, fact in (*now, *draft) if fact.at >= self.since}
        was, becomes = ({(rule, fact.key) for rule, fact in side} for side in (now, draft))
        for (rule, key), fact in found.items():
            tallies[rule].kind = fact.kind
            _hit(tallies[rule], kind, subject_id, (rule, key) in was, (rule, key) in becomes)

    def _illegal(self, kind: str, history: History, now: set[Any], draft: set[Any]) -> None:
        """Facts that only the draft's states would not have allowed."""
        for fact in history.given:
            if fact.at >= self.since and fact.key in draft and fact.key not in now:
                _hit(self.illegal[fact.kind], kind, history.subject_id, False, True)


def _hit(tally: HitTally, kind: str, subject_id: int, now: bool, draft: bool) -> None:
    tally.now += now
    tally.draft += draft
    if now != draft and len(tally.samples) < EXAMPLES:
        yes = {True: "yes", False: "no"}
        tally.samples.append((kind, subject_id, yes[now], yes[draft], None, None))
