"""Steps of a plan become tasks when the date they are reckoned from is set, and move with it."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.work.models import Task
from tests.engine.department import found, put_in_force

RULES = """
## 1.1 休假前交接 {#handover}
```rule
倒排:
  对象: 请假
  基准: 开始日
  若: 状态 = "已准" 且 天数 >= 3
  步骤:
    - {事项: 列出交接清单, 提前: 3个工作日, 负责: 运营组长, 执行: [运营专员], 咨询: [客服组长], 知会: [电商总监]}
    - {事项: 问问还有什么没接上, 推后: 1个工作日, 负责: 运营组长}
```

## 1.2 赶发货 {#rush}
```rule
倒排:
  对象: 订单
  基准: 承诺发货时间
  步骤:
    - {事项: 备好货, 提前: 2天, 负责: 仓储专员}
    - {事项: 问到没到, 推后: 3天, 负责: 客服组长}
```

## 1.9 谁能做什么 {#access}
```rule
权限:
  - {岗位: 全员, 可做: [请假.*], 范围: 本人}
  - {岗位: [仓储专员, 运营组长, 客服组长], 可做: [事项.*], 范围: 全部}
```
"""


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=HOME)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


def leave(people: SimpleNamespace, first: date, last: date, now: str = "2026-03-02 09:00") -> Any:
    with living_at(at(now)):
        asked = must(one("leave.draft", people.xunuo, kind="annual", first_day=first, last_day=last))
        assert not Task.objects.exists()  # nothing is granted yet
        return must(one("leave.apply", people.xunuo, asked.id))


def dates() -> dict[str, str]:
    return {task.title: f"{task.due_at.astimezone(HOME):%m-%d %H:%M}" for task in Task.objects.order_by("id")}  # type: ignore[union-attr]


@pytest.mark.requirement("R2.8")
def test_the_steps_become_tasks_with_their_parts_and_clocks(people: SimpleNamespace) -> None:
    granted = leave(people, date(2026, 3, 18), date(2026, 3, 20))
    assert dates() == {"列出交接清单": "03-13 18:00", "问问还有什么没接上": "03-19 18:00"}
    task = Task.objects.get(title="列出交接清单")
    assert (task.owner_id, task.of_kind, task.of_id, task.planned) == (
        people.mengyan.person_id, "leave", granted.id, True,
    )  # fmt: skip
    assert sorted(task.roles.values_list("letter", "post")) == [
        ("A", "ops_lead"), ("C", "service_lead"), ("I", "director"), ("R", "ops"),
    ]  # fmt: skip
    made = Event.objects.get(kind="task.plan", subject_id=task.pk)
    cause = Event.objects.get(kind="leave.apply")
    assert (made.rule, made.cause_id, made.actor_id) == ("handover/plan-1", cause.pk, None)
    clock = ClockRow.objects.get(subject_kind="task", subject_id=task.pk)
    assert (clock.rule, clock.due_at, clock.owner_id) == (
        "handover/plan-1/step-1", at("2026-03-13 18:00"), people.mengyan.person_id,
    )  # fmt: skip
    assert people.xunuo.person_id in Notice.objects.filter(subject_kind="task").values_list("person_id", flat=True)


def test_a_step_finished_in_time_is_kept_and_one_that_is_not_is_missed(people: SimpleNamespace) -> None:
    leave(people, date(2026, 3, 18), date(2026, 3, 20))
    task = Task.objects.get(title="列出交接清单")
    with living_at(at("2026-03-12 10:00")):
        must(one("task.start", people.mengyan, task.pk))
        must(one("task.finish", people.mengyan, task.pk))
    tick(at("2026-03-20 10:00"))
    assert list(ClockRow.objects.filter(subject_kind="task").order_by("due_at").values_list("state", flat=True)) == [
        "met", "missed",
    ]  # fmt: skip


def test_a_short_leave_has_no_plan(people: SimpleNamespace) -> None:
    leave(people, date(2026, 3, 18), date(2026, 3, 19))
    assert not Task.objects.exists()


def test_what_has_passed_is_due_at_once_and_says_so(people: SimpleNamespace) -> None:
    leave(people, date(2026, 3, 18), date(2026, 3, 20), now="2026-03-16 10:00")
    task = Task.objects.get(title="列出交接清单")
    assert task.due_at == at("2026-03-16 18:00")
    assert "2026-03-13" in task.description


@pytest.mark.requirement("R2.8")
def test_when_there_is_nothing_to_reckon_from_any_more_the_open_steps_are_given_up(people: SimpleNamespace) -> None:
    granted = leave(people, date(2026, 3, 18), date(2026, 3, 20))
    with living_at(at("2026-03-03 10:00")):
        must(one("leave.cancel", people.xunuo, granted.id))
    assert set(Task.objects.values_list("status", flat=True)) == {"cancelled"}
    assert set(ClockRow.objects.filter(subject_kind="task").values_list("state", "live")) == {("stopped", False)}


@pytest.fixture
def order(people: SimpleNamespace) -> Any:
    with living_at(at("2026-03-02 09:00")):
        must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
        promised = at("2026-03-11 20:00")
        return must(one("order.enter", PLATFORM, shop="tmall-1", number="1", total="99", promised_at=promised))


@pytest.mark.requirement("R2.8")
def test_when_the_date_moves_the_open_steps_move_and_their_clocks(people: SimpleNamespace, order: Any) -> None:
    assert dates() == {"备好货": "03-09 18:00", "问到没到": "03-15 00:00"}
    with living_at(at("2026-03-03 10:00")):
        ready = Task.objects.get(title="备好货")
        must(
            one(
                "task.name",
                people.chenmo,
                ready.pk,
                responsible=["chenmo"],
                consulted=["zhaoning"],
                informed=["linxiao"],
            )
        )
        must(one("task.start", people.chenmo, ready.pk))
        must(one("task.finish", people.chenmo, ready.pk))
    with living_at(at("2026-03-04 10:00")):
        must(one("order.update", PLATFORM, order.id, promised_at=at("2026-03-13 20:00")))
    assert dates() == {"备好货": "03-09 18:00", "问到没到": "03-16 18:00"}
    moved = Event.objects.get(kind="task.move")
    assert (moved.rule, moved.cause_id) == ("rush/plan-1", Event.objects.get(kind="order.update").pk)
    clock = ClockRow.objects.get(rule="rush/plan-1/step-2")
    assert (clock.state, clock.due_at) == ("running", at("2026-03-16 18:00"))


def test_what_people_gave_up_stays_given_up(people: SimpleNamespace, order: Any) -> None:
    with living_at(at("2026-03-03 10:00")):
        must(one("task.cancel", people.linxiao, Task.objects.get(title="问到没到").pk, reason="买家自己会看"))
        must(one("order.update", PLATFORM, order.id, promised_at=at("2026-03-13 20:00")))
    assert list(Task.objects.order_by("id").values_list("title", "status")) == [
        ("备好货", "todo"), ("问到没到", "cancelled"),
    ]  # fmt: skip


def test_the_same_date_told_again_changes_nothing(people: SimpleNamespace, order: Any) -> None:
    events = Event.objects.filter(subject_kind="task").count()
    with living_at(at("2026-03-03 10:00")):
        one("order.update", PLATFORM, order.id, promised_at=at("2026-03-11 20:00"), total="98")
    assert Event.objects.filter(subject_kind="task").count() == events
