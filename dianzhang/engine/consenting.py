"""What stands before an action whatever the rules say: that it can be done at all, and a consent the record implies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dianzhang.kernel.rules import Gate

from . import rulebooks
from .access import Actor, vacant_for
from .asking import ask
from .organisation import organisation
from .outcome import Act, Entry, Granted, Outcome
from .registry import Action

if TYPE_CHECKING:
    from .transaction import Transaction

_NONE: frozenset[str] = frozenset()


def refuse_unfit(tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]], actor: Actor) -> None:
    """Nobody is asked to agree to what cannot be done anyway."""
    if action.unfit is None and action.unready is None:
        return
    act = Act(actor, tx.at, tx.recorded_at, tx)
    for entry in entries:
        if entry.outcome is not None:
            continue
        why = action.unready(entry.record) if action.unready is not None else ""
        if not why and action.unfit is not None:
            why = action.unfit(entry.record, entry.data, act)
        if why:
            entry.outcome = Outcome("refused", entry.record.id, why, entry.record)


def ask_consent(
    tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]], actor: Actor, granted: Granted | None
) -> None:
    """The gate that a record itself implies, after those of the rulebooks in force."""
    if action.consent is None:
        return
    opened = granted.gates if granted else _NONE
    for entry in entries:
        if entry.outcome is not None:
            continue
        implied = action.consent(entry.record, entry.data, opened)
        if implied is None:
            continue
        version_id, gate = implied
        if gate.id in opened or vacant_for(actor, gate):
            continue
        still = _still_to_ask(gate, actor, granted)
        if still is not None:
            ask(tx, action, [(entry, still)], rulebooks.ruleset(version_id), actor, opened)


def _still_to_ask(gate: Gate, actor: Actor, granted: Granted | None) -> Gate | None:
    """Without those who have agreed already, at a gate of a rulebook: nobody is asked twice.  None: nobody is left."""
    asked = rulebooks.beside(granted.version_id, granted.asked_at) if granted else None
    if granted is None or asked is None:
        return gate
    gates = [found for gate_id in granted.gates if (found := asked.find(gate_id)) is not None]
    voices = [g for g in gates if len(g.approvers) == 1 or g.manner in ("in_order", "together")]
    agreed = {answering for g in voices for answering in _answering(g, actor)}
    left = tuple(post for post in gate.approvers if not _answering(replace(gate, approvers=(post,)), actor) <= agreed)
    return replace(gate, approvers=left) if left else None


def _answering(gate: Gate, actor: Actor) -> set[str]:
    """The posts that answer for a gate, where the applicant's own may not."""
    org = organisation()
    return {org.someone_for(post, actor.person_id)[0] for post in org.approvers(gate.approvers, actor.post)}
