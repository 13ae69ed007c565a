"""Trying a rulebook out: every example with every rule and without each, from one set of rules, in bounded time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dianzhang.kernel.rulebook import (
    compile,  # noqa: A004
    coverage,
    prove,
    quick_proofs,
    run_examples,
    run_in_time,
    try_out,
    unproved,
)
from dianzhang.kernel.rules import (
    Access,
    Check,
    Consequence,
    Deadline,
    Duty,
    Gate,
    Metric,
    Pay,
    Plan,
    Rulebook,
    Scorecard,
)
from dianzhang.kernel.ruleset import Ruleset

from .words import VOCABULARY

TEXT = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
KINDS = (Access, Check, Consequence, Deadline, Duty, Gate, Metric, Pay, Plan, Scorecard)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    found = compile(TEXT, VOCABULARY).rulebook
    assert found is not None
    return found


def anew(book: Rulebook, rule: object) -> Ruleset:
    """The rules but one, indexed from the beginning."""
    rest = (replace(c, rules=tuple(r for r in c.rules if r is not rule)) for c in book.clauses)
    return Ruleset(replace(book, clauses=tuple(rest)))


def test_rules_without_one_of_them_are_the_same_as_those_indexed_anew(book: Rulebook) -> None:
    whole = Ruleset(book)
    for rule in book.rules:
        assert whole.metrics is not None  # worked out before, and not to be taken over
        less, fresh = whole.without(rule), anew(book, rule)
        assert less.find(rule.id) is None
        for kept in ("starts", "checks", "refusals", "gates", "watched", "access", "metrics", "reacting"):
            assert getattr(less, kept) == getattr(fresh, kept), (rule.id, kept)
        assert [less.rules_of(kind) for kind in KINDS] == [fresh.rules_of(kind) for kind in KINDS]
        assert whole.find(rule.id) is rule


def test_what_a_trial_says_is_what_the_examples_and_the_proofs_say(book: Rulebook) -> None:
    trial = try_out(book, VOCABULARY)
    assert list(trial.outcomes) == run_examples(book, VOCABULARY)
    proved = {proof.rule: proof.proved for proof in prove(TEXT, VOCABULARY)}
    assert {proof.rule: proof.proved for proof in trial.proofs} == proved
    assert trial.left == ()


def seconds() -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += 1.0


def test_when_the_time_is_up_the_rest_is_left_and_named(book: Rulebook) -> None:
    """Each look at this clock takes a second: after three clauses the three seconds are over."""
    ticking = seconds()
    trial = try_out(book, VOCABULARY, within=3, clock=lambda: next(ticking))
    tried = {outcome.clause for outcome in trial.outcomes} | {proof.clause for proof in trial.proofs}
    left = {clause.id for clause in trial.left}
    assert left
    assert tried.isdisjoint(left)
    assert tried | left == {clause.id for clause in book.clauses if clause.rules or clause.examples}


def test_a_trial_goes_on_with_what_was_left(book: Rulebook) -> None:
    ticking, trial, rounds = seconds(), None, 0
    while trial is None or trial.left:
        trial = try_out(book, VOCABULARY, within=3, clock=lambda: next(ticking), so_far=trial)
        rounds += 1
    assert rounds > 1
    assert trial == try_out(book, VOCABULARY)


def test_coverage_takes_the_proofs_that_are_there(book: Rulebook) -> None:
    trial = try_out(book, VOCABULARY)
    assert coverage(book, VOCABULARY, proofs=trial.proofs) == coverage(book, VOCABULARY)
    unproved = {one.id for one in coverage(book, VOCABULARY, proofs=()) if one.status == "enforced"}
    assert not unproved


def test_examples_are_run_as_long_as_there_is_time(book: Rulebook) -> None:
    every = run_examples(book, VOCABULARY)
    assert run_in_time(book, VOCABULARY, within=60) == (every, 0)
    ticking = iter(range(100))
    some, left = run_in_time(book, VOCABULARY, within=3, clock=lambda: next(ticking))
    assert some == every[:2]
    assert left == len(every) - 2


def test_a_check_stops_proving_when_its_time_is_over(book: Rulebook) -> None:
    every = [proof.rule for proof in quick_proofs(book, VOCABULARY) if not proof.proved]
    tried = unproved(book, VOCABULARY, within=60)
    assert ([rule.id for rule in tried.rules], tried.failed, tried.left) == (every, (), ())
    left = unproved(book, VOCABULARY, within=0).left
    assert [clause.id for clause in left] == [c.id for c in book.clauses if c.rules and c.examples]
