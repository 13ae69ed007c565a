"""Which states a subject can still come to, and so which deadlines can still be met."""

from __future__ import annotations

from collections.abc import Mapping

from .rules import Deadline
from .vocabulary import UNKNOWN, SubjectWords

Ways = Mapping[str, Mapping[str, frozenset[str]]]  # axis -> state -> states that can follow, itself among them

_known: dict[int, tuple[SubjectWords, Ways]] = {}  # the subject is kept too, so that its id stays its own


def ways(subject: SubjectWords) -> Ways:
    """For each axis and state, every state that some row of actions can lead to."""
    found = _known.get(id(subject))
    if found is None:
        found = _known[id(subject)] = (subject, {axis: _closure(subject, axis) for axis in subject.axes})
    return found[1]


def _closure(subject: SubjectWords, axis: str) -> dict[str, frozenset[str]]:
    states = {*subject.axes[axis].states, UNKNOWN}
    steps: dict[str, set[str]] = {state: {state} for state in states}
    for action in subject.actions.values():
        lead = action.leads.get(axis)
        for state in (lead.source or states) if lead is not None else ():
            steps.setdefault(state, {state}).add(lead.target)  # type: ignore[union-attr]
    grown = True
    while grown:
        grown = False
        for follow in steps.values():
            more = set().union(*(steps.get(state, {state}) for state in follow))
            grown |= not more <= follow
            follow |= more
    return {state: frozenset(follow) for state, follow in steps.items()}


def hopeless(subject: SubjectWords, axes: Mapping[str, str], rule: Deadline) -> bool:
    """True when nothing that would meet the deadline can happen any more: the order is cancelled, it will not ship."""
    reach = ways(subject)
    for kind in rule.end:
        action = subject.actions.get(kind)
        if action is None or all(
            not lead.source or not lead.source.isdisjoint(reach[axis].get(axes[axis], frozenset()))
            for axis, lead in action.leads.items()
        ):
            return False
    return True
