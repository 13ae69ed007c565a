"""Every morning: who acted after their hours yesterday?  Each is asked once; nothing is counted by that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
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

from .law import sort_of
from .models import Overtime
from .settling import Seen

PAUSE = 600.0  # seconds between two looks
NIGHT = timedelta(hours=5)  # who works past midnight still works the day before
GRACE = timedelta(minutes=30)  # finishing what one is at asks no question
BACK = 7  # days that are looked at again, where no worker ran
NO_WORK = ("overtime", "saved_view", "token", "leave", "activity", "suggestion", "person")  # one's own affairs


@every(PAUSE)
def ask_in_time() -> int:
    """Ask about yesterday and, where no worker ran, the days before; what was granted and is over, too."""
    at = now()
    rules = rulebooks.at(at)
    if rules is None or "overtime.ask" not in rules.starts:
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
    """What the journal shows of those who acted after their hours on a day and were not asked: one query, or two."""
    calendar = rulebooks.calendar_of(None)
    works = calendar.is_working_day(day)
    ended = _at(day, calendar.hours_on(day)[-1][1]) if works else start_of(day) + NIGHT
    since = ended + GRACE if works else ended
    until = start_of(day + timedelta(days=1)) + NIGHT
    begun = rulebooks.at(since)
    if begun is None or "overtime.ask" not in begun.starts:
        return
    org = organisation(day)
    acted = Event.objects.filter(
        actor_id__in=sorted(org.posts_of), rule="", cause_id=None, occurred_at__gt=since, occurred_at__lt=until,
        recorded_at__lt=until + timedelta(days=1),
    ).exclude(subject_kind__in=NO_WORK)  # fmt: skip
    rows: list[Any] = list(
        acted.values("actor_id").annotate(first=Min("occurred_at"), last=Max("occurred_at"), n=Count("id")).order_by()
    )
    if not rows:
        return
    asked = set(Overtime.objects.filter(_told(day)).values_list("person_id", flat=True))
    for row in sorted(rows, key=lambda row: int(row["actor_id"])):
        if row["actor_id"] in asked:
            continue
        start: datetime = ended if works else row["first"]
        minutes = max(1, -(-int((row["last"] - start).total_seconds()) // 60))
        yield Seen(
            person_id=row["actor_id"], day=day, starts_at=start, ends_at=row["last"], minutes=minutes,
            sort=sort_of(day, works=works), acts=row["n"],
        )  # fmt: skip


def _told(day: date) -> Q:
    """Those asked already, and those who had applied for that day."""
    return Q(day=day) & (
        Q(source="journal") | Q(source="applied", status__in=("granted", "asked", "stated", "confirmed"))
    )


def _at(day: date, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return start_of(day) + timedelta(hours=hours, minutes=minutes)
