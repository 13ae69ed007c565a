"""Entries as iCalendar (RFC 5545): stable ids, the department's own time with its zone, alarms before what is due.

The same entries give the same bytes, so that a reader can be told that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

HOME = ZoneInfo("Asia/Shanghai")
EVERY = timedelta(hours=1)  # how often readers are asked to look again
PRODUCT = "-//Dianzhang//Calendar//ZH"


@dataclass(frozen=True)
class Entry:
    """One thing on a calendar: from ``begin`` to ``end``, instants, or days of which ``end`` is the last.

    ``stamp`` is when it was last known to have changed; ``alarm``: so long before it begins the reader is reminded.
    """

    uid: str
    title: str
    begin: datetime | date
    end: datetime | date
    stamp: datetime
    url: str = ""
    alarm: timedelta | None = None


def written(name: str, entries: Iterable[Entry]) -> bytes:
    """A whole calendar under a name."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", HOME.key)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in sorted(entries, key=lambda one: one.uid):
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    if isinstance(entry.begin, datetime) and isinstance(entry.end, datetime):
        event.add("dtstart", entry.begin.astimezone(HOME))
        event.add("dtend", entry.end.astimezone(HOME))
    else:
        event.add("dtstart", entry.begin)
        event.add("dtend", entry.end + timedelta(days=1))  # which is the first day that it is not
    if entry.url:
        event.add("url", entry.url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if entry.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", -entry.alarm)
        event.add_component(alarm)
    return event
