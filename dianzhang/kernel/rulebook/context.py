"""What the compilers of the rule kinds share: the words, the report, the formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..rules import Scorecard
from ..vocabulary import Vocabulary
from .nodes import Pairs
from .problems import Report


@dataclass
class Context:
    """``awaits`` gathers, for the rule at work, the modules still to come whose words it uses."""

    vocabulary: Vocabulary
    report: Report
    awaits: set[str] = field(default_factory=set)
    metrics: dict[str, Any] = field(default_factory=dict)  # name -> Metric, in the order of the document
    defined: frozenset[str] = frozenset()  # names of metrics anywhere in the document
    awaiting_metrics: dict[str, str] = field(default_factory=dict)  # name -> module that it waits for
    cards: list[Scorecard] = field(default_factory=list)
    scopes: dict[Any, Any] = field(default_factory=dict)  # formula scopes already built

    def waits_for(self, module: str | None) -> None:
        if module:
            self.awaits.add(module)


@dataclass
class Slot:
    """Where the rules of one kind in one clause are put.  Every rule written takes a number, also one that awaits."""

    clause: str
    kind: str
    rules: list[Any] = field(default_factory=list)
    origin: dict[str, Pairs] = field(default_factory=dict)  # rule id -> the mapping that says it
    awaiting: set[str] = field(default_factory=set)

    def base(self, pairs: Pairs) -> Mapping[str, Any]:
        """Id, clause and line of the next rule."""
        rule_id = f"{self.clause}/{self.kind}-{len(self.origin) + 1}"
        self.origin[rule_id] = pairs
        return {"id": rule_id, "clause": self.clause, "line": pairs.place.line}

    def add(self, rule: Any, context: Context) -> bool:
        """Take a rule in; one that uses words of a module to come only makes the clause awaiting."""
        if context.awaits:
            self.awaiting |= context.awaits
            return False
        self.rules.append(rule)
        return True
