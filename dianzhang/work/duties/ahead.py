"""What is got ready when a duty is laid out: the record by whose event it will be proved.

A module says for an event what to get ready; the laying of duties knows no module.  ``ready`` is given each rule with
what was laid out by it, in the transaction that lays it out; ``gone`` what is not owed any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dianzhang.engine.transaction import Transaction
from dianzhang.kernel.rules import Duty

from ..models import Owed


class Ahead(Protocol):
    def ready(self, tx: Transaction, duty: Duty, laid: Sequence[Owed]) -> None: ...
    def gone(self, tx: Transaction, withdrawn: Sequence[int]) -> None: ...


_ahead: dict[str, Ahead] = {}  # by the event that proves


def gets_ready(event: str, how: Ahead) -> None:
    _ahead[event] = how


def is_got_ready(duty: Duty) -> bool:
    """Whether others have a part in it: what is got ready for it keeps to the department's hours."""
    return any(event in _ahead for event in duty.proof)


def get_ready(tx: Transaction, duties: dict[str, Duty], laid: Sequence[Owed]) -> None:
    """For what was laid out: by the rule of each."""
    by_rule: dict[str, list[Owed]] = {}
    for owed in laid:
        by_rule.setdefault(owed.rule, []).append(owed)
    for rule, found in by_rule.items():
        duty = duties.get(rule)
        for event in sorted(duty.proof) if duty is not None else ():
            if event in _ahead and duty is not None:
                _ahead[event].ready(tx, duty, found)


def put_away(tx: Transaction, withdrawn: Sequence[int]) -> None:
    for how in dict.fromkeys(_ahead.values()):
        how.gone(tx, withdrawn)
