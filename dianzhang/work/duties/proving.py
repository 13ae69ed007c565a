"""An event proves what somebody owed: the occurrence that it serves is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.facts import Draft
from dianzhang.engine.implying import Because, Happened, react
from dianzhang.engine.models import Event
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Item
from dianzhang.engine.refolding import overtake
from dianzhang.engine.transaction import Transaction
from dianzhang.kernel.duties import serves
from dianzhang.kernel.rules import Duty

from ..models import Owed
from .actions import Proved
from .states import DUTY

COLUMNS = ("id", "opens_at", "due_at", "done_at", "version_id")


@dataclass(slots=True)
class Candidate:
    """An occurrence that a proof may serve, as this transaction knows it."""

    id: int
    opens_at: datetime
    due_at: datetime
    done_at: datetime | None
    version_id: int


class Proving:
    """The reaction of duties (``engine.implying.Reaction``)."""

    def happened(self, tx: Transaction, found: Sequence[Happened]) -> None:
        """Each event serves one occurrence of the person who did it, in the order in which things happened."""
        served: dict[int, datetime] = {}
        waiting = sorted(found, key=lambda happened: happened.at)
        while waiting:
            one = waiting.pop(0)
            owed = _served(tx, one, served)
            if owed is None:
                continue
            if owed.done_at is not None:  # by something later, which now may serve another
                waiting += _set_free(tx, one, owed)
            served[owed.id] = one.at
            because = Because(one.rule.id, owed.version_id, one.cause)
            item = Item(owed.id, data=Proved(done_at=one.at), at=one.at, because=because)
            tx.do(registry.actions["duty.prove"], [item], actor=Actor(one.person_id, one.post), checked=True)

    def again(self, tx: Transaction, events: Sequence[Event | Draft], found: Sequence[Happened]) -> None:
        """What a late fact shows to prove nothing is taken back; what it shows to prove something counts."""
        proved = _proved_by(tx, events)
        now = {(one.rule.id, one.cause) for one in found}
        for (rule, cause), (event, owed_id) in proved.items():
            if (rule, cause) not in now and event is not None:
                _take_back(tx, event, owed_id)
        self.happened(tx, [one for one in found if (one.rule.id, one.cause) not in proved])


def _served(tx: Transaction, one: Happened, served: dict[int, datetime]) -> Candidate | None:
    """The occurrence that an event serves: one still in time first, else that which fell due last."""
    mine = _owed_by(one)
    there = Owed.objects.filter(mine, rule=one.rule.id).exclude(status="withdrawn")
    in_time = list(_candidates(tx, there.filter(opens_at__lte=one.at, due_at__gte=one.at), served))
    found = serves([c for c in in_time if c.done_at is None or c.done_at > one.at], one.at)
    if found is not None:
        return found
    last = next(_candidates(tx, there.filter(due_at__lt=one.at).order_by("-due_at")[:1], served), None)
    return last if last is not None and (last.done_at is None or last.done_at > one.at) else None


def _owed_by(one: Happened) -> Q:
    held = organisation(day_of(one.at)).posts_of.get(one.person_id or 0, ())
    return Q(owner_id=one.person_id) | Q(owner_id=None, post__in=held)


def _candidates(tx: Transaction, rows: Any, served: dict[int, datetime]) -> Iterator[Candidate]:
    for row in rows.values_list(*COLUMNS):
        found = Candidate(*row)
        state = tx.states.get(("duty", found.id))
        if state is not None:
            found.done_at = state.record.done_at
        found.done_at = served.get(found.id, found.done_at)
        yield found


def _proved_by(tx: Transaction, events: Sequence[Event | Draft]) -> dict[tuple[str, Any], tuple[Event | None, int]]:
    """What these events have proved so far: rule and cause -> the event on the duty (None: made just now), its id."""
    keys = {e.id for e in events if e.id is not None}
    found: dict[tuple[str, Any], tuple[Event | None, int]] = {
        (draft.rule, draft.cause): (None, draft.subject_id) for draft in tx.drafts if draft.kind == "duty.prove"
    }
    duties = [rule.id for rule in rules.rules_of(Duty)] if (rules := tx.judge_at(tx.recorded_at)) else []
    done = Owed.objects.filter(rule__in=duties, done_at__in={e.occurred_at for e in events})
    ids = list(done.values_list("pk", flat=True))
    for event in Event.objects.filter(subject_kind="duty", subject_id__in=ids, kind="duty.prove"):
        if event.cause_id in keys:
            found[event.rule, event.cause_id] = (event, event.subject_id)
    return found


def _set_free(tx: Transaction, one: Happened, owed: Candidate) -> list[Happened]:
    """What proved an occurrence so far, taken from it, for something earlier does now."""
    made = next((d for d in tx.drafts if d.kind == "duty.prove" and d.subject_id == owed.id), None)
    if made is not None:
        tx.drafts.remove(made)
        tx.late.add(("duty", owed.id))
        return [replace(one, cause=made.cause, at=made.occurred_at, person_id=made.actor_id, post=made.post)]
    there = Event.objects.filter(subject_kind="duty", subject_id=owed.id, kind="duty.prove")
    event = there.filter(occurred_at__gte=owed.done_at or one.at).order_by("-id").first()
    if event is None:
        return []
    _take_back(tx, event, owed.id)
    return [replace(one, cause=event.cause_id, at=event.occurred_at, person_id=event.actor_id, post=event.post)]


def _take_back(tx: Transaction, event: Event, owed_id: int) -> None:
    record = tx.take(DUTY, [owed_id])[owed_id]
    overtake(tx, DUTY, record, event.pk, event.kind, event.rule)
    tx.late.add(("duty", owed_id))


react(Duty, Proving())
