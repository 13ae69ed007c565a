"""The demonstration department, lived from its first day until now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random

from dianzhang.engine.models import Event, Notice, Person
from dianzhang.engine.moment import day_of, living_at
from dianzhang.engine.sequencer import place as place_events
from dianzhang.trade.models import Order
from dianzhang.work.duties.laying import lay_out

from . import (
    boards,
    briefing,
    cast,
    desk_day,
    errands,
    experiments,
    knowledge,
    meetings,
    office,
    planning,
    platform,
    promotion,
    rivals,
    roster,
    scene,
    shop_day,
    story,
    supervision,
    team,
    warehouse_day,
    weekly,
)
from .world import World, clock, days

RULEBOOK = "process-first"
LEAST_DAYS = 3
Report = Callable[[date, int, int], None]  # the day, which of how many


class Inhabited(Exception):
    """Somebody works in this database already."""


@dataclass(frozen=True)
class Lived:
    """What came of it."""

    first: date
    until: datetime
    orders: int
    events: int


def first_day(now: datetime, days_back: int | None) -> date:
    """The first day of the previous month, or so many days back, today included."""
    today = day_of(now)
    if days_back is not None:
        return today - timedelta(days=max(days_back, LEAST_DAYS) - 1)
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def live(
    now: datetime,
    *,
    days_back: int | None = None,
    orders_per_day: int = 40,
    seed: int = 7,
    report: Report | None = None,
) -> Lived:
    """Play the department from its first day to ``now``.  The same (now, seed) gives the same history.

    Raises ``Inhabited`` when there are people already.
    """
    if Person.objects.exists():
        raise Inhabited
    now = now.astimezone(UTC).replace(microsecond=0)
    world = World(first_day(now, days_back), now, orders_per_day, Random(seed))  # noqa: S311 - chance, not a secret
    with living_at(cast.eve(world.first)):
        cast.set_up(RULEBOOK)
        world.people = cast.actors()
    with living_at(cast.opening(world.first)):
        cast.acknowledge(world.people)
        cast.open_shops(world.people, world.first)
        cast.agree_pay(world.people, world.first)
    _plan(world)
    every = days(world.first, day_of(now))
    for number, day in enumerate(every, 1):
        if report is not None:
            report(day, number, len(every))
        world.agenda.live(min(clock(day + timedelta(days=1), 0), now))
        while place_events():
            pass
    _read_notices(now)
    return Lived(world.first, now, Order.objects.count(), Event.objects.count())


def _plan(world: World) -> None:
    """Every morning decides about its day; what is sure to happen has its place."""
    office.plan(world)
    story.plan(world)
    scene.plan(world)
    errands.plan(world)
    promotion.plan(world)
    experiments.plan(world)
    rivals.plan(world)
    supervision.plan(world)
    meetings.plan(world)
    roster.plan(world)
    team.plan(world)
    planning.plan(world)
    platform.plan(world)
    knowledge.plan(world)
    boards.plan(world)
    briefing.plan(world)
    weekly.plan(world)
    every = days(world.first, day_of(world.now))
    desk_day.plan(world, every)
    warehouse_day.plan(world, every)
    for day in every:
        world.agenda.do(clock(day, 0), partial(_morning, world, day))


def _morning(world: World, day: date, _at: datetime) -> None:
    if day == world.first or day.weekday() == 0:  # two weeks ahead each time
        lay_out()
    shop_day.play_day(world, day)


def _read_notices(now: datetime) -> None:
    """What people were told before yesterday they have read."""
    Notice.objects.filter(created_at__lt=now - timedelta(days=1), read_at=None).update(
        read_at=now - timedelta(hours=12)
    )
