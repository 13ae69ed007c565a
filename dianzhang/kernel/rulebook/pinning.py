"""Do the examples pin every figure?  A figure is pinned when an example fails if it is a little less or more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..clocks import CalendarOf
from ..rules import Clause, Rulebook
from ..ruleset import Ruleset
from ..vocabulary import Vocabulary
from .nudging import Nudge, nudges
from .run import office, run_clause, run_example


@dataclass(frozen=True, slots=True)
class Pin:
    """One figure changed one way.  ``example`` is the first of the clause's that fails then; empty: none does."""

    rule: str
    nudge: Nudge
    example: str = ""

    @property
    def holds(self) -> bool:
        return bool(self.example)

    def __str__(self) -> str:
        return f"{self.rule} {self.nudge}"


def pins(rulebook: Rulebook, vocabulary: Vocabulary, calendar_of: CalendarOf | None = None) -> Iterator[Pin]:
    """Change each figure of each rule, and run the examples of its clause until one fails that did not.

    From the compiled rules alone, as :func:`.proving.try_out`: nothing is compiled anew.
    """
    ruleset, days = Ruleset(rulebook), calendar_of or office
    for clause in rulebook.clauses:
        before = [Counter(f.text for f in one.failures) for one in run_clause(clause, ruleset, vocabulary, days)]
        for rule in clause.rules:
            for nudge in nudges(rule):
                changed = replace(clause, rules=tuple(nudge.rule if one is rule else one for one in clause.rules))
                rules = ruleset.instead(rule, nudge.rule)
                yield Pin(rule.id, nudge, _failing(changed, rules, before, vocabulary, days))


def _failing(
    clause: Clause, rules: Ruleset, before: list[Counter[str]], vocabulary: Vocabulary, days: CalendarOf
) -> str:
    for example, failed in zip(clause.examples, before, strict=True):
        outcome = run_example(example, clause, rules, vocabulary, days)
        if Counter(failure.text for failure in outcome.failures) - failed:
            return str(example.name)
    return ""
