"""Does every rule matter?  A rule is proved when an example of its clause passes with it and fails without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..clocks import CalendarOf
from ..rules import Clause, Metric, Rulebook, Scorecard
from ..vocabulary import Vocabulary
from .compiler import Compiled, compile, compile_document  # noqa: A004 - the word of the trade
from .document import read
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


def prove(text: str | bytes | Compiled, vocabulary: Vocabulary, calendar_of: CalendarOf | None = None) -> list[Proof]:
    """Take each rule out of the text, compile what is left of its clause and run the clause's examples.

    The text must compile (ValueError otherwise).  A rule that others use leaves them without value; the examples
    decide all the same.
    """
    compiled = text if isinstance(text, Compiled) else compile(text, vocabulary)
    if compiled.rulebook is None:
        raise ValueError("the rulebook does not compile")
    return [_proof(compiled, rule.id, vocabulary, calendar_of) for rule in compiled.rulebook.rules]


def _proof(compiled: Compiled, rule_id: str, vocabulary: Vocabulary, calendar_of: CalendarOf | None) -> Proof:
    rulebook = compiled.rulebook
    assert rulebook is not None
    clause = rulebook.clause[rule_id.rpartition("/")[0]]
    before = run_examples(rulebook, vocabulary, calendar_of, clauses=[clause])
    # an example that can no longer be read (it names the metric that is gone) is tried as it was
    rest = replace(_clause_without(compiled, rule_id, clause, vocabulary), examples=clause.examples)
    after = run_examples(_with(rulebook, rest), vocabulary, calendar_of, clauses=[rest])
    return Proof(rule_id, clause.id, _missing(before, after))


def _clause_without(compiled: Compiled, rule_id: str, clause: Clause, vocabulary: Vocabulary) -> Clause:
    """The clause as the text without the rule says it.  Only this clause is compiled anew, beside all the others."""
    rulebook, document = compiled.rulebook, compiled.document
    assert rulebook is not None
    assert document is not None
    section = next(s for s in document.sections if s.id == clause.id)
    lines = cut(compiled, rule_id).split("\n")
    last = section.last_line - len(document.lines) + len(lines)
    front = document.lines[: document.body_from]
    others = [rule for rule in rulebook.rules if rule.clause != clause.id]
    left = compile_document(
        read("\n".join([*front, *lines[section.place.line - 1 : last]])),
        vocabulary,
        [rule for rule in others if isinstance(rule, Metric)],
        [rule for rule in others if isinstance(rule, Scorecard)],
    )
    return left.draft.clause[clause.id]


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
