"""A service group with an early and a late shift; a rulebook that wants somebody there from nine to ten at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.people.models import Roster, Shift, Turn
from dianzhang.people.roster.following import changed
from tests.engine.department import HEAD, found, put_in_force

MONDAY = date(2026, 10, 12)
RULES = """
## 1.1 客服值守 {#service.cover}

```rule
值守: {事项: 客服有人, 岗位: 客服专员, 时间: 09:00-22:00, 责任: 客服组长}
例:
  - 名: 晚上没人
    设: {在岗: {客服专员: [09:00-17:00]}}
    预期结果: [缺口 17:00-22:00]
```

## 1.2 请假 {#leave}

```rule
权限:
  - {岗位: 全员, 可做: [请假.填写, 请假.申请, 请假.撤销], 范围: 本人}
```

## 1.3 客诉跟着排班 {#complaints}

```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [客诉.受理, 客诉.解决, 客诉.查看], 范围: 本组}
期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 2工作小时, 日历: 客服专员排班, 责任: 经办人, 事项: 解决客诉}
```
"""
HEAD_OF_POSTS = HEAD + RULES[RULES.index("## 1.3") :]


def at(clock: str, day: int = 12) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime(2026, 10, day, hours, minutes, tzinfo=HOME)


def do(actor: Actor, action: str, record: int | None = None, *, when: datetime, **data: Any) -> Outcome:
    with living_at(when):
        return one(action, actor, record, **data)


@pytest.fixture(autouse=True)
def _read_again() -> None:
    """The calendars of posts, kept for a second, are those of another test's database."""
    changed()


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def shifts(people: SimpleNamespace) -> SimpleNamespace:
    return make_shifts(people)


def make_shifts(people: SimpleNamespace) -> SimpleNamespace:
    """早班 9–17, 晚班 14–22, 夜班 22–6: made by 林晓, who leads the group."""
    hours = {"early": ("早班", "9:00", "17:00"), "late": ("晚班", "14:00", "22:00"), "night": ("夜班", "22:00", "6:00")}
    made = {}
    for code, (name, begins, ends) in hours.items():
        asked = do(people.linxiao, "shift.define", when=at("8:00", 8), name=name, begins=begins, ends=ends)
        made[code] = must(asked)
    return SimpleNamespace(**made)


Plan = Callable[..., Roster]


@pytest.fixture
def week(people: SimpleNamespace, shifts: SimpleNamespace) -> Plan:
    """``week({"zhouke": "EEEEE..", "suhe": "LLLLL.."})``: painted and published on Friday before."""
    return partial(plan_week, people, shifts)


def plan_week(
    people: SimpleNamespace,
    shifts: SimpleNamespace,
    plan: dict[str, str],
    first: date = MONDAY,
    when: datetime | None = None,
    publish: bool = True,
) -> Roster:
    when = when or at("16:00", 9)
    roster = Roster.objects.filter(first_day=first).first() or must(
        do(people.linxiao, "roster.begin", when=when, first_day=first)
    )
    must(do(people.linxiao, "roster.paint", roster.pk, when=when, cells=cells(people, shifts, plan, first)))
    if publish:
        must(do(people.linxiao, "roster.publish", roster.pk, when=when))
    return Roster.objects.get(pk=roster.pk)


def cells(people: SimpleNamespace, shifts: SimpleNamespace, plan: dict[str, str], first: date = MONDAY) -> list[str]:
    letters: dict[str, Shift | None] = {"E": shifts.early, "L": shifts.late, "N": shifts.night, ".": None}
    return [
        f"{getattr(people, code).person_id}:{(first + timedelta(days=n)).isoformat()}:{shift.pk if shift else 0}"
        for code, line in plan.items()
        for n, letter in enumerate(line)
        for shift in [letters[letter]]
    ]


FULL = {"zhouke": "EEEEEEE", "suhe": "LLLLLLL"}


def turn(actor: Actor, day: int) -> Turn:
    return Turn.objects.get(owner_id=actor.person_id, status="set", day=date(2026, 10, day))


def on_leave(person: Actor, day: int, last: int | None = None) -> None:
    """Granted the Friday before, for no rule here asks anybody."""
    first, until = date(2026, 10, day), date(2026, 10, last or day)
    leave = must(do(person, "leave.draft", when=at("10:00", 9), kind="sick", first_day=first, last_day=until))
    must(do(person, "leave.apply", leave.pk, when=at("10:00", 9)))
