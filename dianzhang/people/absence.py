"""Who is on leave is away: told to the engine, which has no word of leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianzhang.engine.absences import Absence, absence

from .models import LeaveRequest


@absence
def on_leave(day: date) -> Iterator[Absence]:
    """Those whose granted leave covers the day, and who stands in for them."""
    rows = LeaveRequest.objects.filter(status="granted", first_day__lte=day, last_day__gte=day)
    for person, last_day, stand_in in rows.order_by("id").values_list("owner_id", "last_day", "stand_in_id"):
        if person is not None:
            yield Absence(person, last_day, stand_in)
