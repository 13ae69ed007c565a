"""A department whose rulebook asks everybody for a daily report before the end of work, and agents take complaints."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.models import Report
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)

RULES = """
## 1.1 客诉 {#complaints}

```rule
权限:
  - 岗位: [客服专员, 客服组长]
    可做: [客诉.*]
    范围: 本组
  - 岗位: [人事专员]
    可做: [汇报.查看]
    范围: 全部
```

## 1.2 日报 {#daily}

```rule
例行:
  事项: 日报
  责任: [客服专员, 客服组长]
  周期: 每个工作日
  证明: 汇报.提交
  若: 类别 = "日报" 且 非 补交
例:
  - 名: 周可下班前交了
    发生: ["17:20 汇报.提交 by 周可 {类别: 日报}"]
    现在: "18:01"
    预期结果: ["例行 日报 按时 客服专员"]
  - 名: 没有交
    现在: "18:01"
    预期结果: ["例行 日报 逾期"]
```

## 1.3 写四样 {#parts}

```rule
检查:
  当: 汇报.提交
  若: 类别 = "日报" 且 方式 = "书面" 且 写了几项 < 4
  标记: 日报不全
例:
  - 名: 少写一样
    设: {类别: 日报, 方式: 书面, 写了几项: 3}
    发生: ["17:20 汇报.提交 by 周可"]
    预期结果: ["标记 日报不全"]
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


def do(actor: Any, action: str, record_id: int | None = None, *, at: datetime | None = None, **data: Any) -> Outcome:
    """Do an action, by default at 17:20 on Monday, 12 October 2026."""
    with living_at(at or MONDAY + timedelta(hours=8, minutes=20)):
        return one(action, actor, record_id, **data)


WHOLE = {"done": "接待 62 人", "figures": "首次解决率 82%", "problems": "吊牌色差问得多", "plan": "整理色差话术"}


def sent(people: SimpleNamespace, **more: Any) -> Report:
    """周可's report of Monday."""
    return must(do(people.zhouke, "report.send", **(WHOLE | more)))


def now(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)
