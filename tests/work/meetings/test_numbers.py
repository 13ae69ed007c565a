"""The numbers on an agenda: of which days, and whose."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.html import strip_tags

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.work.meetings.numbers import lines, spans
from dianzhang.work.models import Meeting
from tests.engine.department import found, put_in_force

from .conftest import RULES, at, do


@pytest.mark.requirement("W1.3")
@pytest.mark.parametrize(
    ("kind", "day", "of", "before"),
    [
        ("morning", "2026-10-12", ("2026-10-11", "2026-10-11"), ("2026-10-04", "2026-10-04")),
        ("weekly", "2026-10-12", ("2026-10-05", "2026-10-11"), ("2026-09-28", "2026-10-04")),
        ("friday", "2026-10-16", ("2026-10-09", "2026-10-15"), ("2026-10-02", "2026-10-08")),
        ("monthly", "2026-11-04", ("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30")),
        ("strategy", "2026-11-25", ("2026-11-01", "2026-11-24"), ("2026-10-01", "2026-10-31")),
        ("quarterly", "2026-03-31", ("2026-01-01", "2026-03-30"), ("2025-10-01", "2025-12-31")),
        ("quarterly", "2026-04-03", ("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31")),
    ],
)
def test_of_which_days(kind: str, day: str, of: tuple[str, str], before: tuple[str, str]) -> None:
    days = spans(kind, date.fromisoformat(day))
    assert [tuple(map(str, one)) for one in days] == [of, before]


NUMBERS = """
## 1.5 数 {#numbers}

```rule
指标:
  - {名: 到期件数, 公式: 应履约时限数, 单位: 数量, 方向: 低越好, 粒度: 日}
  - {名: 净支付金额, 公式: 支付金额 - 退款金额, 单位: 金额, 方向: 高越好, 粒度: 日}
权限: {岗位: 客服组长, 可做: [客诉.查看, 例行.查看, 会议.查看], 范围: 本组}
```
"""


@pytest.fixture
def counted(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES + NUMBERS)
    for day, times in ((11, 3), (4, 2)):
        with living_at(at("10:00", day)):
            for _n in range(times):
                must(one("complaint.accept", people.zhouke, kind="quality"))
    return people


@pytest.mark.requirement("W1.3")
def test_yesterday_beside_the_same_weekday_before(counted: SimpleNamespace) -> None:
    called = must(do(counted.linxiao, "call", kind="morning", starts_at=at("9:30").isoformat()))
    meeting = Meeting.objects.get(pk=called.id)
    tick(at("9:30"))
    with living_at(at("9:30")):
        told = {one.name: (strip_tags(one.value), strip_tags(one.before)) for one in lines(meeting, counted.linxiao)}
        assert told == {"到期件数": ("3", "2")}  # orders are not theirs to see
        assert lines(meeting, counted.hejing) == []
