"""What goes out next: each webhook reads the journal on by position and lays deliveries by, in order.

Rows of the webhook's own bookkeeping, no facts about the department: its bookmark and its deliveries are written here,
without events.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from dianzhang.engine.access import Actor, actor_of
from dianzhang.engine.jobs import unlocked
from dianzhang.engine.models import Event, Person
from dianzhang.engine.moment import now

from ..events import happened, visible_records
from ..models import Bookmark, Delivery, Webhook

TOGETHER = 100  # events of one delivery
STRETCH = 1000  # events read for one webhook in one round
AHEAD = 20  # deliveries that wait at most: one that is not received does not pile up rows
EVERYTHING = "*"


def begin_at(webhook: Webhook) -> Bookmark:
    """A bookmark at what happens from now on."""
    top = Event.objects.aggregate(top=Max("position"))["top"] or 0
    return Bookmark(webhook_id=webhook.id, position=top)


def behind() -> list[int]:
    """Webhooks that have not read the journal to its end, by their ids."""
    top = Event.objects.aggregate(top=Max("position"))["top"] or 0
    rows = Bookmark.objects.filter(webhook__status="active", position__lt=top)
    return list(rows.order_by("webhook_id").values_list("webhook_id", flat=True))


def read_on(webhook_id: int) -> int:
    """Read the next stretch for one webhook; how many deliveries came of it."""
    with transaction.atomic():
        mark = unlocked(Bookmark.objects.filter(webhook_id=webhook_id, webhook__status="active")).first()
        if mark is None or Delivery.objects.filter(webhook_id=webhook_id, state="waiting").count() >= AHEAD:
            return 0
        webhook = Webhook.objects.get(pk=webhook_id)
        rows = list(Event.objects.filter(position__gt=mark.position).order_by("position")[:STRETCH])
        if not rows:
            return 0
        found = [place_of(row) for row in seen(webhook, rows)]
        moment, made = now(), 0
        for start in range(0, len(found), TOGETHER):
            part = found[start : start + TOGETHER]
            Delivery.objects.create(
                webhook_id=webhook_id, after=part[0] - 1, until=part[-1], count=len(part),
                made_at=moment, next_at=moment,
            )  # fmt: skip
            made += 1
        Bookmark.objects.filter(pk=mark.pk).update(position=place_of(rows[-1]))
        return made


def place_of(row: Event) -> int:
    assert row.position is not None  # it was found by it
    return row.position


def owner_of(webhook: Webhook) -> Actor | None:
    """In whose place a webhook reads; None once they have left, or no longer hold the post it was made in."""
    person = Person.objects.filter(pk=webhook.owner_id or 0, status="active").first()
    try:
        return actor_of(person, webhook.post) if person is not None else None
    except PermissionError:
        return None


def seen(webhook: Webhook, rows: list[Event]) -> list[Event]:
    """Those of its kinds that its owner may see now."""
    actor = owner_of(webhook)
    if actor is None:
        return []
    wanted = [row for row in rows if wants(webhook, row.kind)]
    records = visible_records(actor, wanted)
    return [row for row in wanted if (row.subject_kind, row.subject_id) in records]


def wants(webhook: Webhook, kind: str) -> bool:
    kinds = set(webhook.kinds.split(", "))
    return not kinds.isdisjoint({EVERYTHING, kind, f"{kind.partition('.')[0]}.*"})


def body_of(delivery: Delivery, webhook: Webhook) -> bytes:
    """What is sent, as its owner may see it now."""
    actor = owner_of(webhook)
    rows = list(Event.objects.filter(position__gt=delivery.after, position__lte=delivery.until).order_by("position"))
    found: list[dict[str, Any]] = []
    if actor is not None:
        wanted = [row for row in rows if wants(webhook, row.kind)]
        records = visible_records(actor, wanted)
        found = [
            happened(actor, row, records[row.subject_kind, row.subject_id]).model_dump(mode="json")
            for row in wanted
            if (row.subject_kind, row.subject_id) in records
        ]
    told = {"webhook": webhook.pk, "delivery": delivery.pk, "position": delivery.until, "events": found}
    return json.dumps(told, ensure_ascii=False).encode()


def claim(lease: timedelta) -> Delivery | None:
    """The next due delivery, leased: of each webhook the oldest that waits, so that they arrive in order."""
    moment = now()
    with transaction.atomic():
        waiting = Delivery.objects.filter(state="waiting", webhook__status="active")
        oldest = waiting.order_by().values("webhook_id").annotate(first=Min("id")).values("first")
        due = Delivery.objects.filter(pk__in=oldest, next_at__lte=moment).exclude(leased_until__gte=moment)
        found = unlocked(due.order_by("next_at", "id")).first()
        if found is None:
            return None
        found.leased_until = moment + lease
        found.first_try_at = found.first_try_at or moment
        found.attempts += 1
        found.save(update_fields=["leased_until", "first_try_at", "attempts"])
        return found
