"""The operations group of a company's mall, by the shipped rulebook C21 and the common rules beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.people.department import found_department
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Meeting, Owed
from tests.engine.department import LONG_AGO, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)
PEOPLE = {
    "shenlan": ("沈岚", "director"), "gaoyuan": ("高远", "ops_lead"), "xiaqing": ("夏青", "ops"),
    "bailu": ("白露", "wechat_editor"), "jiangfan": ("江帆", "weibo_editor"), "zhouke": ("周可", "service"),
    "hejing": ("何静", "hr"),
}  # fmt: skip


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    with living_at(LONG_AGO):
        found_department()
        for code, (name, post) in PEOPLE.items():
            must(one("person.add", SYSTEM, code=code, name=name, post=post))
    for name in shipped.together("C21"):
        put_in_force(shipped.read(name))
    return SimpleNamespace(**{person.code: actor_of(person) for person in Person.objects.all()})


@pytest.fixture
def laid(people: SimpleNamespace) -> SimpleNamespace:
    """As on Friday, 9 October 2026, at nine: what is owed stands for two weeks."""
    with living_at(at("9:00", 9)):
        lay_out()
    return people


def at(clock: str, day: int = 12) -> datetime:
    """A time of a day of October 2026; the 12th is a Monday."""
    hours, minutes = map(int, clock.split(":"))
    return MONDAY.replace(hour=hours, minute=minutes) + timedelta(days=day - 12)


def do(actor: Any, action: str, pk: int | None = None, when: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(when):
        return one(action, actor, pk, **data)


def owed(name: str, whose: str = "", day: int = 12) -> str:
    """How what is owed under this name on that day stands, of one person or of a post."""
    rows = Owed.objects.filter(name=name, day=at("9:00", day).date())
    return (rows.filter(owner__code=whose) if whose else rows).get().status


def meeting(kind: str, day: int) -> Meeting:
    return Meeting.objects.get(kind=kind, starts_at__date=at("9:00", day).date())
