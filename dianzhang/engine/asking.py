"""A gate turns a command into a request for approval that carries the same input."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.kernel.rules import Gate
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import EXCUSE

from . import registry
from .access import Actor
from .facts import canonical
from .models import Approval
from .organisation import organisation
from .outcome import Entry, Item, Outcome
from .personal import about, carried_inputs
from .registry import Action
from .seats import nobody_left
from .words import action_name

if TYPE_CHECKING:
    from .transaction import Transaction

CARRIED_OUT = gettext_noop("已执行")  # kept beside the request, so in Chinese; whoever shows it translates


def ask(
    tx: Transaction,
    action: Action,
    gated: Sequence[tuple[Entry[Any, Any], Gate]],
    ruleset: Ruleset,
    actor: Actor,
    opened: frozenset[str],
) -> None:
    """Make a request of each item, unless the same command on the same record already waits."""
    waiting = {} if action.word.creates else _waiting(tx, action, {entry.record.id for entry, _gate in gated})
    asking: list[tuple[Entry[Any, Any], Gate]] = []
    for entry, gate in gated:
        if (known := waiting.get((entry.record.id, _about(action, entry.data)))) is not None:
            why = _("“%(action)s”已经在等待审批，不必再次提交。") % {"action": action_name(action)}
            entry.outcome = Outcome("refused", entry.record.id, why, entry.record, known)
        else:
            asking.append((entry, gate))
    items = [Item(data=_asked(action, entry, gate, ruleset, opened)) for entry, gate in asking]
    made = tx.do(registry.actions["approval.ask"], items, actor=actor, checked=True) if items else []
    for (entry, gate), request in zip(asking, made, strict=True):
        if request.record.status != "waiting":  # nobody had to be waited for: it is done, or why it is not
            entry.outcome = _came_at_once(tx, action, entry, request.record)
            continue
        why = _("已提交审批，同意后自动执行。")
        if gate.clause or not gate.id.endswith(EXCUSE):  # an exception has no clause but the one it waives
            clause = ruleset.clause_of(gate)
            why = _("已提交审批，同意后自动执行（依据 %(clause)s）。") % {
                "clause": f"{clause.number} {clause.title}".strip()
            }
        stuck = nobody_left(organisation().approvers(gate.approvers, actor.post), actor.person_id)
        entry.outcome = Outcome("awaiting", entry.record.id, stuck or why, entry.record, request.record.id)


def _came_at_once(tx: Transaction, action: Action, entry: Entry[Any, Any], request: Approval) -> Outcome:
    """What became of a command whose request was answered as it was made."""
    if request.result == CARRIED_OUT:
        done = tx.states.get((action.subject.name, request.target_id or 0))
        return Outcome("done", request.target_id, "", done.record if done is not None else entry.record)
    further = {} if action.word.creates else _waiting(tx, action, {entry.record.id})
    known = further.get((entry.record.id, _about(action, entry.data)))
    why = request.result
    return Outcome("awaiting" if known else "refused", entry.record.id, why, entry.record, known or request.pk)


def _asked(action: Action, entry: Entry[Any, Any], gate: Gate, ruleset: Ruleset, opened: frozenset[str]) -> Any:
    from .actions.approvals import Asked

    record = entry.record
    return Asked(
        action=action.name,
        target_kind=action.subject.name,
        target_id=None if action.word.creates else record.id,
        target_revision=None if action.word.creates else record.revision,
        title=_title(action, record),
        input=json.dumps(entry.data.model_dump(mode="json"), ensure_ascii=False) if entry.data is not None else "{}",
        basis=basis_of(action, record, gate),
        opened=",".join(sorted(opened)),
        gate=gate.id,
        version_id=ruleset.key_of(gate),
        manner=gate.manner,
        share=gate.share,
        approvers=gate.approvers,
    )


def _waiting(tx: Transaction, action: Action, ids: Set[int]) -> dict[tuple[int | None, tuple[Any, ...]], int]:
    """Record and what of it the command is about -> the request that waits; also those made in this transaction."""
    asked = Approval.objects.filter(target_kind=action.subject.name, target_id__in=ids, action=action.name)
    standing = {approval.pk: approval for approval in asked.filter(status="waiting")}
    for (kind, pk), state in tx.states.items():
        if kind == "approval" and state.record.action == action.name and state.record.target_id in ids:
            standing[pk] = state.record
    return {
        (approval.target_id, about(action.input, json.loads(approval.input))): pk
        for pk, approval in standing.items()
        if approval.status == "waiting"
    }


def _about(action: Action, data: Any) -> tuple[Any, ...]:
    return about(action.input, data.model_dump(mode="json") if data is not None else {})


def basis_of(action: Action, record: Any, gate: Gate) -> str:
    """What those asked decide upon: the fields the gate looks at, or all of them where it looks at none.

    If they change while the request waits, an agreement would be to something else.
    """
    if action.word.creates or (gate.when is None and carried_inputs(action.input)):
        return ""  # the input itself, which the request carries: it says what it is about
    read = gate.when.names if gate.when is not None else frozenset(action.subject.journaled_names)
    fields = (f for f in action.subject.journaled if f.name in read)
    return canonical({f.name: getattr(record, f.column) for f in fields})


def _title(action: Action, record: Any) -> str:
    return action.subject.zh if action.word.creates else action.subject.title(record)
