"""Rewards, penalties and plans that a rule proposes for a person and a period.  People decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .rules import Consequence

# An employment is never ended on a proposal of the rules: being last of a list is no ground for it.
DISMISSAL = re.compile(
    r"辞退|开除|解雇|解聘|除名|裁员|(?:解除|终止)(?:劳动)?(?:合同|关系|聘用)|dismiss|terminat|\bfir(?:e|ing)\b|lay.?off",
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
