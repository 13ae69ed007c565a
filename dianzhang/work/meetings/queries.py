"""What of meetings stands on other pages: the next one that somebody goes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now, start_of, today
from dianzhang.engine.prepared import prepared

from ..models import Meeting
from .people import concerns, units_of

MOST = 3
AHEAD = timedelta(days=3)


def coming(actor: Actor) -> list[Meeting]:
    """Those of today that are still to come or go on; without any, the next of these days."""
    begin = start_of(today())
    if actor.person_id is None:
        return []
    who = {"person": actor.person_id, "units": units_of(actor.person_id)}
    found = _coming(begin=begin, end=max(now(), begin) + AHEAD, **who)
    of_today = [one for one in found if one.starts_at < begin + timedelta(days=1)]
    return of_today or found[:1]


@prepared
def _coming(*, begin: Any, end: Any, person: Any, units: Any) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(concerns(person, units), status__in=("called", "running"))
    rows = rows.filter(starts_at__gte=begin, starts_at__lt=end)
    return rows.select_related("owner").order_by("starts_at", "id")[:MOST]
