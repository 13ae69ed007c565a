"""Does every rule matter?  A rule is proved when an example of its clause passes with it and fails without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..clocks import CalendarOf
from ..rules import Clause, Rulebook
from ..vocabulary import Vocabulary
from .compiler import Compiled, compile  # noqa: A004 - the word of the trade
from .removal import cut
from .run import Outcome, run_examples


@dataclass(frozen=True, slots=True)
class Proof:
    """``examples`` are those that miss the rule; none: nothing proves it."""

    rule: str
    clause: str
    examples: tuple[str, ...] = ()

    @property
    def proved(self) -> bool:
        return bool(self.examples)


def prove(text: str | bytes, vocabulary: Vocabulary, calendar_of: CalendarOf | None = None) -> list[Proof]:
    """Take each rule out of the text, compile what is left and run its clause's examples.

    The text must compile (ValueError otherwise).  Where what is left does not compile, because other clauses use
    the rule, their formulas are left out and the examples decide all the same.
    """
    compiled = compile(text, vocabulary)
    if compiled.rulebook is None:
        raise ValueError("the rulebook does not compile")
    return [_proof(compiled, rule.id, vocabulary, calendar_of) for rule in compiled.rulebook.rules]


def _proof(compiled: Compiled, rule_id: str, vocabulary: Vocabulary, calendar_of: CalendarOf | None) -> Proof:
    assert compiled.rulebook is not None
    clause = compiled.rulebook.clause[rule_id.rpartition("/")[0]]
    before = run_examples(compiled.rulebook, vocabulary, calendar_of, clauses=[clause])
    left = compile(cut(compiled, rule_id), vocabulary)
    rest = left.draft.clause.get(clause.id)
    if rest is None:
        return Proof(rule_id, clause.id)
    # an example that can no longer be read (it names the metric that is gone) is tried as it was
    trial = replace(rest, examples=clause.examples)
    after = run_examples(left.draft, vocabulary, calendar_of, clauses=[trial])
    return Proof(rule_id, clause.id, _missing(before, after))


def quick_proofs(rulebook: Rulebook, vocabulary: Vocabulary, calendar_of: CalendarOf | None = None) -> list[Proof]:
    """The same answer from the compiled rules alone, for pages that ask often."""
    proofs = []
    for clause in rulebook.clauses:
        if not clause.rules or not clause.examples:
            proofs += [Proof(rule.id, clause.id) for rule in clause.rules]
            continue
        before = run_examples(rulebook, vocabulary, calendar_of, clauses=[clause])
        for rule in clause.rules:
            rest = replace(clause, rules=tuple(other for other in clause.rules if other is not rule))
            after = run_examples(_with(rulebook, rest), vocabulary, calendar_of, clauses=[rest])
            proofs.append(Proof(rule.id, clause.id, _missing(before, after)))
    return proofs


def _with(rulebook: Rulebook, clause: Clause) -> Rulebook:
    return replace(rulebook, clauses=tuple(clause if c.id == clause.id else c for c in rulebook.clauses))


def _missing(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[str, ...]:
    """The examples that failed only afterwards, or in one expectation more."""
    failed: dict[int, Counter[str]] = {o.line: Counter(f.text for f in o.failures) for o in before}
    return tuple(o.example for o in after if Counter(f.text for f in o.failures) - failed.get(o.line, Counter()))
