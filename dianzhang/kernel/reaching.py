"""Which states a subject can still come to: where an action leads, which deadlines can still be met.

All of it depends on the words of a subject and its states alone, so each answer is worked out once and kept with the
words (``SubjectWords.known``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .rules import Deadline
from .vocabulary import UNKNOWN, ActionWord, SubjectWords

_NOTHING: Mapping[str, str] = {}
Ways = Mapping[str, Mapping[str, frozenset[str]]]  # axis -> state -> states that can follow, itself among them


States = tuple[str, ...]  # the state of each axis, in the order of the subject's words: what answers are kept by


class Move(NamedTuple):
    """What an action does to the states: the axes that move and whereto, and how many states do not allow it."""

    to: Mapping[str, str]
    illegal: int = 0


def may_lead(subject: SubjectWords, axes: Mapping[str, str], action: ActionWord) -> str | None:
    """None when the states allow the action, else the axis that does not."""
    for axis, lead in action.leads.items():
        if lead.source and axes.get(axis) not in lead.source:
            return axis
    for axis, states in action.requires.items():
        if axes.get(axis) not in states:
            return axis
    return None


def needed_states(action: ActionWord) -> dict[str, frozenset[str]]:
    """For each axis that matters, the states in which ``action`` may happen."""
    needed = {axis: lead.source for axis, lead in action.leads.items() if lead.source}
    for axis, states in action.requires.items():
        needed[axis] = needed.get(axis, states) & states
    return needed


def move(
    subject: SubjectWords,
    axes: Mapping[str, str],
    where: States,
    action: ActionWord,
    told: Mapping[str, str] = _NOTHING,
) -> Move:
    """Where ``action`` leads from these states.  What is observed moves what the platform owns, whatever we believed.

    ``where`` are the values of ``axes``; those that the source has ``told`` stay as they are.
    """
    kept = subject.known.get(action.name)
    if kept is None:
        kept = subject.known[action.name] = {}
    key = (*where, *told) if told else where
    found: Move | None = kept.get(key)
    if found is None:
        found = kept[key] = _move(subject, axes, action, told)
    return found


def _move(subject: SubjectWords, axes: Mapping[str, str], action: ActionWord, told: Mapping[str, str]) -> Move:
    observed = action.kind == "observation"
    if not observed and may_lead(subject, axes, action) is not None:
        return Move({}, 1)
    to, illegal = {}, 0
    for axis, lead in action.leads.items():
        now = axes.get(axis)
        if axis in told or now == lead.target:
            continue
        if observed and lead.source and now not in lead.source and now != UNKNOWN and subject.axes[axis].ours:
            illegal += 1
            continue
        to[axis] = lead.target
    return Move(to, illegal)


def ways(subject: SubjectWords) -> Ways:
    """For each axis and state, every state that some row of actions can lead to."""
    found: Ways | None = subject.known.get(ways)
    if found is None:
        found = subject.known[ways] = {axis: _closure(subject, axis) for axis in subject.axes}
    return found


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


def hopeless(subject: SubjectWords, axes: Mapping[str, str], where: States, rule: Deadline) -> bool:
    """True when nothing that would meet the deadline can happen any more: the order is cancelled, it will not ship.

    ``where`` are the values of ``axes``.
    """
    kept = subject.known.get(rule.end)
    if kept is None:
        kept = subject.known[rule.end] = {}
    found: bool | None = kept.get(where)
    if found is None:
        found = kept[where] = _hopeless(subject, axes, rule)
    return found


def _hopeless(subject: SubjectWords, axes: Mapping[str, str], rule: Deadline) -> bool:
    reach = ways(subject)
    for kind in rule.end:
        action = subject.actions.get(kind)
        if action is None or not _past(subject, axes, action, reach):
            return False
    return True


def _past(subject: SubjectWords, axes: Mapping[str, str], action: ActionWord, reach: Ways) -> bool:
    """Whether the states in which ``action`` may happen cannot come any more.

    What it only requires counts where the state is known and ours: the source may yet tell the others as it likes, and
    of what a source tells nothing is required.
    """
    needed = [(axis, lead.source) for axis, lead in action.leads.items() if lead.source]
    if action.kind != "observation":
        needed += [(a, s) for a, s in action.requires.items() if subject.axes[a].ours and axes[a] != UNKNOWN]
    return any(states.isdisjoint(reach[axis].get(axes[axis], frozenset())) for axis, states in needed)


def judgeable(subject: SubjectWords, axes: Mapping[str, str], rule: Deadline) -> bool:
    """False when the source carries none of what could end the deadline: an unknown state gives no verdict."""
    if UNKNOWN not in axes.values():
        return True
    reach = ways(subject)
    for kind in rule.end:
        action = subject.actions.get(kind)
        if action is None:
            continue
        carried = all(axes.get(axis) != UNKNOWN for axis in action.leads)
        known = {axis: lead for axis, lead in action.leads.items() if axes.get(axis) != UNKNOWN}
        reachable = all(
            not lead.source or not lead.source.isdisjoint(reach[axis].get(axes[axis], frozenset()))
            for axis, lead in known.items()
        )
        if reachable and (carried or known):
            return True
    return False


def toward(subject: SubjectWords, axes: Mapping[str, str], where: States, ends: frozenset[str]) -> frozenset[str]:
    """Actions that states allow, none of them an end, after which something that ends a deadline can come.

    Only where no end is allowed as yet: an order that waits is approved before it can be shipped.  ``where`` are the
    values of ``axes``.
    """
    key = (toward, ends)
    kept = subject.known.get(key)
    if kept is None:
        kept = subject.known[key] = {}
    found: frozenset[str] | None = kept.get(where)
    if found is None:
        found = kept[where] = frozenset(_toward(subject, axes, ends))
    return found


def _toward(subject: SubjectWords, axes: Mapping[str, str], ends: frozenset[str]) -> Iterator[str]:
    reach = ways(subject)
    wanted = [needed_states(subject.actions[kind]) for kind in sorted(ends) if kind in subject.actions]
    for action in subject.actions.values():
        if action.kind != "command" or action.name in ends or may_lead(subject, axes, action) is not None:
            continue
        for needed in wanted:
            missing = {axis for axis, states in needed.items() if axes.get(axis) not in states}
            moved = {axis: lead.target for axis, lead in action.leads.items() if axis in needed}
            helps = any(
                needed[axis] & reach[axis].get(to, frozenset()) for axis, to in moved.items() if axis in missing
            )
            stays = all(needed[axis] & reach[axis].get(to, frozenset()) for axis, to in moved.items())
            if helps and stays:
                yield action.name
                break
