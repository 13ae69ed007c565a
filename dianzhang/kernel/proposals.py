"""Rewards, penalties and plans that a rule proposes for a person and a period.  People decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .rules import Consequence

# An employment is never ended on a proposal of the rules: being last of a list is no ground for it.
# Neighbouring signs tell these words from the same ones across a boundary: 展开除尘, 删除名单, 了解雇员, fire drill.
_THINGS = r"(?:[\w-]+ )?(?:alerts?|cases?|complaints?|flags?|messages?|notices?|reminders?|warnings?)"
_PERSONS = r"(?:employ\w*|contracts?|staff|workers?|persons?|jobs?|him|her|them)"
_FIRE = (
    r"alarms?|brigade|codes?|doors?|drills?|escapes?|exits?|extinguishers?|fighting|hazards?|inspections?|marshals?|"
    r"points?|prevention|protection|risks?|safety|training|wardens?|watch"
)
DISMISSAL = re.compile(
    r"(?<!推)辞退|(?<![展分公打离切拆撇])开除|(?<![了理])解[雇聘]|劝退(?!款|货)|裁员(?!工)|裁减(?:人员|员工)|"
    r"(?<![删清移扣去排消免])除名(?![单额称字次])|"
    r"(?:解除|终止|不再续签)(?:与?(?:其|他|她|本人|员工)的?)?(?:劳动|聘用|雇佣|用工)?(?:合同|关系|聘用|雇佣)|"
    rf"\bdismiss(?:al|als|ed|es|ing)?\b(?! (?:the |a |an |of )*{_THINGS}\b)|"
    rf"\bterminat(?:e|es|ed|ing|ion)\b(?=\s*(?:$|[^\w\s])|(?:\s+[\w']+){{0,4}}?\s+{_PERSONS}\b)|"
    rf"\b{_PERSONS}\s+(?:is |be )?terminat(?:ed|ion)\b|"
    rf"\bfir(?:e|ed|es|ing)\b(?![\s-]+(?:{_FIRE})\b)|"
    r"\blay(?:ing)?[\s-]?offs?\b|\blaid[\s-]?off\b|\bmade? redundant\b|\bmake redundant\b|"
    rf"\bsack(?:ed|ing)?\b(?= (?:the |a |an )?{_PERSONS}\b|$)|\blet (?:the )?{_PERSONS} go\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """``figures``: what the condition read, one mapping for each period of the run, the oldest first."""

    rule: Consequence
    figures: tuple[Mapping[str, Any], ...]


def propose(rule: Consequence, periods: Sequence[Mapping[str, Any]]) -> Proposal | None:
    """The proposal that a rule makes, or None.

    ``periods`` holds the values of one person by canonical name, period after period, that at hand last.  A run
    needs its condition to hold in each of the last ``rule.run``; one without a value breaks it.
    """
    if rule.when is None or len(periods) < rule.run:
        return None
    last = periods[-rule.run :]
    if not all(rule.when.value(values) is True for values in last):
        return None
    names = sorted(rule.when.names)
    return Proposal(rule, tuple({name: values.get(name) for name in names} for values in last))
