"""What an event does beyond its own subject: it proves what somebody owed, it sets the date of a plan.

The fold finds these and tells its sink.  What becomes of them on other subjects is not the fold's concern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .rules import Duty, Plan

if TYPE_CHECKING:
    from .fold import Fact, State


@dataclass(frozen=True, slots=True)
class Reacting:
    """The rules of a ruleset that look for such events: duties by the events that prove them, plans by subject."""

    duties: Mapping[str, tuple[Duty, ...]] = field(default_factory=dict)
    plans: Mapping[str, tuple[Plan, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, duties: Iterable[Duty], plans: Iterable[Plan]) -> Reacting:
        by_kind: dict[str, tuple[Duty, ...]] = {}
        for duty in duties:
            for kind in duty.proof:
                by_kind[kind] = (*by_kind.get(kind, ()), duty)
        by_subject: dict[str, tuple[Plan, ...]] = {}
        for plan in plans:
            by_subject[plan.subject] = (*by_subject.get(plan.subject, ()), plan)
        return cls(by_kind, by_subject)

    def concern(self, subject: str) -> bool:
        """Whether anything that happens to such a subject could matter to one of them."""
        return subject in self.plans or any(kind.partition(".")[0] == subject for kind in self.duties)


@dataclass(frozen=True, slots=True)
class Reaction:
    """A rule that an event matters to.  ``base``: of a plan the date that holds now; None when none does any more."""

    rule: Duty | Plan
    base: date | None = None


def reactions(reacting: Reacting, state: State, fact: Fact) -> Iterator[Reaction]:
    """The rules that a fact matters to, once it is folded in.

    What rules bring about by themselves proves nothing: somebody has to have done it.
    """
    for duty in reacting.duties.get(fact.kind, ()):
        if fact.rule is None and fact.actor is not None and _holds(duty, state, fact):
            yield Reaction(duty)
    for plan in reacting.plans.get(state.subject.name, ()):
        if _touches(plan, state, fact):
            base = state.fields.get(plan.base)
            yield Reaction(plan, base if base is not None and _holds(plan, state, None) else None)


def _holds(rule: Duty | Plan, state: State, fact: Fact | None) -> bool:
    return rule.when is None or rule.when.value(state.values(rule.when.reads, fact)) is True


def _touches(plan: Plan, state: State, fact: Fact) -> bool:
    """Whether the fact set the base date, or something that the plan's condition reads."""
    read = plan.when.names if plan.when is not None else frozenset()
    if plan.base in fact.set or not read.isdisjoint(fact.set.keys()):
        return True
    action = state.subject.actions.get(fact.kind)
    return not read.isdisjoint(fact.axes.keys()) or (action is not None and not read.isdisjoint(action.leads.keys()))
