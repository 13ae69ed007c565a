"""Counting what came of both sides, record by record; nothing is kept of a record but a few examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dianzhang.kernel.clocks import OPEN, Clock
from dianzhang.kernel.fold import Fact

from ..moment import start_of
from .differing import DRAFT, real
from .found import STATES, Counts, Owed
from .owing import Holders, Whose
from .past import History, Words
from .side import Played

EXAMPLES = 5  # records named for one rule
NONE = "none"  # the other side has no such clock
PLACE = {state: n for n, state in enumerate(STATES)}

Sample = tuple[str, int, str, str, datetime | None, datetime | None]  # kind, id, now, draft, due now, due draft


@dataclass
class RuleTally:
    """Verdicts of one deadline that are not the same on both sides."""

    gained: int = 0
    lost: int = 0
    samples: list[Sample] = field(default_factory=list)


@dataclass
class HitTally:
    """How often a check, a gate or a refusal hit, on each side."""

    now: int = 0
    draft: int = 0
    kind: str = ""
    samples: list[Sample] = field(default_factory=list)

    def hit(self, kind: str, subject_id: int, now: bool, draft: bool) -> None:
        self.now += now
        self.draft += draft
        if now != draft and len(self.samples) < EXAMPLES:
            yes = {True: "yes", False: "no"}
            self.samples.append((kind, subject_id, yes[now], yes[draft], None, None))


class Books:
    """Clocks counted: by rule when they were decided, by person and month when they fell due."""

    def __init__(self) -> None:
        self.rules: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self.owed: dict[tuple[str, Whose], list[int]] = defaultdict(lambda: [0, 0, 0, 0])

    def add(self, other: Books) -> None:
        for mine, theirs in ((self.rules, other.rules), (self.owed, other.owed)):
            for key, counts in theirs.items():
                known = mine[key]  # type: ignore[index]
                for n, count in enumerate(counts):
                    known[n] += count

    def of_rule(self, rule: str) -> Counts:
        return Counts(*self.rules.get(rule, ()))

    def of_people(self) -> dict[Whose, Counts]:
        found: dict[Whose, Counts] = defaultdict(Counts)
        for (_month, whose), counts in self.owed.items():
            found[whose] += Counts(*counts)
        return found

    def of_month(self, month: str) -> Owed:
        return {whose: Counts(*counts) for (name, whose), counts in self.owed.items() if name == month}


class Tally:
    """Takes what was played of each record.  ``since`` and ``until`` are instants, the latter not included."""

    def __init__(
        self, since: datetime, until: datetime, months: Sequence[tuple[str, date, date]], only_now: frozenset[str]
    ) -> None:
        self.since, self.until = since, until
        self.only_now = only_now  # the deadlines that the draft has not, or has otherwise
        self.months = [(n, _utc(first), _utc(last + timedelta(days=1))) for n, first, last in months]
        self.both, self.now, self.draft = Books(), Books(), Books()
        self.rules: dict[str, RuleTally] = defaultdict(RuleTally)
        self.flags: dict[str, HitTally] = defaultdict(HitTally)
        self.gates: dict[str, HitTally] = defaultdict(HitTally)
        self.refused: dict[str, HitTally] = defaultdict(HitTally)
        self.illegal: dict[str, HitTally] = defaultdict(HitTally)
        self.holders = Holders()

    def close(self) -> None:
        """What both sides have in common belongs to each."""
        self.now.add(self.both)
        self.draft.add(self.both)
        self.both = Books()

    # --- one record ------------------------------------------------------------------

    def once(self, words: Words, history: History, played: Played) -> None:
        """Both sides come to the same."""
        self._count(self.both, played.state.clocks, words, history, played)
        self._hits(words.subject.name, history, played, played)

    def together(self, words: Words, history: History, played: Played) -> None:
        """The clocks of both sides ran in one fold."""
        both: list[Clock] = []
        now: list[Clock] = []
        draft: list[Clock] = []
        for clock in played.state.clocks:
            rule = clock.rule.id
            (draft if rule.startswith(DRAFT) else now if rule in self.only_now else both).append(clock)
        if both:
            self._count(self.both, both, words, history, played)
        if now or draft:
            self._apart(words, history, played, played, now, draft)
        self._hits(words.subject.name, history, played, played)

    def apart(self, words: Words, history: History, now: Played, draft: Played) -> None:
        """Each side was folded by itself."""
        self._apart(words, history, now, draft, now.state.clocks, draft.state.clocks)
        self._hits(words.subject.name, history, now, draft)
        if now.state.illegal or draft.state.illegal:
            self._illegal(words.subject.name, history, set(now.state.illegal), set(draft.state.illegal))

    def _apart(
        self, words: Words, history: History, now: Played, draft: Played, here: list[Clock], there: list[Clock]
    ) -> None:
        self._count(self.now, here, words, history, now)
        self._count(self.draft, there, words, history, draft)
        self._compare(words.subject.name, history.subject_id, here, there)

    def _count(self, books: Books, clocks: Iterable[Clock], words: Words, history: History, played: Played) -> None:
        since, until, rules, owed, whose = self.since, self.until, books.rules, books.owed, self.holders.whose
        months = self.months
        for clock in clocks:
            state = clock.state
            if state in OPEN:
                rules[real(clock.rule.id)][3] += 1
                continue
            due = clock.due_at
            decided = due if state == "missed" else clock.ended_at
            if decided is None or (place := PLACE.get(state)) is None:
                continue
            if decided >= since:
                rules[real(clock.rule.id)][place] += 1
            due = due or decided
            if place < 2 and since <= due < until:
                name = ""
                for month, first, end in months:
                    if first <= due < end:
                        name = month
                        break
                owed[name, whose(clock, played, words, history)][place] += 1

    def _concerns(self, clock: Clock) -> bool:
        """Decided within the range, or still open."""
        decided = clock.due_at if clock.state == "missed" else clock.ended_at
        return clock.state in OPEN or (decided is not None and decided >= self.since)

    def _compare(self, kind: str, subject_id: int, here: Iterable[Clock], there: Iterable[Clock]) -> None:
        """Verdicts that are not the same, clock by clock: of each rule in the order in which they started."""
        left: dict[str, list[Clock]] = {}
        for clock in there:
            left.setdefault(real(clock.rule.id), []).append(clock)
        for clock in here:
            others = left.get(clock.rule.id)
            other = others.pop(0) if others else None
            if other is None or other.state != clock.state:
                self._differs(kind, subject_id, clock.rule.id, clock, other)
        for rule, rest in left.items():
            for clock in rest:
                self._differs(kind, subject_id, rule, None, clock)

    def _differs(self, kind: str, subject_id: int, rule: str, now: Clock | None, draft: Clock | None) -> None:
        now, draft = (clock if clock is not None and self._concerns(clock) else None for clock in (now, draft))
        was, becomes = (clock.state if clock else NONE for clock in (now, draft))
        if was == becomes or (was in OPEN and becomes in OPEN):
            return
        tally = self.rules[rule]
        tally.gained += was == "missed" and becomes == "met"
        tally.lost += was == "met" and becomes == "missed"
        samples, worse = tally.samples, "missed" in (was, becomes)
        if len(samples) == EXAMPLES and worse:  # a verdict tells more than a clock that is not there
            plain = next((one for one in samples if "missed" not in one[2:4]), None)
            if plain is not None:
                samples.remove(plain)
        if len(samples) < EXAMPLES:
            due_now, due_draft = (clock.due_at if clock else None for clock in (now, draft))
            samples.append((kind, subject_id, was, becomes, due_now, due_draft))

    def _hits(self, kind: str, history: History, now: Played, draft: Played) -> None:
        """Flags, and commands that gates ask about or checks refuse."""
        if now.flagged or draft.flagged:
            was = {rule for rule, at in now.flagged if at >= self.since}
            becomes = {rule for rule, at in draft.flagged if at >= self.since}
            for rule in was | becomes:
                self.flags[rule].hit(kind, history.subject_id, rule in was, rule in becomes)
        if now.asked[0] or draft.asked[1]:
            self._commands(self.gates, kind, history.subject_id, now.asked[0], draft.asked[1])
        if now.refused[0] or draft.refused[1]:
            self._commands(self.refused, kind, history.subject_id, now.refused[0], draft.refused[1])

    def _commands(
        self,
        tallies: Mapping[str, HitTally],
        kind: str,
        subject_id: int,
        now: list[tuple[str, Fact]],
        draft: list[tuple[str, Fact]],
    ) -> None:
        found = {(rule, fact.key): fact for rule, fact in (*now, *draft) if fact.at >= self.since}
        was, becomes = ({(rule, fact.key) for rule, fact in side} for side in (now, draft))
        for (rule, key), fact in found.items():
            tallies[rule].kind = fact.kind
            tallies[rule].hit(kind, subject_id, (rule, key) in was, (rule, key) in becomes)

    def _illegal(self, kind: str, history: History, now: set[Any], draft: set[Any]) -> None:
        """Facts that only the draft's states would not have allowed."""
        for fact in history.given:
            if fact.at >= self.since and fact.key in draft and fact.key not in now:
                self.illegal[fact.kind].hit(kind, history.subject_id, False, True)


def _utc(day: date) -> datetime:
    """When a business day begins; in UTC as the journal's, for instants of two zones compare slowly."""
    return start_of(day).astimezone(UTC)
