"""Which gates would ask about an action before it is done: for forms and buttons, which say so beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dianzhang.kernel.rules import Gate

from . import rulebooks
from .access import Actor
from .moment import now
from .reading import ClauseRef, clause_of
from .registry import Action


def gates_on(actor: Actor, action: Action, units: Iterable[int | None] = (None,)) -> tuple[Gate, ...]:
    """The gates in force on what ``actor`` would do to records of these units (a new record is of no unit yet).

    Only those of rulebooks that apply there; conditions are not asked.
    """
    rules = rulebooks.at(now())
    if rules is None or action.name not in rules.gates:
        return ()
    found = (gate for unit in units for gate in rules.about(unit, actor.post).gates.get(action.name, ()))
    return tuple({gate.id: gate for gate in found}.values())


def unit_of(record: Any) -> int | None:
    """The unit that decides which rulebooks apply to a record; None: that of whoever acts."""
    return getattr(record, "unit_id", None)


def clause_of_gate(gate: Gate) -> ClauseRef | None:
    """The clause that a gate in force stands in."""
    rules = rulebooks.at(now())
    return clause_of(rules.key_of(gate), gate.id) if rules is not None else None
