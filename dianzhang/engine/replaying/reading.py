"""What of the journal the rules on both sides of a comparison read, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dianzhang.kernel.formula.questions import MARK, keys_before
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import EXCUSE

from .. import registry
from ..facts import INPUT_READERS, READERS
from ..refolding import blank_fields
from ..registry import Subject

Read = Callable[[Any], Any]


@dataclass(frozen=True)
class Words:
    """Of one subject: how the values that rules read are read from the journal, and those a new record has."""

    subject: Subject
    fields: Mapping[str, Read]
    inputs: Mapping[str, Mapping[str, Read]]  # action -> input -> how it is read
    blank: Mapping[str, Any]
    owner: str | None  # the field that holds the person who handles it
    telling: re.Pattern[str]  # found in an event's data if there is something to read in it


def names_read(rulesets: Iterable[Ruleset]) -> frozenset[str]:
    """Every name that a condition or a due time of these rules reads, and the keys of what they ask about texts."""
    found: set[str] = set()
    for rules in rulesets:
        for index in (rules.starts, rules.checks, rules.refusals, rules.gates):
            for each in index.values():
                for rule in each:
                    found |= rule.when.reads if rule.when is not None else frozenset()
                    found |= {n for n in (getattr(rule, "until", None), getattr(rule, "since", None)) if n}
    return frozenset(found) | keys_before(name for name in found if MARK in name)


def windows_read(rulesets: Iterable[Ruleset]) -> dict[str, frozenset[str]]:
    """By event, the window measures that the checks on it read."""
    windows = {name for known in registry.windows.values() for name in known}
    found: dict[str, frozenset[str]] = {}
    for rules in rulesets:
        for kind, checks in rules.checks.items():
            read = frozenset(n for check in checks if check.when for n in check.when.names) & windows
            if read:
                found[kind] = found.get(kind, frozenset()) | read
    return found


def answers_read(rulesets: Iterable[Ruleset]) -> dict[str, frozenset[str]]:
    """By event, the keys of what its rules ask about texts that the journal leaves out."""
    found: dict[str, frozenset[str]] = {}
    for rules in rulesets:
        for kind in {*rules.watched, *rules.refusals, *rules.gates}:
            texts = registry.subjects[kind.partition(".")[0]].unjournaled
            after = (*rules.starts.get(kind, ()), *rules.checks.get(kind, ()))
            before = (*rules.refusals.get(kind, ()), *rules.gates.get(kind, ()))
            if keys := _keys(after, texts) | keys_before(_keys(before, texts)):
                found[kind] = found.get(kind, frozenset()) | keys
    return found


def _keys(rules: Iterable[Any], texts: frozenset[str]) -> frozenset[str]:
    asked = (q for rule in rules if rule.when is not None for q in rule.when.questions)
    return frozenset(q.key for q in asked if not q.names.isdisjoint(texts))


def words_of(subject: Subject, names: frozenset[str]) -> Words:
    """What of a subject's events is worth reading for rules that read ``names``."""
    owner = next((f.name for f in subject.journaled if f.column == "owner_id"), None)
    wanted = names | {owner} if owner else names
    fields = {f.name: READERS[f.unit] for f in subject.journaled if f.name in wanted}
    fields |= {word.name: READERS[Unit.TRUTH] for word in subject.former if word.name in wanted}
    inputs = {
        action.name: found
        for action in subject.actions.values()
        if (found := {n: INPUT_READERS[w.unit] for n, w in action.word.inputs.items() if n in wanted})
    }
    waiver = f"{subject.name}{EXCUSE}"
    waived = {"rule": READERS[Unit.TEXT], "until": READERS[Unit.TIME]}  # which deadline, and the date instead of it
    inputs[waiver] = {**inputs.get(waiver, {}), **waived}
    tellers = {
        "axes",
        *fields,
        *(n for found in inputs.values() for n in found),
        *registry.windows.get(subject.name, ()),
        *(name for name in names if MARK in name),
    }
    telling = re.compile('"(?:' + "|".join(sorted(map(re.escape, tellers))) + ')":')
    blank = {name: value for name, value in blank_fields(subject).items() if name in fields}
    return Words(subject, fields, inputs, blank, owner, telling)
