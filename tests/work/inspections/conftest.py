"""A department whose rulebook has an inspection each quarter, and a date for every finding."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.models import Finding, Inspection
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)

RULES = """
## 1.1 客诉十分钟 {#complaints}

十分钟内解决或上报。

## 1.2 谁能巡查 {#access.inspect}

```rule
权限:
  - 岗位: [人事专员]
    可做: [巡查.开始, 巡查.查看]
    范围: 全部
  - 岗位: [客服专员, 客服组长]
    可做: [客诉.受理, 客诉.查看]
    范围: 本组
  - 岗位: [客服组长]
    可做: [问题.查看]
    范围: 本组
  - 岗位: [电商总监]
    可做: [问题.*, 巡查.*]
    范围: 全部
```

## 1.3 每季度巡查 {#inspect}

```rule
例行:
  事项: 本季度的巡查
  责任: 人事专员
  周期: 每季度
  证明: 巡查.结束
  若: 类别 = "内部巡查"
例:
  - 名: 何静三月里查完
    日期: 2026-01-05
    发生: ["2026-03-20 10:00 巡查.结束 by 何静 {类别: 内部巡查}"]
    现在: "2026-04-01 10:00"
    预期结果: ["例行 本季度的巡查 按时 人事专员"]
  - 名: 没有查
    日期: 2026-01-05
    现在: "2026-04-01 10:00"
    预期结果: ["例行 本季度的巡查 逾期"]
```

## 1.4 整改期限 {#correct}

```rule
期限:
  从: [问题.交办, 问题.重开]
  到: 问题.整改
  至: 整改期限
  责任: 经办人
  事项: 整改
  提醒: 1天
  超时处理: {通知: 电商总监}
例:
  - 名: 到期没有整改
    设: {整改期限: "2026-03-03 18:00"}
    日期: 2026-03-02
    发生: ["10:00 问题.交办 by 孟岩"]
    现在: "次日 18:01"
    预期结果: ["逾期 责任 经办人", "通知 电商总监"]
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


def do(actor: Any, action: str, record_id: int | None = None, *, day: int = 0, **data: Any) -> Outcome:
    """Do an action ``day`` days after Monday, 12 October 2026, 9:00."""
    with living_at(MONDAY + timedelta(days=day)):
        return one(action, actor, record_id, **data)


def reported(people: SimpleNamespace, **more: Any) -> Finding:
    """苏禾 saw that 周可 left a complaint lie; 林晓, her superior, handles it."""
    given = {"clause": "complaints", "seen": "上午三件客诉放了半小时", "about": "zhouke"} | more
    return must(do(people.suhe, "finding.report", **given))


def assigned(people: SimpleNamespace, **more: Any) -> Finding:
    """林晓 has 周可 put it right by Friday."""
    finding = reported(people, **more)
    must(do(people.linxiao, "finding.assign", finding.id, person="zhouke", due="2026-10-16"))
    return now(finding)


def corrected(people: SimpleNamespace, **more: Any) -> Finding:
    finding = assigned(people, **more)
    must(do(people.zhouke, "finding.rectify", finding.id, day=1, note="改用计时提醒"))
    return now(finding)


def begun(people: SimpleNamespace, day: int = 0, **more: Any) -> Inspection:
    """何静 looks at the service group's third quarter."""
    given = {"kind": "own", "unit": "service", "first_day": "2026-07-01", "last_day": "2026-09-30"} | more
    return must(do(people.hejing, "inspection.begin", day=day, **({"clauses": ["complaints"]} | given)))


def now(finding: Finding) -> Finding:
    return Finding.objects.get(pk=finding.pk)
