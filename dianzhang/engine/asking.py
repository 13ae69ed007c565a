"""A gate turns a command into a request for approval that carries the same input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dianzhang.kernel.rules import Gate
from dianzhang.kernel.ruleset import Ruleset

from . import registry
from .access import Actor
from .facts import canonical
from .models import Approval
from .outcome import Entry, Item, Outcome
from .registry import Action
from .words import action_name

if TYPE_CHECKING:
    from .transaction import Transaction


def ask(
    tx: Transaction,
    action: Action,
    entry: Entry[Any, Any],
    gate: Gate,
    ruleset: Ruleset,
    actor: Actor,
    opened: frozenset[str],
) -> Outcome:
    """Make the request, unless the same command on the same record already waits."""
    record = entry.record
    if not action.word.creates:
        waiting = _waiting(tx, action, record)
        if waiting is not None:
            why = _("“%(action)s”已经在等待审批，不必再次提交。") % {"action": action_name(action)}
            return Outcome("refused", record.id, why, record, waiting.pk)
    from .actions.approvals import Asked

    asked = Asked(
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
    made = tx.do(registry.actions["approval.ask"], [Item(data=asked)], actor=actor, checked=True)[0]
    clause = ruleset.clause_of(gate)
    why = _("已提交审批，同意后自动执行（依据 %(clause)s）。") % {"clause": f"{clause.number} {clause.title}".strip()}
    return Outcome("awaiting", record.id, why, record, made.record.id)


def _waiting(tx: Transaction, action: Action, record: Any) -> Approval | None:
    """The request for this command that is still undecided, also in this transaction."""
    asked = Approval.objects.filter(target_kind=action.subject.name, target_id=record.id, action=action.name)
    for approval in asked.filter(status="waiting"):
        here = tx.states.get(("approval", approval.pk))
        if here is None or here.record.status == "waiting":
            return approval
    return None


def basis_of(action: Action, record: Any, gate: Gate) -> str:
    """What those asked decide upon: the fields the gate looks at, or all of them where it looks at none.

    If they change while the request waits, an agreement would be to something else.
    """
    if action.word.creates:
        return ""  # the input itself, which the request carries
    read = gate.when.names if gate.when is not None else frozenset(action.subject.journaled_names)
    fields = (f for f in action.subject.journaled if f.name in read)
    return canonical({f.name: getattr(record, f.column) for f in fields})


def _title(action: Action, record: Any) -> str:
    return action.subject.zh if action.word.creates else action.subject.title(record)
