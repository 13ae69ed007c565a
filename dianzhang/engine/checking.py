"""What stands between a wish and an action: right, states, the rules' checks and gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dianzhang.kernel.fold import Fact, may_lead
from dianzhang.kernel.rules import Gate
from dianzhang.kernel.ruleset import Ruleset

from . import access, rulebooks
from .access import Actor, vacant_for
from .asking import ask
from .facts import inputs_given, read_inputs, read_wish
from .outcome import Entry, Granted, Outcome
from .refusals import changed_meanwhile, moved_on
from .registry import Action
from .words import action_name, subject_name

if TYPE_CHECKING:
    from .transaction import Transaction


def refuse_unentitled(action: Action, entries: Sequence[Entry[Any, Any]], actor: Actor) -> None:
    """Who may not is refused: by post and reach, or because only rules do such a thing."""
    if actor.unbound and action.kind != "command":
        return  # what platforms observe and rules bring about
    reach = None if action.kind == "consequence" else access.reach_of(actor, action.name)
    if action.open is not None and action.subject.gather is not None:
        action.subject.gather([entry.record for entry in entries if entry.outcome is None])
    for entry in entries:
        if entry.outcome is not None:
            continue
        if action.barred is not None and (why := action.barred(entry.record, actor)):
            entry.outcome = Outcome("refused", entry.record.id, why, entry.record)
            continue
        if action.open is not None and action.open(entry.record, actor):
            continue
        if action.in_person:
            allowed = False
        else:
            allowed = reach is not None if action.word.creates else access.covers(actor, reach, entry.record)
        if not allowed:
            named = {"subject": subject_name(action.subject), "action": action_name(action)}
            why = _("你的岗位没有“%(subject)s · %(action)s”的权限。") % named
            entry.outcome = Outcome("refused", entry.record.id, why, entry.record)


def refuse_moved_on(tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]]) -> None:
    """The states no longer allow it, or someone changed the record after it was shown."""
    subject = action.subject
    for entry in entries:
        if entry.outcome is not None or action.word.creates:
            continue
        state = tx.states[subject.name, entry.record.id]
        axis = may_lead(subject.words, state.axes, action.word)
        if axis is not None:
            entry.outcome = Outcome("moved_on", entry.record.id, moved_on(subject, state, action, axis), entry.record)
        elif not action.beside and entry.item.revision not in (None, entry.record.revision):
            entry.outcome = Outcome(
                "moved_on", entry.record.id, changed_meanwhile(subject, state, action), entry.record
            )


def refuse_by_rule(
    tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]], actor: Actor, granted: Granted | None
) -> None:
    """A check refuses, a gate turns the command into a request; what is ``granted`` is not asked again.

    Checks are those in force now; the gates of a request stay those of its version.  Of several gates one is asked
    after the other.
    """
    ruleset = tx.judge_at(tx.at)
    if ruleset is None:
        return
    asking = (rulebooks.beside(granted.version_id, granted.asked_at) if granted else None) or ruleset
    opened = granted.gates if granted else frozenset()
    if not ruleset.refusals.get(action.name) and not asking.gates.get(action.name):
        return
    names = ruleset.condition_names(action.name) | asking.condition_names(action.name)
    gated: list[tuple[Entry[Any, Any], Gate]] = []
    for entry in entries:
        if entry.outcome is not None:
            continue
        state = tx.state_of(action.subject, entry.record)
        wish = {**read_wish(action, entry.data), **read_inputs(action, inputs_given(action, entry.data))}
        values = state.values(names, Fact(None, action.name, tx.at, inputs=wish))
        unit = getattr(entry.record, "unit_id", None)
        refusals = ruleset.about(unit, actor.post).refusals.get(action.name, ())
        check = next((c for c in refusals if c.when is None or c.when.value(values) is True), None)
        if check is not None:
            given = {"mark": check.mark, "suggestion": check.suggestion, "clause": _clause(ruleset, check)}
            with_suggestion = _("%(mark)s。%(suggestion)s（依据 %(clause)s）")
            why = (with_suggestion if check.suggestion else _("%(mark)s。（依据 %(clause)s）")) % given
            entry.outcome = Outcome("refused", entry.record.id, why, entry.record)
            continue
        gates = (g for g in asking.about(unit, actor.post).gates.get(action.name, ()) if g.id not in opened)
        gate = next((g for g in gates if g.when is None or g.when.value(values) is True), None)
        if gate is not None and not vacant_for(actor, gate):
            gated.append((entry, gate))
    if gated:
        ask(tx, action, gated, asking, actor, opened)


def _clause(ruleset: Ruleset, rule: Any) -> str:
    clause = ruleset.clause_of(rule)
    return f"{clause.number} {clause.title}".strip()
