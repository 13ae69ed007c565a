"""Who agrees to an exception: what the rulebook says, else the superior of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

from dianzhang.kernel.rules import SUPERIOR, Deadline, Gate
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import EXCUSE


def excusing_gates(rules: Ruleset) -> Iterator[Gate]:
    """For each deadline, also an implied one, the gate before its exceptions where no rule sets another.

    No clause asks for it: the one that the deadline stands in is what would be waived.
    """
    for deadline in (*rules.rules_of(Deadline), *rules.added.values()):
        action = f"{next(iter(deadline.start)).partition('.')[0]}{EXCUSE}"
        yield Gate(
            id=f"{deadline.id}{EXCUSE}", clause="", line=deadline.line, action=action, approvers=(SUPERIOR,),
        )  # fmt: skip
