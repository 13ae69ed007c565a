"""What the players of the simulation share: time, chance, people, and what they keep in mind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.moment import HOME, day_of, start_of
from dianzhang.engine.outcome import Item, Outcome

from .agenda import Agenda

BEAT = 1200  # seconds
WAVE = 150  # and so long a wave lasts


@dataclass
class World:
    """``first`` is the first day lived, ``now`` where the simulation ends.

    ``apart`` holds numbers of orders that the daily rounds leave alone; ``overlooked`` and ``backlog`` until when an
    order is not seen at the desk, not found in the warehouse.
    """

    first: date
    now: datetime
    orders_per_day: int
    rng: Random
    people: dict[str, Actor] = field(default_factory=dict)
    agenda: Agenda = field(default_factory=Agenda)
    apart: set[str] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)  # orders whose release waits for approval
    overlooked: dict[str, datetime] = field(default_factory=dict)
    backlog: dict[str, datetime] = field(default_factory=dict)
    placed: int = 0
    away: dict[str, set[date]] = field(default_factory=dict)  # on leave

    @property
    def start(self) -> datetime:
        return start_of(self.first)

    def act(
        self, action: str, who: str, record_id: int | None = None, *, at: datetime | None = None, **data: Any
    ) -> Outcome:
        """Somebody does something to one record, in the moment it is."""
        return perform(action, Item(record_id, None, data or None), self.people[who], at=at)[0]

    def beat(self, moment: datetime) -> datetime:
        """The next time that a platform has news after ``moment``: about three times an hour, all shops together.

        Buyers and couriers keep no such time; that what they do comes in small waves is what makes a month quick to
        play, and nobody sees it.
        """
        third = int(moment.timestamp()) // BEAT + 1
        return datetime.fromtimestamp(third * BEAT + third * 7919 % (BEAT - WAVE), UTC) + self.minutes(0, WAVE / 60)

    def minutes(self, low: float, high: float) -> timedelta:
        """Some time between, to the second."""
        return timedelta(seconds=round(self.rng.uniform(low, high) * 60))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in the department."""
    return start_of(day) + timedelta(hours=hour, minutes=minute)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def works(day: date) -> bool:
    """A working day of the department?"""
    calendar: Any = rulebooks.calendar_of(None)
    return bool(calendar.is_working_day(day))


def daytime(moment: datetime) -> datetime:
    """``moment`` if people are awake then, else the next morning."""
    hour = moment.astimezone(HOME).hour
    if 9 <= hour < 20:
        return moment
    day = day_of(moment) + timedelta(days=1 if hour >= 20 else 0)
    return clock(day, 9, 30)
