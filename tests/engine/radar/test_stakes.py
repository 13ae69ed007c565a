"""What is about something presses as that does; what has money of its own by its own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import registry
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.work.models import Obstacle
from tests.engine.department import found, put_in_force

from .conftest import NOON, RULES

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R4.7")]
OF_TASKS = """
## 1.3 一天做完 {#tasks}
```rule
期限: {从: 事项.提出, 到: 事项.完成, 时限: 24小时, 责任: 经办人, 事项: 做完事项}
```
## 1.4 一天排除 {#obstacles}
```rule
期限: {从: 阻碍.出现, 到: 阻碍.排除, 时限: 24小时, 责任: 经办人, 事项: 排除阻碍}
```
## 1.5 另作安排组长同意 {#waive}
```rule
审批: {动作: 客诉.另作安排, 审批人: 客服组长, 超时处理: {8小时: 提醒}}
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RULES + OF_TASKS)
    return people


def stake(kind: str, pk: int) -> int | None:
    return ClockRow.objects.get(subject_kind=kind, subject_id=pk, live=True).stake_cents


def complaint(people: SimpleNamespace, amount: str | None) -> Any:
    return must(one("complaint.accept", people.zhouke, kind="quality", amount=amount))


def about(people: SimpleNamespace, of: Any) -> dict[str, Any]:
    parts = {"accountable": "zhouke", "responsible": ["zhouke"], "consulted": ["linxiao"], "informed": ["shenlan"]}
    return {"title": "给买家回个电话", "of_kind": "complaint", "of_id": of.pk, **parts}


def test_a_task_and_what_holds_it_up_take_the_money_of_what_the_task_is_about(people: SimpleNamespace) -> None:
    with living_at(NOON):
        task = must(one("task.propose", people.zhouke, **about(people, complaint(people, "900.00"))))
        must(one("task.start", people.zhouke, task.pk))
        must(one("task.hinder", people.zhouke, task.pk, blocked="电话打不通", to="linxiao"))
    assert stake("task", task.pk) == 900_00
    assert stake("obstacle", Obstacle.objects.get().pk) == 900_00


def test_a_request_takes_that_of_what_it_asks_about(people: SimpleNamespace) -> None:
    with living_at(NOON):
        dear = complaint(people, "900.00")
        rule = ClockRow.objects.get(subject_kind="complaint", subject_id=dear.pk).rule
        asked = one("complaint.excuse", people.linxiao, dear.pk, rule=rule, reason="停电")
        asked = asked if asked.status == "awaiting" else one(
            "complaint.excuse", people.zhouke, dear.pk, rule=rule, reason="停电"
        )  # fmt: skip
    assert stake("approval", asked.approval_id) == 900_00


def test_about_nothing_or_about_what_has_no_amount_it_has_none(people: SimpleNamespace) -> None:
    with living_at(NOON):
        free = must(one("task.propose", people.zhouke, title="浇花", accountable="zhouke", responsible=["zhouke"]))
        vague = must(one("task.propose", people.zhouke, **about(people, complaint(people, None))))
    assert (stake("task", free.pk), stake("task", vague.pk)) == (None, None)


def test_many_at_once_ask_once_what_they_are_about(people: SimpleNamespace) -> None:
    with living_at(NOON):
        given = [about(people, complaint(people, f"{n}00.00")) for n in range(1, 9)]

        def statements(few: list[dict[str, Any]]) -> int:
            with CaptureQueriesContext(connection) as asked:
                assert all(
                    one_.done for one_ in perform("task.propose", [Item(data=data) for data in few], people.zhouke)
                )
            return sum('FROM "service_complaint"' in each["sql"] for each in asked.captured_queries)

        assert statements(given[:1]) == 1 + 1  # whoever proposes must be able to see it: asked for each
        assert statements(given[1:]) == 7 + 1


def test_money_that_is_kept_from_somebody_may_not_order_the_radar() -> None:
    secret = Field("amount", "金额", Unit.MONEY, secret=True)
    with pytest.raises(ValueError, match="amount"):
        Subject("hushed", zh="密件", model=Obstacle, fields=(secret,), stake="amount")
    assert "hushed" not in registry.subjects
