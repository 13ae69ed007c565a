"""What climbs at night reaches whoever is on shift then, of a post that works in turns; nobody of it, who is above."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must
from dianzhang.engine.models import Notice
from dianzhang.engine.tick import tick
from tests.engine.department import found, put_in_force

from .conftest import RULES, Plan, at, do, on_leave

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.7")]
CLIMBS = """
## 1.4 一小时没解决 {#climbs}

```rule
期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 1小时, 责任: 经办人, 事项: 尽快解决, 超时处理: {通知: [客服专员, 客服组长]}}
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES[RULES.index("## 1.2") :] + CLIMBS)
    return people


Told = Callable[..., list[str]]


@pytest.fixture
def told(people: SimpleNamespace) -> Told:
    """``told("22:00", 14)``: a complaint taken in then, and who hears an hour later that nobody solved it."""
    codes = {actor.person_id: code for code, actor in vars(people).items()}

    def hear(clock: str, day: int) -> list[str]:
        taken: Any = must(do(people.linxiao, "complaint.accept", when=at(clock, day), kind="quality"))
        hours, minutes = clock.split(":")
        tick(at(f"{int(hours) + 1}:{int(minutes) + 1}", day))
        lines = Notice.objects.filter(kind="escalated", subject_id=taken.pk).order_by("id")
        return [codes[line.person_id] for line in lines]

    return hear


def test_without_a_roster_all_who_hold_the_post(people: SimpleNamespace, told: Told) -> None:
    assert told("22:00", 14) == ["zhouke", "suhe", "linxiao"]


def test_by_a_roster_whoever_is_on(people: SimpleNamespace, told: Told, week: Plan) -> None:
    week({"zhouke": "EEEEE..", "suhe": "NNNNN.."})
    assert told("22:00", 14) == ["suhe", "linxiao"]
    assert told("10:00", 15) == ["zhouke", "linxiao"]
    assert told("1:00", 15) == ["suhe", "linxiao"]  # came the evening before


def test_while_nobody_is_on_those_who_hold_it_and_whoever_is_reached(
    people: SimpleNamespace, told: Told, week: Plan
) -> None:
    week({"zhouke": "EEEEE..", "suhe": "LLLLL.."})
    assert sorted(told("22:00", 14)) == ["linxiao", "suhe", "zhouke"]


def test_who_is_on_leave_is_not_on(people: SimpleNamespace, told: Told, week: Plan) -> None:
    week({"zhouke": "NNNNN..", "suhe": "NNNNN.."})
    on_leave(people.suhe, 14)
    assert told("22:00", 14) == ["zhouke", "linxiao"]


def test_many_at_once_ask_once_who_is_on(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEEE..", "suhe": "NNNNN.."})

    def statements(hour: int, n: int) -> int:
        for _one in range(n):
            must(do(people.linxiao, "complaint.accept", when=at(f"{hour}:00", 14), kind="quality"))
        with CaptureQueriesContext(connection) as asked:
            tick(at(f"{hour + 1}:01", 14))
        return sum('FROM "people_turn"' in one["sql"] and '"post" IN' in one["sql"] for one in asked)

    assert statements(10, 1) == statements(14, 8) > 0
