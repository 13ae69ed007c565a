"""What the rules ask about texts (包含) when something happens, so that whoever writes it down can keep the answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .formula.questions import Question

if TYPE_CHECKING:
    from .ruleset import Ruleset


class Questions:
    """The questions of a ruleset by event, worked out once for each; of most events there are none."""

    def __init__(self, rules: Ruleset) -> None:
        self.rules = rules
        self._at: dict[str, tuple[Question, ...]] = {}
        self._through: dict[str, tuple[Question, ...]] = {}
        self._before: dict[str, tuple[Question, ...]] = {}

    def at(self, kind: str) -> tuple[Question, ...]:
        """Of the rules that look at this event once it has happened: deadlines, checks, duties, plans."""
        found = self._at.get(kind)
        if found is None:
            rules, reacting = self.rules, self.rules.reacting
            looking: list[Any] = [*rules.starts.get(kind, ()), *rules.checks.get(kind, ())]
            if reacting is not None:
                looking += [*reacting.duties.get(kind, ()), *reacting.plans.get(_subject(kind), ())]
            found = self._at[kind] = _questions(looking)
        return found

    def through(self, kind: str) -> tuple[Question, ...]:
        """The same, and of those that look at what rules may bring about before something else is done."""
        found = self._through.get(kind)
        if found is None:
            each = [self.at(one) for one in (kind, *sorted(self._brought(_subject(kind))))]
            found = self._through[kind] = tuple({q.key: q for one in each for q in one}.values())
        return found

    def before(self, kind: str) -> tuple[Question, ...]:
        """Of the rules that are asked before it is done: refusing checks and gates."""
        found = self._before.get(kind)
        if found is None:
            asked = [*self.rules.refusals.get(kind, ()), *self.rules.gates.get(kind, ())]
            found = self._before[kind] = _questions(asked)
        return found

    def _brought(self, subject: str) -> set[str]:
        """The events of a subject that its rules bring about."""
        rules = self.rules
        found = {f"{subject}.overdue", f"{subject}.flag"}
        found |= {check.act for checks in rules.checks.values() for check in checks if check.act}
        deadlines = (rule for each in rules.starts.values() for rule in each)  # those that other rules imply among them
        found |= {step.do for rule in deadlines for step in rule.escalations if step.do}
        return {kind for kind in found if _subject(kind) == subject}


def _subject(kind: str) -> str:
    return kind.partition(".")[0]


def _questions(rules: Iterable[Any]) -> tuple[Question, ...]:
    found = {q.key: q for rule in rules if rule.when is not None for q in rule.when.questions}
    return tuple(found.values())
