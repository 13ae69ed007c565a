"""What waits for approval, in a list: a state that is asked for, and records that are not there yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.models import Approval
from dianzhang.engine.pages import Column
from dianzhang.engine.pending import Pending
from dianzhang.engine.registry import Subject, actions
from dianzhang.engine.seats import gather

from .due import record_address
from .words import action_name

MOST = 5


def wait(cells: dict[str, Any], columns: Sequence[Column], pending: Sequence[Pending]) -> None:
    """A state that a request would move says that it waits, and for whom, instead of what it is until then."""
    for one in pending:
        for n, column in enumerate(columns):
            if column.name in one.axes:
                cells[f"c{n}"] = {"tag": gettext("待审批 · %(who)s") % {"who": one.who}, "level": "warn"}


def to_be_made(actor: Actor, subject: Subject) -> list[dict[str, str]]:
    """What this person wants to make and what still waits: it has no row of its own yet."""
    waiting = Approval.objects.filter(
        target_kind=subject.name, target_id=None, owner_id=actor.person_id, status="waiting"
    )
    found = list(waiting.order_by("-id")[:MOST])
    gather(found)
    return [
        {
            "what": action_name(actions[one.action]) if one.action in actions else one.action,
            "who": Pending(one, None).who,
            "url": record_address("approval", one.pk),
        }
        for one in found
    ]
