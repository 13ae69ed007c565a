"""A rulebook indexed for work: which rules look at which event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from .rules import Access, Check, Deadline, Gate, Metric, Pay, Rulebook, Scorecard
from .vocabulary import SubjectWords

REFUSE = "refuse"


class Ruleset:
    """Answers "which rules does this event concern" without a search.  ``key`` names the version."""

    def __init__(self, rulebook: Rulebook, key: Any = None) -> None:
        self.rulebook = rulebook
        self.key = key
        self.starts: dict[str, list[Deadline]] = defaultdict(list)
        self.checks: dict[str, list[Check]] = defaultdict(list)
        self.refusals: dict[str, list[Check]] = defaultdict(list)
        self.gates: dict[str, list[Gate]] = defaultdict(list)
        self._held: dict[str, frozenset[str]] = {}
        self.added: dict[str, Deadline] = {}  # deadlines that other rules imply: a gate's time-outs
        for rule in rulebook.of(Deadline):
            self._index(rule)
        for rule in rulebook.of(Check):
            for kind in rule.on:
                (self.refusals if rule.act == REFUSE else self.checks)[kind].append(rule)
        for rule in rulebook.of(Gate):
            self.gates[rule.action].append(rule)

    def _index(self, rule: Deadline) -> None:
        for kind in rule.start:
            self.starts[kind].append(rule)

    def add_deadline(self, rule: Deadline) -> None:
        """A deadline that another rule implies.  It is judged like any other and found by ``find``."""
        self.added[rule.id] = rule
        self._index(rule)

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
        return self.rulebook.rule.get(rule_id) or self.added.get(rule_id)

    def condition_names(self, kind: str) -> frozenset[str]:
        """Every name that some condition on this event reads: what a caller must have at hand."""
        return self._names(kind)

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
            found = frozenset(name for rule in rules if rule.when for name in rule.when.names)
            self._name_cache[kind] = found
        return found

    @cached_property
    def access(self) -> tuple[Access, ...]:
        return self.rulebook.of(Access)

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        return {metric.name: metric for metric in self.rulebook.of(Metric)}

    def scorecard(self, post: str) -> Scorecard | None:
        return next((card for card in self.rulebook.of(Scorecard) if post in card.posts), None)

    def pay(self, post: str) -> tuple[Pay, ...]:
        return tuple(rule for rule in self.rulebook.of(Pay) if post in rule.posts)
