"""Whether what a creating action is about to make lies within the reach of whoever makes it.

An existing record shows its unit and owner before anything is done; a new one shows them only once the verb has filled
it.  So the verb is rehearsed: run for all items at once on a transaction that is thrown away, then each record is
looked at as if it had been there.  Who reaches everything is spared it, and so is what stands in no shop: that is made
for one's own group or for colleagues, and a verb that lets somebody choose them asks what it needs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from . import access
from .access import Actor
from .organisation import organisation
from .outcome import Act, Batch, Entry, Outcome
from .registry import Action
from .words import action_name, subject_name

if TYPE_CHECKING:
    from .transaction import Transaction


class _Over(Exception):
    """The rehearsal is over: what it wrote is taken back."""


def refuse_beyond_reach(tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]], actor: Actor) -> None:
    """What would be made where the actor's reach does not go is refused; nothing is written for it."""
    subject = action.subject
    if not action.word.creates or action.in_person or not hasattr(subject.model, subject.shop_attr):
        return
    reach = access.reach_of(actor, action.name)
    if reach in (None, "all"):  # without a reach it was an ``open`` that let them, which asks what it needs to
        return
    standing = [e for e in entries if e.outcome is None]
    standing = [e for e in standing if action.open is None or not action.open(e.record, actor)]
    for entry, made in zip(standing, _rehearsed(tx, action, standing, actor), strict=True):
        if made is not None and not _reaches(action, actor, str(reach), made):
            given = {"subject": subject_name(subject), "action": action_name(action)}
            why = _("这条新的%(subject)s不在你的岗位“%(action)s”能管的范围里：它属于别的小组或别人。请由管它的人来做。")
            entry.outcome = Outcome("refused", entry.record.id, why % given, entry.record)


def _rehearsed(tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]], actor: Actor) -> list[Any]:
    """The record that each entry would make, in their order; None where the verb itself refuses."""
    if not entries:
        return []
    made: list[Any] = []
    trial = tx.alike()
    try:
        with transaction.atomic():
            new = trial.create(action.subject, len(entries))
            tried: list[Entry[Any, Any]] = [
                Entry(entry.item, record, entry.data) for entry, record in zip(entries, new, strict=True)
            ]
            action.verb(Batch(tried), Act(actor, trial.at, trial.recorded_at, trial))
            made = [entry.record if entry.outcome is None else None for entry in tried]
            raise _Over
    except _Over:
        pass
    finally:
        trial.close()
    return made


def _reaches(action: Action, actor: Actor, reach: str, record: Any) -> bool:
    """As for a record that is there.  But what stands in a shop is as far off as the shop, whoever made it, and one's
    own is also what one makes for others of one's group; what is nobody's at all is within reach."""
    unit, owner = getattr(record, "unit_id", None), getattr(record, "owner_id", None)
    shop = organisation().shops.get(getattr(record, action.subject.shop_attr, None) or 0)
    if shop is not None and unit in (None, shop.unit_id):
        unit, owner = shop.unit_id, shop.owner_id
    elif unit is None and owner is None:
        return True
    within_group = reach == "own" and unit is not None and unit == actor.unit_id
    return within_group or access.extends_to(actor, reach, unit, owner)
