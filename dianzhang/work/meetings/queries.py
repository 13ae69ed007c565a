"""What of meetings stands on other pages: the next one that somebody goes to."""

from __future__ import annotations

from datetime import timedelta

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now, start_of, today

from ..models import Meeting
from .people import concerned

MOST = 3
AHEAD = timedelta(days=3)


def coming(actor: Actor) -> list[Meeting]:
    """Those of today that are still to come or go on; without any, the next of these days."""
    begin = start_of(today())
    rows = Meeting.objects.filter(concerned(actor), status__in=("called", "running"))
    rows = rows.filter(starts_at__gte=begin, starts_at__lt=max(now(), begin) + AHEAD)
    found = list(rows.select_related("owner").order_by("starts_at", "id")[:MOST])
    of_today = [one for one in found if one.starts_at < begin + timedelta(days=1)]
    return of_today or found[:1]
