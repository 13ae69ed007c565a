"""Rulebooks indexed for work: which rules look at which event.

A department may have several rulebooks in force side by side; together they are its rules.  Their clause ids differ, so
a rule's id says which of them it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import Any

from .asking import Questions
from .reacting import Reacting
from .rules import Access, Check, Clause, Deadline, Duty, Gate, Metric, Pay, Plan, Rulebook, Scorecard
from .scope import Scopes, narrowed, outside
from .vocabulary import SubjectWords

REFUSE = "refuse"
_WORKED_OUT = (
    "watched",
    "reacting",
    "looked",
    "_name_cache",
    "questions",
    "access",
    "metrics",
    "_parts",
)  # of the rules, when asked


class Ruleset:
    """Answers "which rules does this event concern" without a search, for one rulebook or for several together.

    ``books`` holds each rulebook with the key of its version.  Where two say what only one can say (the definition of a
    metric, the scorecard of a post), the earlier one counts.  ``scopes`` tells to whom each applies, where one does not
    apply to everybody.
    """

    scopes: Callable[[], Scopes] | None = None

    def __init__(self, rulebook: Rulebook, key: Any = None, *beside: tuple[Rulebook, Any]) -> None:
        self.books: tuple[tuple[Rulebook, Any], ...] = ((rulebook, key), *beside)
        self.keys = tuple(version for _book, version in self.books)
        self.starts: dict[str, list[Deadline]] = defaultdict(list)
        self.checks: dict[str, list[Check]] = defaultdict(list)
        self.refusals: dict[str, list[Check]] = defaultdict(list)
        self.gates: dict[str, list[Gate]] = defaultdict(list)
        self._held: dict[str, frozenset[str]] = {}
        self.added: dict[str, Any] = {}  # what other rules imply (a gate's time-outs), or the front matter
        self._book_of: dict[str, tuple[Rulebook, Any]] = {}  # clause id -> the rulebook it stands in, its version's key
        self._rule: dict[str, Any] = {}
        self._of: dict[type, tuple[Any, ...]] = {}
        for book, version in reversed(self.books):
            self._book_of |= dict.fromkeys(("", *book.clause), (book, version))
            self._rule |= book.rule
        for rule in self.rules_of(Deadline):
            self._index(rule)
        for rule in self.rules_of(Check):
            for kind in rule.on:
                (self.refusals if rule.act == REFUSE else self.checks)[kind].append(rule)
        for rule in self.rules_of(Gate):
            self.gates[rule.action].append(rule)

    @classmethod
    def of(cls, books: Sequence[tuple[Rulebook, Any]]) -> Ruleset:
        """Rulebooks side by side, each with its version's key; the first comes first in every order."""
        (rulebook, key), *beside = books
        return cls(rulebook, key, *beside)

    # --- the rulebooks ------------------------------------------------------------

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook of a set of one.  ValueError for several: ask ``books`` or ``clause_of``."""
        (one,) = self.books
        return one[0]

    @property
    def key(self) -> Any:
        """The version of a set of one.  ValueError for several: ask ``key_of`` a rule."""
        (one,) = self.keys
        return one

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for book, _version in self.books for clause in book.clauses)

    def clause(self, clause_id: str) -> Clause | None:
        found = self._book_of.get(clause_id)
        return found[0].clause.get(clause_id) if found else None

    def clause_of(self, rule: Any) -> Clause:
        """The clause that a rule stands in or that implied it; for what the front matter implies, that."""
        book, _version = self._book_of[rule.clause]
        return book.clause.get(rule.clause) or Clause("", "", f"《{book.name}》归口部门{book.owner}", 1, "", 1)

    def book_of(self, clause_id: str) -> tuple[Rulebook, Any] | None:
        """The rulebook that has this clause, and its version's key."""
        return self._book_of.get(clause_id)

    def key_of(self, rule: Any) -> Any:
        """The version that a rule stands in."""
        return self._book_of[rule.clause][1]

    # --- the rules ----------------------------------------------------------------

    def _index(self, rule: Deadline) -> None:
        for kind in rule.start:
            self.starts[kind].append(rule)

    def add_deadline(self, rule: Deadline) -> None:
        """A deadline that another rule implies.  It is judged like any other and found by ``find``."""
        self.imply(rule)
        self._index(rule)

    def add_gate(self, gate: Gate) -> None:
        """A gate that another rule implies: ``find`` knows it, and whoever asks for consent looks it up."""
        self.added[gate.id] = gate

    def imply(self, rule: Any) -> None:
        """What is found by its id but asked about by whoever knows of it: the gate that a front matter implies."""
        self.added[rule.id] = rule

    def rules_of(self, kind: type) -> tuple[Any, ...]:
        """All rules of one class, in the order of the rulebooks."""
        found = self._of.get(kind)
        if found is None:
            found = self._of[kind] = tuple(rule for book, _version in self.books for rule in book.of(kind))
        return found

    def without(self, rule: Any) -> Ruleset:
        """The same rules but one; ``books`` still have it.  What a rule is good for shows without it.

        Costs what its own kind and its own events cost, however many other rules there are.
        """
        return self._with(rule, ())

    def instead(self, rule: Any, other: Any) -> Ruleset:
        """The same rules, in the place of one another of its kind, id and events; as for ``without``."""
        return self._with(rule, (other,))

    def _with(self, rule: Any, others: tuple[Any, ...]) -> Ruleset:
        rest = copy(self)
        rest.start_over()
        rest.keep(type(rule), _but(self.rules_of(type(rule)), rule, others))
        rest._rule = {id_: one for id_, one in self._rule.items() if one is not rule} | {one.id: one for one in others}
        if isinstance(rule, Deadline):
            rest.starts = _but_of(self.starts, rule.start, rule, others)
        elif isinstance(rule, Check):
            rest.checks, rest.refusals = (_but_of(kept, rule.on, rule, others) for kept in (self.checks, self.refusals))
        elif isinstance(rule, Gate):
            rest.gates = _but_of(self.gates, (rule.action,), rule, others)
        return rest

    def start_over(self) -> None:
        """Work out again what follows from the rules: they are about to be others."""
        for name in _WORKED_OUT:
            self.__dict__.pop(name, None)
        self._held = {}

    def keep(self, kind: type, rules: tuple[Any, ...]) -> None:
        """Of one class these rules only."""
        self._of = {**self._of, kind: rules}

    def about(self, unit: Any, post: str) -> Ruleset:
        """The rules for what is done in ``post`` to a record of ``unit``: of those rulebooks that apply to it."""
        if self.scopes is None:
            return self
        scopes = tuple(self.scopes())
        left_out = outside(scopes, unit, post)
        if not left_out:
            return self
        found = self._parts.get((scopes, left_out))
        if found is None:
            found = self._parts[scopes, left_out] = narrowed(self, scopes, left_out)
        return found

    @cached_property
    def _parts(self) -> dict[Any, Ruleset]:
        return {}

    def held_axes(self, subject: SubjectWords) -> frozenset[str]:
        """Axes that the acts of checks move: leaving their states lets flags pass."""
        found = self._held.get(subject.name)
        if found is None:
            acts = (subject.actions.get(check.act) for checks in self.checks.values() for check in checks if check.act)
            found = frozenset(axis for act in acts if act is not None for axis in act.leads)
            self._held[subject.name] = found
        return found

    def find(self, rule_id: str) -> Any:
        """A rule by its id, or None."""
        return self._rule.get(rule_id) or self.added.get(rule_id)

    def condition_names(self, kind: str) -> frozenset[str]:
        """Every name that some condition on this event reads, keys of questions too: what to have at hand."""
        return self._names(kind)

    @cached_property
    def watched(self) -> frozenset[str]:
        """The events at which a deadline starts or a check looks."""
        return frozenset(self.starts.keys() | self.checks.keys())

    @cached_property
    def reacting(self) -> Reacting | None:
        """The rules that events of other subjects than their own matter to; None when there are none."""
        duties, plans = self.rules_of(Duty), self.rules_of(Plan)
        return Reacting.of(duties, plans) if duties or plans else None

    @cached_property
    def looked(self) -> dict[Any, Any]:
        """What ``kernel.looking`` worked out of these rules."""
        return {}

    @cached_property
    def questions(self) -> Questions:
        """What these rules ask about texts, event by event."""
        return Questions(self)

    @cached_property
    def _name_cache(self) -> dict[str, frozenset[str]]:
        return {}

    def _names(self, kind: str) -> frozenset[str]:
        found = self._name_cache.get(kind)
        if found is None:
            rules: Iterable[Any] = (
                *self.starts.get(kind, ()), *self.checks.get(kind, ()),
                *self.refusals.get(kind, ()), *self.gates.get(kind, ()),
            )  # fmt: skip
            found = frozenset(name for rule in rules if rule.when for name in rule.when.reads)
            self._name_cache[kind] = found
        return found

    @cached_property
    def access(self) -> tuple[Access, ...]:
        return self.rules_of(Access)

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        found: dict[str, Metric] = {}
        for metric in self.rules_of(Metric):
            found.setdefault(metric.name, metric)
        return found

    def scorecard(self, post: str) -> Scorecard | None:
        return next((card for card in self.rules_of(Scorecard) if post in card.posts), None)

    def pay(self, post: str) -> tuple[Pay, ...]:
        return tuple(rule for rule in self.rules_of(Pay) if post in rule.posts)


def _but(rules: Iterable[Any], rule: Any, others: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rules with ``others`` in the place of one."""
    return tuple(one for each in rules for one in (others if each is rule else (each,)))


def _but_of(
    by_event: dict[str, list[Any]], events: Iterable[str], rule: Any, others: tuple[Any, ...]
) -> dict[str, list[Any]]:
    """Rules by event, without one that looks at ``events``; an event that nothing looks at any more is left out."""
    rest = dict(by_event)
    for event in events:
        left = _but(rest.pop(event, ()), rule, others)
        if left:
            rest[event] = list(left)
    return rest
