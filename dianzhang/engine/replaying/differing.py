"""Where the rules of two sides differ, and so how much of the past must be folded twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from dianzhang.kernel.rules import Check, Deadline
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.scope import Scope

from .side import Sets

DRAFT = "draft:"  # before the id of a draft's deadline that runs beside those of now
How = Literal["once", "together", "apart"]


class Differing:
    """The rules that only one side has, turn by turn."""

    def __init__(self, now: Sets, draft: Sets) -> None:
        self.now, self.draft = now, draft
        self.only: list[tuple[list[Any], list[Any]]] = [_only(*pair) for pair in zip(now, draft, strict=True)]
        self.kinds = frozenset(kind for sides in self.only for side in sides for rule in side for kind in _looks(rule))
        self.rules_now = frozenset(rule.id for here, _there in self.only for rule in here)
        self.scoped = any(rules is not None and rules.scopes is not None for rules in (*now, *draft))

    def how(self, subject: str) -> How:
        """How the records of a subject are played.

        ``once``: no rule that differs looks at them.  ``together``: those that differ are deadlines that do nothing by
        themselves, so that the states are the same on both sides and the clocks of both can run in one fold.
        """
        concerned = [
            rule
            for sides in self.only
            for side in sides
            for rule in side
            if any(kind.partition(".")[0] == subject for kind in _looks(rule))
        ]
        if not concerned:
            return "once"
        if self.scoped:  # the same event concerns rules of one side and not those of the other
            return "apart"
        quiet = all(isinstance(rule, Deadline) and not any(e.do for e in rule.escalations) for rule in concerned)
        overdue = f"{subject}.overdue"  # the one fact that a deadline alone brings about
        followed = any(
            overdue in kinds
            for rules in (*self.now, *self.draft)
            if rules is not None
            for kinds in (rules.watched, *(rule.end for found in rules.starts.values() for rule in found))
        )
        return "together" if quiet and not followed else "apart"

    def together(self) -> list[Ruleset | None]:
        """The rules of now, turn by turn, and beside them the deadlines that only the draft has."""
        found: list[Ruleset | None] = []
        for rules, (_here, there) in zip(self.now, self.only, strict=True):
            if rules is None:
                found.append(None)
                continue
            both = _Both.of(rules.books)
            implied = (rule for rule in rules.added.values() if isinstance(rule, Deadline))
            beside = (replace(rule, id=DRAFT + rule.id) for rule in there if isinstance(rule, Deadline))
            for deadline in (*implied, *beside):
                both.add_deadline(deadline)
            found.append(both)
        return found


class _Both(Ruleset):
    """Two sides in one; nobody asks for the version of a draft's rule."""

    def key_of(self, rule: Any) -> Any:
        return None


def _looks(rule: Any) -> Iterable[str]:
    """The events at which a rule does something to its subject."""
    return rule.start if isinstance(rule, Deadline) else rule.on


def _only(now: Ruleset | None, draft: Ruleset | None) -> tuple[list[Any], list[Any]]:
    """The deadlines and flagging checks that only one of the two has.  Gates and refusals ask, they change nothing."""
    here, there = _plain(now), _plain(draft)
    left = [rule for rule, within in here if (rule, within) not in there]
    right = [rule for rule, within in there if (rule, within) not in here]
    return left, right


def _plain(rules: Ruleset | None) -> list[tuple[Any, Scope | None]]:
    """The rules that judge, without the line that they stand on, each with those to whom it applies."""
    if rules is None:
        return []
    within = _within(rules)
    found: dict[str, Deadline | Check] = {}
    for index in (rules.starts, rules.checks):
        for each in index.values():
            for rule in each:
                found.setdefault(rule.id, rule)
    return [(replace(rule, line=0), within.get(rule.clause)) for rule in found.values()]


def _within(rules: Ruleset) -> dict[str, Scope | None]:
    """By clause, to whom its rulebook applies."""
    if rules.scopes is None:
        return {}
    both = zip(rules.books, rules.scopes(), strict=True)
    return {clause.id: scope for (book, _version), scope in both for clause in book.clauses}


def real(rule_id: str) -> str:
    """The id of a rule on either side."""
    return rule_id.removeprefix(DRAFT)


def gates(sets: Sequence[Ruleset | None]) -> dict[str, Any]:
    return {gate.id: gate for rules in sets if rules for found in rules.gates.values() for gate in found}
