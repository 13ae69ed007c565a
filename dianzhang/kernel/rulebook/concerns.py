"""Which clauses bear on pay, discipline or working hours.

Chinese labour law (劳动合同法 §4) lets a rulebook with such clauses take effect only after it was discussed with the
staff, opinions were heard, it was settled in consultation and published.  What counts is decided in this file alone:

* **pay**: an item of pay, or a scorecard, which pay follows;
* **discipline**: a consequence, which proposes rewards and penalties;
* **hours**: who must be there when; a deadline, duty, gate or check on leave, overtime, attendance or rosters (not
  the right to see them);
* whatever the clause says of itself in a line ``涉及: 薪酬、纪律、工时`` (``Concerns: pay, discipline, hours``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..messages import Message
from ..rules import Check, Clause, Consequence, Coverage, Deadline, Duty, Gate, Pay, Rulebook, Scorecard

CONCERNS: dict[str, Message] = {
    "pay": Message("薪酬", "pay"),
    "discipline": Message("纪律", "discipline"),
    "hours": Message("工时", "hours"),
}
# The steps that must be on record before such a clause takes effect, in this order.
STEPS: dict[str, Message] = {
    "discussed": Message("讨论", "discussion"),
    "opinions": Message("征求意见", "opinions"),
    "consulted": Message("平等协商", "consultation"),
    "published": Message("公示", "publication"),
}
HOURS_SUBJECTS = frozenset({"leave", "overtime", "attendance", "roster"})


def concerns_of(clause: Clause) -> tuple[str, ...]:
    """What of ``CONCERNS`` the clause bears on, in their order."""
    found = {*clause.concerns, *(name for rule in clause.rules for name in _of_rule(rule))}
    return tuple(name for name in CONCERNS if name in found)


def concerned(book: Rulebook) -> dict[str, tuple[str, ...]]:
    """The clauses of a rulebook that need the records, by id, in its order."""
    return {clause.id: found for clause in book.clauses if (found := concerns_of(clause))}


def _of_rule(rule: Any) -> Iterable[str]:
    if isinstance(rule, Pay | Scorecard):
        yield "pay"
    elif isinstance(rule, Consequence):
        yield "discipline"
    elif isinstance(rule, Coverage) or any(kind.partition(".")[0] in HOURS_SUBJECTS for kind in _kinds(rule)):
        yield "hours"


def _kinds(rule: Any) -> Iterable[str]:
    """The actions that a rule is about."""
    if isinstance(rule, Deadline):
        return rule.start | rule.end
    if isinstance(rule, Duty):
        return rule.proof
    if isinstance(rule, Gate):
        return (rule.action,)
    return rule.on if isinstance(rule, Check) else ()
