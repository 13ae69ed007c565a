"""Rules about the same thing whose conditions are the same or lie within each other.

Conditions are compared by what they mean (``formula.meaning``).  Where that cannot be told there is no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from math import ceil
from typing import Any, TypeVar

from ..formula.meaning import ALWAYS, Meaning, implies, impossible, meaning
from ..messages import Message
from ..rules import Check, Deadline, Gate, Rule, Rulebook
from ..ruleset import REFUSE
from ..spans import length, span_en, span_zh
from ..units import Span
from ..vocabulary import Vocabulary
from .nodes import Pairs
from .pointing import Pointing
from .problems import Report

R = TypeVar("R", bound=Rule)
LARGE = 100  # rules about the same thing


class Overlaps(Pointing):
    def __init__(self, book: Rulebook, origin: Mapping[str, Pairs], vocabulary: Vocabulary, report: Report) -> None:
        super().__init__(book, origin, vocabulary, report)
        self._meant = {rule.id: meant(rule) for rule in book.rules}

    def all(self) -> None:
        self._conditions()
        self._deadlines()
        self._checks()
        self._gates()

    def _conditions(self) -> None:
        """Some value must be able to fulfil a condition."""
        for rule in self.book.rules:
            when = getattr(rule, "when", None)
            if when is not None and impossible(self._meant[rule.id]):
                self.report.warn(
                    self._place(rule, "若", "when"),
                    f"“{when.text}”永远不会成立，这条规则不起作用",
                    f"“{when.text}” can never hold: this rule has no effect",
                )

    def _compared(self, groups: Iterable[list[R]]) -> Iterator[tuple[R, R]]:
        """The pairs of rules to compare, each once.

        Of a large group only those whose conditions are the same are: a text made to keep the compiler busy would have
        millions of pairs.
        """
        said: set[tuple[str, str]] = set()
        for group in groups:
            smaller: Iterable[list[R]] = (group,)
            if len(group) > LARGE:
                by_condition: dict[Meaning, list[R]] = defaultdict(list)
                for rule in group:
                    by_condition[self._meant[rule.id]].append(rule)
                smaller = (rules[:LARGE] for rules in by_condition.values())
            for one, other in (pair for rules in smaller for pair in combinations(rules, 2)):
                if (one.id, other.id) not in said:
                    said.add((one.id, other.id))
                    yield one, other

    def _same(self, one: Rule, other: Rule) -> bool:
        """Whether the conditions of two rules are surely the same, however they are written."""
        here, there = self._meant[one.id], self._meant[other.id]
        return here == there or (implies(here, there) and implies(there, here))

    def _nested(self, one: R, other: R) -> tuple[R, R] | None:
        """(wide, narrow): one rule surely looks at every case of the other.  None where that is not sure."""
        if implies(self._meant[other.id], self._meant[one.id]):
            return one, other
        if implies(self._meant[one.id], self._meant[other.id]):
            return other, one
        return None

    def _deadlines(self) -> None:
        """Two spans for one thing owed by the same people."""
        alike: dict[Any, list[Deadline]] = defaultdict(list)
        for rule in self.book.of(Deadline):
            alike[rule.end, rule.owner, rule.until, rule.calendar, rule.since].append(rule)
        for one, other in self._compared(alike.values()):
            if one.start.isdisjoint(other.start):
                continue
            if self._same(one, other):
                self._same_deadline(one, other)
            elif one.start == other.start and one.pause == other.pause and (found := self._nested(one, other)):
                self._nested_deadline(*found)

    def _same_deadline(self, one: Deadline, other: Deadline) -> None:
        if one.span == other.span:
            self._twice(one, other, "期限", "deadline")
        elif one.span and other.span:
            self._error(
                other, ("时限", "within"), one,
                f"同一件事，这里要求{span_zh(other.span)}，{self._at(one)}要求{span_zh(one.span)}",
                f"{span_en(other.span)} here, {span_en(one.span)} for the same thing {self._at_en(one)}",
            )  # fmt: skip

    def _nested_deadline(self, wide: Deadline, narrow: Deadline) -> None:
        """For some cases shorter: that is what such rules are for.  Not shorter: it never bites."""
        if wide.span is None or narrow.span is None or not _comparable(wide.span, narrow.span):
            return
        if length(narrow.span) > length(wide.span):
            self.report.warn(
                self._place(narrow, "时限", "within"),
                f"这些情形{self._at(wide)}已经要求{span_zh(wide.span)}，这里的{span_zh(narrow.span)}不起作用",
                f"{span_en(wide.span)} is asked in these cases {self._at_en(wide)}: "
                f"{span_en(narrow.span)} here has no effect",
                Message("要放宽，就在那一条的条件里除外", "to allow longer, exclude these cases there"),
            )
        elif narrow.span == wide.span:
            self._contained(wide, narrow, "期限", "deadline")

    def _checks(self) -> None:
        alike: dict[Any, list[Check]] = defaultdict(list)
        for rule in self.book.of(Check):
            for kind in rule.on:
                alike[kind].append(rule)
        for one, other in self._compared(alike.values()):
            alike_in_effect = one.act == other.act and one.mark == other.mark
            if self._same(one, other):
                if alike_in_effect:
                    self._twice(one, other, "检查", "check")
                elif REFUSE in (one.act, other.act) and one.act != other.act:
                    self._error(
                        other, ("处置", "act"), one,
                        f"同样的情形，这里和{self._at(one)}一处不许做，一处许做",
                        f"in the same case it is refused here or {self._at_en(one)}, and allowed at the other",
                    )  # fmt: skip
                elif other.act == REFUSE and other.on <= one.on:
                    self._refused_already(one, other)
            elif (found := self._nested(one, other)) and found[1].on <= found[0].on:
                wide, narrow = found
                if alike_in_effect:
                    self._contained(wide, narrow, "检查", "check")
                elif wide.act == REFUSE and (narrow.act != REFUSE or wide is one):  # of refusals the first one speaks
                    self._refused_already(wide, narrow)

    def _gates(self) -> None:
        """Of several gates one is asked after the other: one that asks whom another has asked already adds nothing."""
        alike: dict[Any, list[Gate]] = defaultdict(list)
        for rule in self.book.of(Gate):
            alike[rule.action].append(rule)
        for one, other in self._compared(alike.values()):
            if (one.approvers, one.manner, one.share) == (other.approvers, other.manner, other.share):
                if self._same(one, other):
                    self._twice(one, other, "审批", "gate")
                elif found := self._nested(one, other):
                    self._asked_already(*found, "都由同样的人审批", "the same people are asked")
                continue
            for wide, narrow in ((one, other), (other, one)):
                if _settles(wide, narrow) and implies(self._meant[narrow.id], self._meant[wide.id]):
                    self._asked_already(
                        wide, narrow, "由这些人审批，同意得更多", "these people have to agree, and more"
                    )
                    break

    def _asked_already(self, wide: Gate, narrow: Gate, zh: str, en: str) -> None:
        cases, cases_en = ("每次", "every time") if wide.when is None else ("这些情形", "in these cases")
        self.report.warn(
            self._place(narrow),
            f"{self._at(wide)}已经要求{cases}{zh}，这一条多余",
            f"{en} {cases_en} {self._at_en(wide)}: this one adds nothing",
        )


def _settles(one: Gate, other: Gate) -> bool:
    """Whether whoever agreed to ``one`` has agreed to enough for ``other``, whichever of its approvers they were."""
    absent = len(set(one.approvers) - set(other.approvers))
    return _agreeing(one) - absent >= _agreeing(other)


def _agreeing(gate: Gate) -> int:
    """How many seats have to agree."""
    if gate.manner == "any":
        return 1
    return ceil(Decimal(str(gate.share)) * len(gate.approvers)) if gate.share else len(gate.approvers)


def meant(rule: Any) -> Meaning:
    """The meaning of a rule's condition."""
    when = getattr(rule, "when", None)
    return ALWAYS if when is None else meaning(when.tree)


def _comparable(one: Span, other: Span) -> bool:
    """How many working hours a working day has is the calendar's concern."""
    return one.working == other.working and (not one.working or bool(one.days) == bool(other.days))
