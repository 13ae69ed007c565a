"""A department whose rulebook speaks of tasks: whoever wants may propose, group leads lead their group's."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.models import Task
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)

ACCESS = """
## 谁能提事项 {#access.tasks}

```rule
权限:
  - 岗位: 全员
    可做: [事项.提出, 事项.查看]
    范围: 本人
  - 岗位: [运营组长, 客服组长]
    可做: [事项.*]
    范围: 本组
  - 岗位: [电商总监]
    可做: [事项.查看]
    范围: 全部
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(ACCESS)
    return people


def do(actor: Any, action: str, record_id: int | None = None, at: datetime = MONDAY, **data: Any) -> Outcome:
    """Do an action of tasks at a moment."""
    with living_at(at):
        return one(f"task.{action}", actor, record_id, **data)


def poster(people: SimpleNamespace, **more: Any) -> Task:
    """孟岩 answers for the poster, 许诺 makes it, 林晓 is asked, 沈岚 is told."""
    parts = {"accountable": "mengyan", "responsible": ["xunuo"], "consulted": ["linxiao"], "informed": ["shenlan"]}
    return must(do(people.mengyan, "propose", title="双十一主图", **(parts | more)))


def started(people: SimpleNamespace, **more: Any) -> Task:
    task = poster(people, **more)
    must(do(people.xunuo, "start", task.id))
    return Task.objects.get(pk=task.id)
