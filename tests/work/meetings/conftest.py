"""A department whose group leads hold a stand-up each working day, fifteen minutes at most, and whose director
has all of it together on Monday."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Meeting
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)

RULES = """
## 1.1 站会 {#standup}

```rule
例行:
  事项: 站会
  责任: [运营组长, 客服组长]
  周期: 每个工作日
  时间: "9:00"
  宽限: 15分钟
  证明: 会议.开始
  若: 形式 = "站会"
期限:
  从: 会议.开始
  若: 形式 = "站会"
  到: 会议.结束
  时限: 15分钟
  责任: 经办人
  事项: 站会开完
```

## 1.2 周会 {#weekly}

```rule
例行:
  事项: 周一例会
  责任: 电商总监
  周期: 每周一
  时间: 10:00-12:00
  证明: 会议.结束
  若: 形式 = "周会"
期限:
  从: 会议.开始
  若: 形式 = "周会"
  到: 会议.结束
  时限: 40分钟
  责任: 经办人
  事项: 周会散会
```

## 1.3 谁能召集 {#access}

```rule
权限:
  - 岗位: 全员
    可做: [事项.提出, 事项.查看]
    范围: 本人
  - 岗位: [电商总监]
    可做: [会议.召集, 会议.查看, 事项.查看]
    范围: 全部
  - 岗位: [运营组长, 客服组长]
    可做: [会议.召集, 会议.查看, 客诉.查看]
    范围: 本组
  - 岗位: [客服专员]
    可做: [客诉.受理, 客诉.解决, 客诉.查看]
    范围: 本组
  - 岗位: [运营专员]
    可做: [会议.记纪要]
    范围: 本组
```

## 1.4 客诉十分钟 {#complaints}

```rule
期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 10分钟, 责任: 经办人, 事项: 解决客诉}
审批: {动作: 客诉.解决, 审批人: 客服组长}
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def laid(people: SimpleNamespace) -> SimpleNamespace:
    """As on Monday, 12 October 2026, at half past eight: what is owed stands for two weeks."""
    with living_at(at("8:30")):
        lay_out()
    return people


def at(clock: str, day: int = 12) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime(2026, 10, day, hours, minutes, tzinfo=HOME)


def do(actor: Any, action: str, record_id: int | None = None, *, when: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(when):
        return one(f"meeting.{action}", actor, record_id, **data)


def standup(people: SimpleNamespace, who: Any = None, day: int = 12) -> Meeting:
    """The stand-up of 林晓's group, or of another lead's."""
    chair = who or people.linxiao
    return Meeting.objects.get(kind="standup", owner_id=chair.person_id, starts_at=at("9:00", day))


def now(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)
