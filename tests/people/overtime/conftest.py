"""The department of the process-first rulebook, and an evening."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.people.overtime.asking import ask_in_time
from dianzhang.people.overtime.models import Overtime
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)
DAY = timedelta(days=1)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def at(day: int, clock: str) -> datetime:
    """So many days after that Monday, at this time."""
    hours, minutes = map(int, clock.split(":"))
    return MONDAY.replace(hour=hours, minute=minutes) + day * DAY


def works(actor: Any, *moments: datetime) -> None:
    """Somebody takes a complaint in."""
    for moment in moments:
        with living_at(moment):
            must(one("complaint.accept", actor, kind="quality", demand="退货"))


def do(actor: Any, action: str, record_id: int | None = None, when: datetime | None = None, **data: Any) -> Outcome:
    with living_at(when or at(1, "10:00")):
        return one(f"overtime.{action}", actor, record_id, **data)


def morning(day: int = 1, clock: str = "08:00") -> int:
    with living_at(at(day, clock)):
        return ask_in_time()


def asked(people: SimpleNamespace, last: str = "20:30") -> Overtime:
    """周可 worked until then on Monday, and was asked on Tuesday."""
    works(people.zhouke, at(0, last))
    assert morning() == 1
    return Overtime.objects.get(source="journal")


def stated(people: SimpleNamespace, last: str = "20:30", **more: Any) -> Overtime:
    overtime = asked(people, last)
    given = {"ground": "assigned", "person": "linxiao", "reason": "补录大促客诉", "minutes": overtime.minutes} | more
    return must(do(people.zhouke, "state", overtime.id, **given))


def now(overtime: Overtime) -> Overtime:
    return Overtime.objects.get(pk=overtime.pk)
