"""The runner of examples: plays what happens through the pure fold and compares with what is expected.

No database: access, gates, checks, clocks, metrics, scores and pay are judged from the rulebook alone.  A gate
that holds an action is noted, and the example goes on as if it had been approved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from time import thread_time

from ..calendar import Calendar, china
from ..clocks import CalendarOf, Days
from ..messages import Message
from ..rules import Clause, Rulebook
from ..ruleset import Ruleset
from ..vocabulary import Vocabulary
from .examples import Example
from .judge import judge
from .play import Play


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that did not come true: the text, its line, and what was the case instead."""

    text: str
    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example."""

    clause: str
    example: str
    line: int
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.failures


def run_examples(
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    calendar_of: CalendarOf | None = None,
    *,
    clauses: Iterable[Clause] | None = None,
) -> list[Outcome]:
    """Run the examples of all clauses, or of some.  Without ``calendar_of`` every calendar is the usual office's."""
    ruleset = Ruleset(rulebook)
    wanted = rulebook.clauses if clauses is None else clauses
    return [outcome for clause in wanted for outcome in run_clause(clause, ruleset, vocabulary, calendar_of or office)]


def run_in_time(
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    calendar_of: CalendarOf | None = None,
    *,
    within: float,
    clock: Callable[[], float] = thread_time,
) -> tuple[list[Outcome], int]:
    """As :func:`run_examples`, for as long as ``within`` seconds of work go; and how many examples that left."""
    ruleset, days, until = Ruleset(rulebook), calendar_of or office, clock() + within
    every = [(clause, example) for clause in rulebook.clauses for example in clause.examples]
    outcomes: list[Outcome] = []
    for clause, example in every:
        if clock() >= until:
            break
        outcomes.append(run_example(example, clause, ruleset, vocabulary, days))
    return outcomes, len(every) - len(outcomes)


def run_clause(clause: Clause, ruleset: Ruleset, vocabulary: Vocabulary, days: CalendarOf) -> list[Outcome]:
    """The examples of one clause, under any rules."""
    return [run_example(example, clause, ruleset, vocabulary, days) for example in clause.examples]


def run_example(
    example: Example, clause: Clause, ruleset: Ruleset, vocabulary: Vocabulary, days: CalendarOf
) -> Outcome:
    """Run one example.  Flags and clocks are looked for among the rules of its own clause, if it has any."""
    own = frozenset(rule.id for rule in clause.rules)
    play = Play(example, ruleset, vocabulary, days)
    play.run()
    failures = [Failure(text, line, message) for text, line, message in play.troubles]
    for expected in example.expect:
        message = judge(expected, play, clause, own)
        if message:
            failures.append(Failure(expected.text, expected.place.line, message))
    return Outcome(clause.id, example.name, example.line, tuple(failures))


@cache
def _office(name: str) -> Calendar:
    return china(name)


def office(code: str | None) -> Days:
    """The usual office calendar, whatever the code."""
    return _office(code or "office")
