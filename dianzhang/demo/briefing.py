"""The morning reports of the last days, each at its hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from dianzhang.engine.moment import day_of
from dianzhang.insight.morning.making import make_due

from .world import World, clock

DAYS = 4  # so many, today's among them: enough to turn the pages


def plan(world: World) -> None:
    today = day_of(world.now)
    for n in range(DAYS):
        day = today - timedelta(days=n)
        if day > world.first:
            world.agenda.do(clock(day, 8, 45), _make)


def _make(_at: datetime) -> None:
    make_due()
