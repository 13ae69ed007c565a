"""Does every rule matter?  A rule is proved when an example of its clause passes with it and fails without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import monotonic, process_time
from typing import Any

from ..clocks import CalendarOf
from ..rules import Clause, Metric, Rulebook, Scorecard
from ..ruleset import Ruleset
from ..vocabulary import Vocabulary
from .compiler import Compiled, compile, compile_document  # noqa: A004 - the word of the trade
from .document import read
from .removal import cut
from .run import Outcome, office, run_clause, run_example, run_examples


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


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of the examples, with every rule and without each; ``left`` clauses were not tried for want of time."""

    outcomes: tuple[Outcome, ...]
    proofs: tuple[Proof, ...]
    left: tuple[Clause, ...] = ()


def try_out(
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    calendar_of: CalendarOf | None = None,
    *,
    within: float | None = None,
    clock: Callable[[], float] = monotonic,
    so_far: Trial | None = None,
) -> Trial:
    """Run the examples of each clause, then without each of its rules, from the compiled rules alone.

    Only a clause's own examples are run again.  Once ``within`` seconds have passed no further clause is begun:
    for pages, where a person waits.  ``so_far`` is a trial that ended so; it goes on with what that left.
    """
    ruleset, days = Ruleset(rulebook), calendar_of or office
    outcomes = list(so_far.outcomes) if so_far else []
    proofs = list(so_far.proofs) if so_far else []
    clauses = so_far.left if so_far else rulebook.clauses
    until = clock() + within if within is not None else None
    for number, clause in enumerate(clauses):
        if until is not None and clock() >= until:
            left = tuple(one for one in clauses[number:] if one.rules or one.examples)
            return Trial(tuple(outcomes), tuple(proofs), left)
        before = run_clause(clause, ruleset, vocabulary, days)
        outcomes += before
        for rule in clause.rules:
            rest = replace(clause, rules=tuple(other for other in clause.rules if other is not rule))
            after = run_clause(rest, ruleset.without(rule), vocabulary, days) if clause.examples else []
            proofs.append(Proof(rule.id, clause.id, _missing(before, after)))
    return Trial(tuple(outcomes), tuple(proofs))


@dataclass(frozen=True, slots=True)
class Unproved:
    """The examples that fail, the rules that no example would miss, and the clauses not tried for want of time.

    Of a clause whose examples fail no rule is named: the example, or the rule, is to be put right first.
    """

    failed: tuple[Outcome, ...] = ()
    rules: tuple[Any, ...] = ()
    left: tuple[Clause, ...] = ()


def unproved(
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    calendar_of: CalendarOf | None = None,
    *,
    within: float,
    clock: Callable[[], float] = process_time,
) -> Unproved:
    """What the examples do not prove, as far as ``within`` seconds go.

    For a check that is asked often: less work than :func:`try_out`, for one example that misses a rule is enough.
    """
    ruleset, days = Ruleset(rulebook), calendar_of or office
    found: list[Any] = []
    failed: list[Outcome] = []
    until = clock() + within
    clauses = [clause for clause in rulebook.clauses if clause.rules or clause.examples]
    for number, clause in enumerate(clauses):
        if clause.examples and clock() >= until:
            return Unproved(tuple(failed), tuple(found), tuple(clauses[number:]))
        outcomes = run_clause(clause, ruleset, vocabulary, days)
        if wrong := [outcome for outcome in outcomes if not outcome.passed]:
            failed += wrong
            continue
        for rule in clause.rules:
            rest = replace(clause, rules=tuple(other for other in clause.rules if other is not rule))
            without = ruleset.without(rule) if outcomes else ruleset
            if all(run_example(e, rest, without, vocabulary, days).passed for e in clause.examples):
                found.append(rule)
    return Unproved(tuple(failed), tuple(found))


def quick_proofs(rulebook: Rulebook, vocabulary: Vocabulary, calendar_of: CalendarOf | None = None) -> list[Proof]:
    """The same answer as :func:`prove` from the compiled rules alone, for pages that ask often."""
    return list(try_out(rulebook, vocabulary, calendar_of).proofs)


def _with(rulebook: Rulebook, clause: Clause) -> Rulebook:
    return replace(rulebook, clauses=tuple(clause if c.id == clause.id else c for c in rulebook.clauses))


def _missing(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[str, ...]:
    """The examples that failed only afterwards, or in one expectation more."""
    failed: dict[int, Counter[str]] = {o.line: Counter(f.text for f in o.failures) for o in before}
    return tuple(o.example for o in after if Counter(f.text for f in o.failures) - failed.get(o.line, Counter()))
