"""Which rules have something to look at when an event happens to a subject in some state, worked out once for each.

Most conditions ask for states alone (付款 = 已付款).  Those are answered here for every combination of states that
occurs; the fold is left with the rules whose conditions read fields, inputs or windows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .reaching import States, judgeable
from .rules import Check, Condition, Deadline
from .ruleset import Ruleset
from .vocabulary import UNKNOWN, SubjectWords


class Looking(NamedTuple):
    """The rules that may act, each with the condition that is still open (None: it holds), and what those read."""

    starts: tuple[tuple[Deadline, Condition | None], ...]
    checks: tuple[tuple[Check, Condition | None], ...]
    names: frozenset[str]


def looking(ruleset: Ruleset, subject: SubjectWords, kind: str, axes: Mapping[str, str], where: States) -> Looking:
    """The deadlines that may start and the checks that may flag.  ``where`` are the values of ``axes``."""
    kept = ruleset.looked.get(kind)
    if kept is None:
        kept = ruleset.looked[kind] = {}
    found: Looking | None = kept.get(where)
    if found is None:
        found = kept[where] = _look(ruleset, subject, kind, axes)
    return found


def _look(ruleset: Ruleset, subject: SubjectWords, kind: str, axes: Mapping[str, str]) -> Looking:
    action = subject.actions.get(kind)
    alone = subject.axes.keys() - subject.fields.keys() - (action.inputs.keys() if action else set())
    states = {axis: None if state == UNKNOWN else state for axis, state in axes.items()}
    starts: list[tuple[Deadline, Condition | None]] = []
    checks: list[tuple[Check, Condition | None]] = []
    for rules, kept in ((ruleset.starts.get(kind, ()), starts), (ruleset.checks.get(kind, ()), checks)):
        for rule in rules:
            if isinstance(rule, Deadline) and not judgeable(subject, axes, rule):
                continue
            if rule.when is None or not rule.when.names <= alone:
                kept.append((rule, rule.when))  # type: ignore[arg-type]
            elif rule.when.value(states) is True:
                kept.append((rule, None))  # type: ignore[arg-type]
    names = frozenset(name for _rule, when in (*starts, *checks) if when is not None for name in when.reads)
    return Looking(tuple(starts), tuple(checks), names)
