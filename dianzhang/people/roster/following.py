"""The working time of a post that follows its roster, ``日历: 客服专员排班``: when somebody of the post is on.

Where nothing is published the department's hours count.  What has passed does not change any more, and deadlines that
are under way move with what is to come; so whoever reckons later, with the roster as it was in the end, comes to the
same times.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Sum

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import retried, together
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import HOME, now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.rounds import every
from dianzhang.kernel import clocks
from dianzhang.kernel.calendar import Calendar, china
from dianzhang.kernel.rules import Deadline

from .models import Roster, Turn

FAMILY = "roster"
FRESH = 1.0  # seconds for which a calendar is believed
DAY = timedelta(days=1)
WEEK = 7
log = logging.getLogger("dianzhang.roster")

_Minutes = tuple[int, int]
_kept: dict[str, tuple[float, Any, Calendar]] = {}


def changed() -> None:
    """A roster is another one now: in this process it is read again at once."""
    _kept.clear()


def calendar(post: str) -> Calendar:
    """The working time of a post as it is published now."""
    known = _kept.get(post)
    if known is not None and time.monotonic() - known[0] < FRESH:
        return known[2]
    stamp = _stamp(post)
    if known is None or known[1] != stamp:
        known = (0.0, stamp, _made(post))
    _kept[post] = (time.monotonic(), stamp, known[2])
    return known[2]


registry.calendars_of_posts[FAMILY] = ("排班", calendar)


def _stamp(post: str) -> Any:
    turns = Turn.objects.filter(post=post).aggregate(last=Max("pk"), changes=Sum("revision"))
    unit = organisation().unit_of(post)
    weeks = Roster.objects.filter(unit_id=unit or 0).aggregate(last=Max("pk"), changes=Sum("revision"))
    return unit, turns["last"], turns["changes"], weeks["last"], weeks["changes"]


def _made(post: str) -> Calendar:
    base = china("department")
    days = set(_published(organisation().unit_of(post)))
    hours: dict[date, list[_Minutes]] = defaultdict(list)
    on = Turn.objects.filter(post=post, status="set").values_list("starts_at", "ends_at")
    for begin, end in on:
        for day, span in _by_day(begin, end):
            hours[day].append(span)
    exceptions: dict[date, bool | list[tuple[str, str]]] = {day: _texts(hours[day]) or False for day in days}
    for day, spans in hours.items():  # a night that ends in a week that is not published
        if day not in days and (day - DAY) in days:
            usual = [(_minutes(first), _minutes(last)) for first, last in base.hours_on(day)]
            exceptions[day] = _texts([*usual, *spans])
    return base.with_exceptions(exceptions)


def _published(unit_id: int | None) -> Iterator[date]:
    """The days on which the roster of a unit counts."""
    rows = Roster.objects.filter(unit_id=unit_id or 0, since__isnull=False).values_list("first_day", "since")
    for first, since in rows:
        yield from (day for n in range(WEEK) if since is not None and (day := first + n * DAY) >= since)


def _by_day(begin: datetime, end: datetime) -> Iterator[tuple[date, _Minutes]]:
    """A time cut at midnight."""
    at, end = begin.astimezone(HOME), end.astimezone(HOME)
    while at < end:
        midnight = (at + DAY).replace(hour=0, minute=0, second=0, microsecond=0)
        last = min(midnight, end)
        first = at.hour * 60 + at.minute
        yield at.date(), (first, first + int((last - at).total_seconds()) // 60)
        at = last


def _texts(spans: Iterable[_Minutes]) -> list[tuple[str, str]]:
    """Times laid over one another, as one has them."""
    merged: list[_Minutes] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return [(_clock(first), _clock(last)) for first, last in merged]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(clock: str) -> int:
    hours, minutes = map(int, clock.split(":"))
    return hours * 60 + minutes


# --- deadlines under way ---------------------------------------------------------------


def reckon() -> int:
    """Deadlines that run by a roster fall due by the roster as it is now.  Returns how many moved."""
    moved = 0
    for name, ids in _running().items():
        moved += retried(lambda name=name, ids=ids: _reckon(name, ids))  # type: ignore[misc]
    return moved


def follows(rule: Any) -> bool:
    """Whether a deadline goes by a roster; one that rests now and then keeps what it was given when it went on."""
    if not isinstance(rule, Deadline) or rule.pause or rule.until:
        return False
    return rule.span is not None and rule.span.working and (rule.calendar or "").startswith(f"{FAMILY}:")


def _running() -> dict[str, list[int]]:
    """Records on which such a deadline runs, by kind."""
    open_clocks = ClockRow.objects.filter(live=True, state="running", quiet=False)
    found: dict[str, list[int]] = defaultdict(list)
    for rule, version in open_clocks.values_list("rule", "version_id").distinct():
        if follows(rulebooks.rule_of(version, rule)):
            rows = open_clocks.filter(rule=rule, version_id=version)
            for kind, pk in rows.values_list("subject_kind", "subject_id"):
                found[kind].append(pk)
    return found


def _reckon(name: str, ids: list[int]) -> int:
    moved, subject = 0, registry.subjects[name]
    with together(SYSTEM) as tx:
        tx.take(subject, sorted(set(ids)))
        for pk in sorted(set(ids)):
            state = tx.states.get((name, pk))
            for clock in state.clocks if state is not None else ():
                if clock.state == "running" and follows(clock.rule):
                    was = clock.due_at
                    clocks.reschedule(clock, state.fields, rulebooks.calendar_of)  # type: ignore[union-attr]
                    moved += clock.due_at != was
    return moved


class _Last:
    """What this process reckoned by last."""

    known: Any = None


@every(15)
def reckon_in_time() -> int:
    """As :func:`reckon`, where a roster that the rules in force go by has changed."""
    rules = rulebooks.at(now())
    used = {rule.calendar for rule in rules.rules_of(Deadline) if follows(rule)} if rules is not None else set()
    known = [(name, _stamp(name.partition(":")[2])) for name in sorted(name for name in used if name)]
    if known == _Last.known:
        return 0
    _Last.known = known
    return reckon() if known else 0
