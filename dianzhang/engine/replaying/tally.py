"""Counting what came of both sides; nothing is kept of a record but a few examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from itertools import islice
from typing import Literal

from .found import STATES, Counts, Owed
from .owing import Whose
from .whom import Whom

EXAMPLES = 5  # records named for one rule

Hit = Literal["flags", "gates", "refused", "illegal"]
Sample = tuple[str, int, str, str, datetime | None, datetime | None]  # kind, id, now, draft, due now, due draft


def _order(sample: Sample) -> tuple[bool, str, int]:
    """A verdict tells more than a clock that is not there; then the records as they came."""
    return "missed" not in sample[2:4], sample[0], sample[1]


def _keep(samples: list[Sample], more: Iterable[Sample]) -> None:
    samples[:] = nsmallest(EXAMPLES, [*samples, *more], key=_order)


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

    def changed(self, rule: str, changes: Sequence[Sample]) -> None:
        """A deadline's verdicts that are not the same on both sides."""
        tally = self.rules[rule]
        told = [(was, becomes) for _kind, _id, was, becomes, *_due in changes]
        tally.gained += told.count(("missed", "met"))
        tally.lost += told.count(("met", "missed"))
        _keep(tally.samples, changes)

    def hit(self, what: Hit, rule: str, kind: str, whom: Whom, *, now: bool, draft: bool) -> None:
        """What a check, a gate or a refusal did to each of ``whom``, on one side or on both."""
        tally: HitTally = getattr(self, what)[rule]
        tally.kind = kind or tally.kind
        tally.now += now * whom.count
        tally.draft += draft * whom.count
        if now != draft:
            was, becomes = ("yes" if yes else "no" for yes in (now, draft))
            ids = islice(whom.of(whom.id), EXAMPLES)
            _keep(tally.samples, [(whom.kind, id_, was, becomes, None, None) for id_ in ids])
