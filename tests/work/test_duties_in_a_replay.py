"""Duties and plans that a draft has otherwise are laid out for the days replayed, and compared like deadlines."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.replaying import Comparison, Counts, compare
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Task
from tests.engine.department import found, put_in_force
from tests.work.duty_rules import BY_WORD, DAILY, rulebook

EARLIER = DAILY.replace("时间: 17:30", "时间: 10:00")
PLAN = """
## 1.4 休假前交接 {{#handover}}
```rule
倒排:
  对象: 请假
  基准: 开始日
  若: 状态 = "已准"
  步骤:
    - {{事项: 列出交接清单, 提前: {days}个工作日, 负责: 客服组长, 执行: [客服专员], 咨询: [运营组长], 知会: [电商总监]}}
```
"""
MAY = """
## 1.8 事项 {#tasks}
```rule
权限: {岗位: [客服组长], 可做: [事项.*, 事项.查看], 范围: 全部}
```
"""


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=HOME)


def does(name: str, who: Actor, when: str, record: int | None = None, **data: Any) -> Any:
    tick(at(when))
    with living_at(at(when)):
        return must(one(name, who, record, **data))


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return found()


@pytest.fixture
def lived(people: SimpleNamespace) -> SimpleNamespace:
    """周可 takes one up at nine on Monday and at noon on Tuesday, 苏禾 never."""
    put_in_force(rulebook(DAILY, MAY))
    with living_at(at("2026-03-02 08:00")):
        lay_out()
    for day, hour in (("02", "09"), ("03", "12")):
        does("complaint.accept", people.zhouke, f"2026-03-{day} {hour}:00", kind="quality")
    tick(at("2026-03-04 08:00"))
    return people


def play(*clauses: str, last: int = 3) -> Comparison:
    with living_at(at("2026-03-04 08:00")):
        return compare(rulebook(*clauses, version="2"), date(2026, 3, 2), date(2026, 3, last))


def of(found: Comparison, rule: str) -> tuple[Counts, Counts]:
    one = next(one for one in found.rules if one.rule == rule)
    return one.now, one.draft


@pytest.mark.requirement("R3.3")
def test_an_earlier_hour_is_missed_by_who_came_at_noon(lived: SimpleNamespace) -> None:
    found = play(EARLIER, MAY)
    now, draft = of(found, "daily/duty-1/owed")
    assert (now.met, now.missed) == (2, 2)
    assert (draft.met, draft.missed) == (1, 3)
    rule = next(one for one in found.rules if one.rule == "daily/duty-1/owed")
    assert (rule.lost, rule.gained) == (1, 0)
    zhouke = next(one for one in found.people if one.person_id == lived.zhouke.person_id)
    assert ((zhouke.now.met, zhouke.now.missed), (zhouke.draft.met, zhouke.draft.missed)) == ((2, 0), (1, 1))
    assert not [given for given in found.given if given.what == "laid_out"]


@pytest.mark.requirement("R3.3")
def test_a_duty_that_is_new_counts_what_people_did_without_it(lived: SimpleNamespace) -> None:
    found = play(DAILY, DAILY.replace("#daily", "#team").replace("客服专员\n", "客服专员\n  任一人: 是\n", 1), MAY)
    now, draft = of(found, "team/duty-1/owed-service")
    assert (now.met, now.missed, draft.met, draft.missed) == (0, 0, 2, 0)


def test_a_duty_that_goes_is_owed_by_nobody(lived: SimpleNamespace) -> None:
    now, draft = of(play(MAY), "daily/duty-1/owed")
    assert (now.met, now.missed) == (2, 2)
    assert draft == Counts()


def test_a_duty_that_stays_is_not_laid_out_anew(lived: SimpleNamespace) -> None:
    now, draft = of(play(DAILY, MAY), "daily/duty-1/owed")
    assert now == draft
    assert (now.met, now.missed) == (2, 2)


@pytest.mark.requirement("R3.3")
def test_what_nobody_could_have_recorded_is_neither_kept_nor_missed(lived: SimpleNamespace) -> None:
    found = play(DAILY, BY_WORD.replace("每月5日", "每月3日"), MAY)
    given = next(one for one in found.given if one.what == "laid_out")
    assert given.count == 1
    assert not [rule for rule in found.rules if rule.rule.startswith("accounts")]


@pytest.mark.requirement("R3.3")
def test_a_step_that_a_plan_wants_sooner_is_missed(people: SimpleNamespace) -> None:
    put_in_force(rulebook(PLAN.format(days=1), MAY))
    days = {"kind": "annual", "first_day": date(2026, 3, 18), "last_day": date(2026, 3, 18)}
    leave = does("leave.draft", people.zhouke, "2026-03-02 09:00", **days)
    does("leave.apply", people.zhouke, "2026-03-02 09:05", leave.pk)
    task = Task.objects.get()  # due on the 17th, under the draft on the 13th
    does("task.start", people.linxiao, "2026-03-16 09:00", task.pk)
    does("task.finish", people.linxiao, "2026-03-16 10:00", task.pk)
    tick(at("2026-03-18 08:00"))
    with living_at(at("2026-03-18 08:00")):
        found = compare(rulebook(PLAN.format(days=3), MAY, version="2"), date(2026, 3, 2), date(2026, 3, 17))
    now, draft = of(found, "handover/plan-1/step-1")
    assert (now.met, now.missed, draft.met, draft.missed) == (1, 0, 0, 1)
    assert found.rules[0].examples[0].id == task.pk
