"""Every morning: who acted after their hours yesterday?  Each is asked once; nothing is counted by that.

Whoever works by a roster is asked about what lies behind their own turn, once the time that belongs to it is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Min, Q

from dianzhang.engine import rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.models import Event
from dianzhang.engine.moment import HOME, now, start_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.rounds import every

from .hours import DAY, NIGHT, after_hours
from .law import sort_of
from .models import Overtime
from .settling import Seen

PAUSE = 600.0  # seconds between two looks
BACK = 7  # days that are looked at again, where no worker ran
NO_WORK = ("overtime", "saved_view", "token", "leave", "activity", "suggestion", "person")  # one's own affairs


@every(PAUSE)
def ask_in_time() -> int:
    """Ask about yesterday and, where no worker ran, the days before; what was granted and is over, too."""
    at = now()
    if not _speaks_of_it(at):
        return 0  # the rulebook says nothing of it
    last = (at.astimezone(HOME) - NIGHT).date() - timedelta(days=1)
    found = [one for n in range(BACK) for one in seen_on(last - timedelta(days=n))]
    if found:
        with together(SYSTEM) as tx:
            tx.do(actions["overtime.ask"], [Item(data=one) for one in found], checked=True)
    return len(found) + end_granted(last)


def end_granted(last: date) -> int:
    """What was granted beforehand and was over with that day: how long was it really?"""
    over = Overtime.objects.filter(status="granted", ends_at__lt=start_of(last + timedelta(days=1)) + NIGHT)
    ids = list(over.order_by("id").values_list("pk", flat=True)[:200])
    if ids:
        with together(SYSTEM) as tx:
            tx.do(actions["overtime.end"], [Item(pk) for pk in ids], checked=True)
    return len(ids)


def seen_on(day: date) -> Iterator[Seen]:
    """What the journal shows of those who acted after their hours on a day and were not asked: two or three queries."""
    org, at = organisation(day), now()
    times = {
        after: people for after, people in after_hours(day, sorted(org.posts_of)).items()
        if after.until <= at and _speaks_of_it(after.since)
    }  # fmt: skip
    if not times:
        return
    when = reduce(or_, (
        Q(actor_id__in=people, occurred_at__gt=one.since, occurred_at__lt=one.until, recorded_at__lt=one.until + DAY)
        for one, people in times.items()
    ))  # fmt: skip
    acted = Event.objects.filter(when, rule="", cause_id=None).exclude(subject_kind__in=NO_WORK)
    rows: list[Any] = list(
        acted.values("actor_id").annotate(first=Min("occurred_at"), last=Max("occurred_at"), n=Count("id")).order_by()
    )
    if not rows:
        return
    ended = {person: one.ended for one, people in times.items() for person in people}
    asked = set(Overtime.objects.filter(_told(day)).values_list("person_id", flat=True))
    for row in sorted(rows, key=lambda row: int(row["actor_id"])):
        if row["actor_id"] in asked:
            continue
        over = ended[row["actor_id"]]
        start: datetime = over or row["first"]
        minutes = max(1, -(-int((row["last"] - start).total_seconds()) // 60))
        yield Seen(
            person_id=row["actor_id"], day=day, starts_at=start, ends_at=row["last"], minutes=minutes,
            sort=sort_of(day, works=over is not None), acts=row["n"],
        )  # fmt: skip


def _speaks_of_it(at: datetime) -> bool:
    """Whether the rulebook of that time has overtime asked about."""
    rules = rulebooks.at(at)
    return rules is not None and "overtime.ask" in rules.starts


def _told(day: date) -> Q:
    """Those asked already, and those who had applied for that day."""
    return Q(day=day) & (
        Q(source="journal") | Q(source="applied", status__in=("granted", "asked", "stated", "confirmed"))
    )
