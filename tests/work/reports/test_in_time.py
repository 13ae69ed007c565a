"""Weekly and monthly reports of leads, and the monthly summary: what proves them in time, and what does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed, Report
from tests.engine.department import found, put_in_force

from .conftest import WHOLE

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)
FRIDAY = datetime(2026, 10, 16, 16, tzinfo=HOME)
LAST = datetime(2026, 10, 30, 16, tzinfo=HOME)  # the last working day; the 31st is a Saturday

RULES = """
## 1.1 周报 {#weekly}

```rule
例行:
  - {事项: 周报, 责任: 客服组长, 周期: 每周五, 时间: "18:00", 证明: 汇报.提交, 若: 类别 = "周报" 且 非 补交}
  - {事项: 月度小结, 责任: 客服专员, 周期: 每月最后一天, 遇休息日: 提前, 证明: 汇报.提交, 若: 类别 = "月报"}
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    with living_at(MONDAY):
        lay_out()
    return people


def send(actor: object, at: datetime, **given: str) -> Report:
    with living_at(at):
        return must(one("report.send", actor, **(WHOLE | given)))  # type: ignore[arg-type,no-any-return]


def state(name: str, at: datetime, code: str) -> str:
    with living_at(at):
        tick(at)
    owed = Owed.objects.filter(name=name, owner__code=code).order_by("due_at")[0]
    return ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).state


@pytest.mark.requirement("W2.6")
@pytest.mark.parametrize(
    ("given", "at", "expected"),
    [
        ({"kind": "weekly"}, FRIDAY, "met"),
        ({"kind": "weekly"}, FRIDAY + timedelta(hours=2, minutes=1), "missed"),
        ({"kind": "daily"}, FRIDAY, "missed"),
    ],
)
def test_a_weekly_report_in_time(people: SimpleNamespace, given: dict[str, str], at: datetime, expected: str) -> None:
    send(people.linxiao, at, **given)
    assert state("周报", FRIDAY + timedelta(hours=3), "linxiao") == expected


@pytest.mark.requirement("W2.6")
def test_one_handed_in_after_its_week_does_not_count_for_the_next(people: SimpleNamespace) -> None:
    late = send(people.linxiao, FRIDAY + timedelta(days=4), kind="weekly", day="2026-10-14")
    assert late.backfilled
    assert state("周报", FRIDAY + timedelta(days=5), "linxiao") == "missed"
    following = Owed.objects.get(name="周报", owner__code="linxiao", day="2026-10-23")
    assert following.status == "open"


@pytest.mark.requirement("W2.7")
def test_a_monthly_summary_has_its_three_parts_on_the_last_day(people: SimpleNamespace) -> None:
    with living_at(LAST - timedelta(days=7)):
        lay_out()
    given = {"kind": "monthly", "done": "接待 1,300 人", "suggestions": "色差图统一拍", "plan": "双十一排班"}
    report = send(people.zhouke, LAST, **given)
    assert (report.first_day.isoformat(), report.last_day.isoformat()) == ("2026-10-01", "2026-10-31")
    assert report.suggestions == "色差图统一拍"
    assert state("月度小结", LAST + timedelta(hours=3), "zhouke") == "met"
    assert state("月度小结", LAST + timedelta(hours=3), "suhe") == "missed"
