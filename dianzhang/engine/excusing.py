"""Who agrees to an exception: what the rulebook says, else the superior of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

from dianzhang.kernel.rules import SUPERIOR, Deadline, Gate
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import EXCUSE

from .implying import Fields


def excusing_gates(rules: Ruleset) -> Iterator[Gate]:
    """For each deadline, also an implied one, of a subject whose exceptions no gate of the rulebook guards."""
    guarded = {gate.action for gate in rules.rules_of(Gate)}
    for deadline in (*rules.rules_of(Deadline), *rules.added.values()):
        action = f"{next(iter(deadline.start)).partition('.')[0]}{EXCUSE}"
        if action not in guarded:
            yield Gate(
                id=f"{deadline.id}{EXCUSE}", clause=deadline.clause, line=deadline.line, action=action,
                when=Fields((("rule", deadline.id),)), approvers=(SUPERIOR,),
            )  # fmt: skip
