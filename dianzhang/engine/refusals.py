"""Why an action no longer fits: in words that say who did what meanwhile."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from dianzhang.kernel.fold import State

from . import registry
from .models import Event
from .registry import Action, Subject
from .words import action_name, event_name, join, person_name, state_name, subject_name, word


def moved_on(subject: Subject, state: State, action: Action, axis: str) -> str:
    """The states do not allow it: 「订单已由赵宁发货，你的改址没有生效」."""
    event = _last_on_axis(subject, state.record, axis)
    given = {
        "subject": subject_name(subject),
        "action": action_name(action),
        "axis": word(subject.words.axes[axis].zh),
        "state": state_name(subject, axis, state.axes[axis]),
        "wanted": join(state_name(subject, axis, code) for code in sorted(_allowed(action, axis))),
    }
    if event is not None:
        given |= {"who": person_name(event.actor_id, event.post), "did": event_name(event.kind)}
        return _("%(subject)s已由%(who)s%(did)s，现在%(axis)s是“%(state)s”，你的“%(action)s”没有生效。") % given
    return _("%(subject)s的%(axis)s是“%(state)s”，“%(action)s”要在“%(wanted)s”时才能做。") % given


def changed_meanwhile(subject: Subject, state: State, action: Action) -> str:
    """Someone changed the record after it was shown."""
    event = Event.objects.filter(subject_kind=subject.name, subject_id=state.record.id).order_by("-id").first()
    given = {"subject": subject_name(subject), "action": action_name(action)}
    if event is not None and event.kind in registry.actions:
        given |= {"who": person_name(event.actor_id, event.post), "did": event_name(event.kind)}
        return (
            _("你打开之后，%(subject)s已由%(who)s%(did)s，你的“%(action)s”没有生效。请看一眼现在的情况再决定。") % given
        )
    return _("你打开之后，%(subject)s有了变化，你的“%(action)s”没有生效。请看一眼现在的情况再决定。") % given


def _allowed(action: Action, axis: str) -> frozenset[str]:
    lead = action.word.leads.get(axis)
    return lead.source if lead is not None and lead.source else action.word.requires.get(axis, frozenset())


def _last_on_axis(subject: Subject, record: Any, axis: str) -> Event | None:
    movers = [a.name for a in subject.actions.values() if axis in a.word.leads]
    found = Event.objects.filter(subject_kind=subject.name, subject_id=record.id, kind__in=movers)
    return found.order_by("-occurred_at", "-id").first()
