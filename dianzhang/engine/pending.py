"""Records that wait for an approval: what was asked for, and of whom."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from . import registry
from .models import Approval, Seat
from .organisation import organisation
from .personal import about
from .prepared import prepared
from .registry import Action
from .seats import asked, gather, seats_of
from .words import join, post_name

MOST_NAMES = 3


@dataclass(frozen=True)
class Pending:
    """A command on a record that waits for the agreement of ``who``."""

    approval: Approval
    action: Action | None

    @property
    def who(self) -> str:
        return join(dict.fromkeys(asked_name(s, self.approval) for s in seats_of(self.approval) if s.turn))

    @property
    def axes(self) -> frozenset[str]:
        """The state axes that the command would move."""
        return frozenset(self.action.word.leads) if self.action is not None else frozenset()


def asked_name(seat: Seat, approval: Approval) -> str:
    """Who is asked: names where there are few, else the post; with a stand-in “王五（代 李四）” beside."""
    org = organisation()
    found = asked(seat, approval.owner_id, org)
    if not found.persons or len(found.persons) > MOST_NAMES:
        return post_name(found.post)
    names = []
    for person in found.persons:
        names.append(org.names.get(person, ""))
        stand_in = org.absences.acting.get(person)
        if stand_in is not None and stand_in != approval.owner_id:
            names.append(on_behalf(stand_in, person))
    return join(names)


def on_behalf(person: int, behalf: int | None) -> str:
    """王五（代 李四）; without anyone stood in for, just the name."""
    names = organisation().names
    if behalf is None:
        return names.get(person, "")
    return gettext("%(name)s（代 %(behalf)s）") % {"name": names.get(person, ""), "behalf": names.get(behalf, "")}


Refs = Mapping[tuple[str, int], Sequence[Pending]]


def pending_of(refs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[Pending]]:
    """What waits on each of these records (kind and id), in two queries whatever their number."""
    wanted = set(refs)
    if not wanted:
        return {}
    kinds, ids = sorted({kind for kind, _pk in wanted}), sorted({pk for _kind, pk in wanted})
    waiting = _waiting_on(kinds=tuple(kinds), ids=tuple(ids))
    approvals = [one for one in waiting if (one.target_kind, one.target_id) in wanted]
    gather(approvals)
    found: dict[tuple[str, int], list[Pending]] = defaultdict(list)
    for approval in approvals:
        if approval.target_id is not None:
            pending = Pending(approval, registry.actions.get(approval.action))
            found[approval.target_kind, approval.target_id].append(pending)
    return dict(found)


@prepared
def _waiting_on(*, kinds: Any, ids: Any) -> QuerySet[Approval]:
    return Approval.objects.filter(target_kind__in=kinds, target_id__in=ids, status="waiting").order_by("id")


def waits_already(action: Action, pending: Iterable[Pending]) -> str:
    """Why an action is not offered: it has been asked for, and of whom; empty when it has not."""
    one = waiting_of(action, pending)
    return gettext("已经提交，在等%(who)s审批") % {"who": one.who} if one is not None else ""


def waiting_of(action: Action, pending: Iterable[Pending], **given: Any) -> Pending | None:
    """The request for this action that waits, about the same part of the record where it is about one (``given``)."""
    wanted = about(action.input, given)
    same = (one for one in pending if one.action is action)
    return next((one for one in same if about(action.input, json.loads(one.approval.input)) == wanted), None)
