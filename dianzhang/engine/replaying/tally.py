"""Counting what came of both sides; nothing is kept of a record but a few examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from dianzhang.kernel.many import Column

from .found import STATES, Counts, Owed
from .judging import Change, Verdicts
from .owing import Whose

EXAMPLES = 5  # records named for one rule

Sample = tuple[str, int, str, str, datetime | None, datetime | None]  # kind, id, now, draft, due now, due draft


def _order(sample: Sample) -> tuple[bool, str, int]:
    """A verdict tells more than a clock that is not there; then the records as they came."""
    return "missed" not in sample[2:4], sample[0], sample[1]


def _keep(samples: list[Sample], more: Iterable[Sample]) -> None:
    samples.extend(more)
    samples.sort(key=_order)
    del samples[EXAMPLES:]


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


class Books:
    """Clocks counted: by rule when they were decided, by person and month when they fell due."""

    def __init__(self) -> None:
        self.rules: dict[str, list[int]] = defaultdict(lambda: [0] * len(STATES))
        self.owed: dict[tuple[str, Whose], list[int]] = defaultdict(lambda: [0] * len(STATES))

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


@dataclass(frozen=True)
class Whom:
    """The records that verdicts hold for: one, or those at ``places`` among many alike."""

    kind: str
    ids: Any
    places: Sequence[int] | None
    count: int

    def of(self, value: Any) -> Iterable[Any]:
        """A value of each: of one record its own, of many a column's."""
        if self.places is None:
            return (value,)
        return (value.each[place] for place in self.places) if isinstance(value, Column) else (value,) * self.count

    def samples(self, now: str, draft: str, due_now: Any = None, due_draft: Any = None) -> list[Sample]:
        told = zip(self.of(self.ids), self.of(due_now), self.of(due_draft), strict=True)
        return [(self.kind, id_, now, draft, *due) for id_, *due in islice(told, EXAMPLES)]


class Tally:
    """Takes what was judged."""

    def __init__(self) -> None:
        self.both, self.now, self.draft = Books(), Books(), Books()
        self.rules: dict[str, RuleTally] = defaultdict(RuleTally)
        self.flags: dict[str, HitTally] = defaultdict(HitTally)
        self.gates: dict[str, HitTally] = defaultdict(HitTally)
        self.refused: dict[str, HitTally] = defaultdict(HitTally)
        self.illegal: dict[str, HitTally] = defaultdict(HitTally)

    def close(self) -> None:
        """What both sides have in common belongs to each."""
        self.now.add(self.both)
        self.draft.add(self.both)
        self.both = Books()

    def take(self, verdicts: Verdicts, whom: Whom) -> None:
        for where, rule, place in verdicts.decided:
            getattr(self, where).rules[rule][place] += whom.count
        for where, month, whose, place in verdicts.owed:
            owed = getattr(self, where).owed
            if isinstance(whose, Column):
                for one, count in Counter(whom.of(whose)).items():
                    owed[month, one][place] += count
            else:
                owed[month, whose][place] += whom.count
        for change in verdicts.changes:
            self._changed(change, whom)
        for hit, rule, kind, now, draft in verdicts.hits:
            tally: HitTally = getattr(self, hit)[rule]
            tally.kind = kind or tally.kind
            tally.now += now * whom.count
            tally.draft += draft * whom.count
            if now != draft:
                _keep(tally.samples, whom.samples(*("yes" if yes else "no" for yes in (now, draft))))

    def _changed(self, change: Change, whom: Whom) -> None:
        tally = self.rules[change.rule]
        tally.gained += whom.count * (change.now == "missed" and change.draft == "met")
        tally.lost += whom.count * (change.now == "met" and change.draft == "missed")
        _keep(tally.samples, whom.samples(*change[1:]))
