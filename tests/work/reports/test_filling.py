"""A report begins with what is known: what the journal says was done, one's figures, what is due next."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must
from dianzhang.engine.moment import living_at
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.reports.actions import filled
from dianzhang.work.reports.filling import what_is_due, what_was_done
from tests.engine.department import found, put_in_force

from .conftest import MONDAY, RULES, do, sent

TASKS = """
## 1.4 事项 {#tasks}

```rule
权限:
  - 岗位: 全员
    可做: [事项.提出, 事项.查看]
    范围: 本人
```
"""
EVENING = MONDAY + timedelta(hours=8, minutes=20)


@pytest.fixture
def worked(people: SimpleNamespace) -> SimpleNamespace:
    """周可 took in five complaints on Monday and settled two, 林晓 one."""
    with living_at(MONDAY):
        lay_out()
    for n in range(5):
        at = MONDAY + timedelta(minutes=10 * n)
        complaint = must(do(people.zhouke, "complaint.accept", at=at, kind="quality"))
        if n < 2:
            must(do(people.zhouke, "complaint.resolve", complaint.pk, at=at + timedelta(minutes=5), note="换货"))
    must(do(people.linxiao, "complaint.accept", at=MONDAY, kind="service"))
    return people


@pytest.mark.requirement("W2.3")
def test_what_was_done_stands_there_counted(worked: SimpleNamespace) -> None:
    lines = what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date()).splitlines()
    assert [line.partition("（")[0] for line in lines] == ["客诉 · 受理：5 次", "客诉 · 解决：2 次"]
    assert lines[0].endswith("…）")
    assert not lines[1].endswith("…）")


def test_not_what_was_done_on_other_days_or_by_others(worked: SimpleNamespace) -> None:
    tuesday = MONDAY.date() + timedelta(days=1)
    assert what_was_done(worked.zhouke.person_id, tuesday, tuesday) == ""
    assert what_was_done(worked.xunuo.person_id, MONDAY.date(), MONDAY.date()) == ""
    week = what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date() + timedelta(days=6))
    assert "受理：5 次" in week


def test_reporting_itself_is_no_work(worked: SimpleNamespace) -> None:
    sent(worked)
    assert "汇报" not in what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date())


@pytest.mark.requirement("W2.3")
def test_the_form_has_all_but_problems(worked: SimpleNamespace) -> None:
    with living_at(EVENING):
        begun = filled({}, worked.zhouke)
    assert begun["kind"] == "daily"
    assert begun["day"] == "2026-10-12"
    assert "受理：5 次" in begun["done"]
    assert "problems" not in begun
    assert begun["plan"].splitlines() == ["10-13 18:00 日报 10-13 完成"]


@pytest.mark.parametrize("given", [{"day": "gestern"}, {"kind": "yearly"}, {"day": "2026-02-30"}])
def test_an_address_that_says_nonsense_is_today(worked: SimpleNamespace, given: dict[str, str]) -> None:
    with living_at(EVENING):
        assert filled(given, worked.zhouke)["day"] == "2026-10-12"


def test_what_was_done_costs_the_same_for_any_number_of_events(worked: SimpleNamespace) -> None:
    with CaptureQueriesContext(connection) as asked:
        what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date())
    assert len(asked) == 2


def proposed(people: SimpleNamespace, due: datetime, **more: Any) -> None:
    given = {"title": "换主图", "accountable": "zhouke"} | more
    must(do(people.linxiao, "task.propose", at=MONDAY, due_at=due.isoformat(), **given))


@pytest.fixture
def tasks(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES + TASKS)
    return people


def planned(people: SimpleNamespace, who: str = "zhouke", **given: str) -> list[str]:
    with living_at(EVENING):
        return filled(given, getattr(people, who))["plan"].splitlines()


@pytest.mark.requirement("W2.3")
def test_tasks_with_a_date_stand_in_what_comes_next(tasks: SimpleNamespace) -> None:
    proposed(tasks, EVENING - timedelta(hours=2), title="已经晚了的")
    proposed(tasks, MONDAY + timedelta(days=1, hours=2), title="明天上午的")
    proposed(tasks, MONDAY + timedelta(days=2), title="后天的")
    assert planned(tasks) == ["10-12 15:20 事项 已经晚了的 到期", "10-13 11:00 事项 明天上午的 到期"]
    assert planned(tasks, "suhe") == []  # nobody else's


@pytest.mark.requirement("W2.6")
@pytest.mark.parametrize(
    ("kind", "titles"),
    [("daily", ["周二"]), ("weekly", ["周二", "下周日"]), ("monthly", ["周二", "下周日", "月底", "下月底"])],
)
def test_a_week_looks_at_the_next_week_and_a_month_at_the_next_month(
    tasks: SimpleNamespace, kind: str, titles: list[str]
) -> None:
    days = {"周二": 1, "下周日": 13, "月底": 19, "下月底": 49, "再下月": 51}
    for title, later in days.items():
        proposed(tasks, MONDAY + timedelta(days=later), title=title)
    assert [line.split()[-2] for line in planned(tasks, kind=kind)] == titles


def test_of_more_than_fit_it_is_said_how_many(tasks: SimpleNamespace) -> None:
    for n in range(23):
        proposed(tasks, MONDAY + timedelta(days=1, minutes=n), title=f"第{n}件")
    lines = planned(tasks)
    assert (len(lines), lines[-1]) == (21, "还有 3 项")


def test_what_comes_next_costs_the_same_for_any_number(tasks: SimpleNamespace) -> None:
    def cost() -> int:
        with living_at(EVENING), CaptureQueriesContext(connection) as asked:
            what_is_due(tasks.zhouke, "daily", MONDAY.date())
        return len(asked)

    proposed(tasks, MONDAY + timedelta(days=1))
    cost()
    once = cost()
    for n in range(12):
        proposed(tasks, MONDAY + timedelta(days=1, minutes=n))
    assert cost() == once <= 9
