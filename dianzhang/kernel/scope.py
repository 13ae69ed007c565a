"""To whom a rulebook applies (适用), and what is left of several rulebooks where one of them does not."""

from __future__ import annotations

from collections.abc import Sequence, Set
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .rules import Deadline, Plan

if TYPE_CHECKING:
    from .ruleset import Ruleset

# Ways to write that a rulebook applies to everybody, beside the name of the department.
EVERYBODY = frozenset(
    {"全部门", "整个部门", "本部门", "全员", "全体员工", "所有人", "everyone", "the whole department"}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The units (with those below) and posts that a rulebook applies to.  ``named`` are the posts that it names by
    themselves, ``posts`` those and the posts of its units."""

    units: frozenset[Any]
    posts: frozenset[str]
    named: frozenset[str] = frozenset()

    def covers(self, unit: Any, post: str) -> bool:
        """Whether what is done in ``post`` to a record of ``unit`` lies within.

        A record belongs to its unit; one without a unit to that of whoever acts.
        """
        return unit in self.units or post in self.named or (unit is None and post in self.posts)


Scopes = Sequence[Scope | None]  # one for each rulebook of a ruleset; None: it applies to everybody


def outside(scopes: Scopes, unit: Any, post: str) -> frozenset[int]:
    """The places of the rulebooks that do not apply."""
    return frozenset(n for n, scope in enumerate(scopes) if scope is not None and not scope.covers(unit, post))


def narrowed(rules: Ruleset, scopes: Scopes, left_out: Set[int]) -> Ruleset:
    """The rules without those of the rulebooks left out that look at events of records.

    A deadline that names who owes it stays where that post lies within its rulebook's scope.  Rights, duties,
    scorecards and pay name whom they are for; what other rules imply was decided where it was implied.
    """
    without = {clause.id: scopes[n] for n in left_out for clause in rules.books[n][0].clauses}

    def stays(rule: Any) -> bool:
        if rule.clause not in without or rule.id in rules.added:
            return True
        scope = without[rule.clause]
        return isinstance(rule, Deadline) and scope is not None and rule.owner in scope.posts

    rest = copy(rules)
    rest.start_over()
    for name in ("starts", "checks", "refusals", "gates"):
        kept = {kind: [rule for rule in found if stays(rule)] for kind, found in getattr(rules, name).items()}
        setattr(rest, name, {kind: found for kind, found in kept.items() if found})
    rest.keep(Plan, tuple(plan for plan in rules.rules_of(Plan) if stays(plan)))
    return rest
