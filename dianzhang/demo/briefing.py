"""The morning reports of the last days, each at its hour, and the alarms that go off an hour later."""

from __future__ import annotations

from datetime import datetime, timedelta

from dianzhang.engine.moment import day_of
from dianzhang.insight.alarms.rounds import watch
from dianzhang.insight.morning.making import make_due

from .world import World, clock

DAYS = 4  # so many, today's among them: enough to turn the pages


def plan(world: World) -> None:
    today = day_of(world.now)
    for n in range(DAYS):
        day = today - timedelta(days=n)
        if day > world.first:
            world.agenda.do(clock(day, 8, 45), _make)
            world.agenda.do(clock(day, 9, 45), _watch)


def _make(_at: datetime) -> None:
    make_due()


def _watch(_at: datetime) -> None:
    watch()
