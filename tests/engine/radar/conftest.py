"""A department in which a post of two owes every complaint, and its lead the answer to big ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.radar.asking import Asked
from dianzhang.engine.radar.counting import counted
from dianzhang.engine.radar.lines import Page, page
from tests.engine.department import found, put_in_force

NOON = datetime(2026, 11, 23, 12, tzinfo=HOME)
RULES = """
## 1.1 两小时解决 {#solve}
```rule
期限:
  从: 客诉.受理
  到: 客诉.解决
  时限: 2小时
  责任: 客服专员
  事项: 解决客诉
```
## 1.2 组长给方案 {#plan}
```rule
期限:
  从: 客诉.上报
  到: 客诉.给出方案
  时限: 1小时
  责任: 客服组长
  事项: 给出方案
```
## 1.9 谁能做什么 {#access}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [客诉.*, 事项.*], 范围: 本组}
  - {岗位: 全员, 可做: [请假.*], 范围: 本人}
```
"""

Accept = Callable[..., Any]


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def accept(people: SimpleNamespace) -> Accept:
    """``accept(ago=30, amount="88.00")``: a complaint taken up so many minutes before noon, due in two hours."""

    def taken_up(ago: int = 0, amount: str | None = None, who: Actor | None = None) -> Any:
        with living_at(NOON - timedelta(minutes=ago)):
            return must(one("complaint.accept", who or people.zhouke, kind="quality", amount=amount))

    return taken_up


def look(actor: Actor, after: str = "", size: int = 50, moment: datetime = NOON, **asked: Any) -> Page:
    """What somebody sees at noon."""
    wanted = Asked(**asked)
    with living_at(moment):
        return page(actor, wanted, moment, counted(actor, wanted, moment).bands, after, size)


def ids(found: Page) -> list[int]:
    return [line.record.pk for line in found.lines]
