"""A command is judged by what it would make of its record: gates and refusing checks stand before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from dianzhang.engine import registry
from dianzhang.engine.act import must, one
from dianzhang.engine.facts import read_wish
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command
from dianzhang.kernel.money import cents
from dianzhang.work.models import Task
from tests.engine.asking import MONDAY, agree
from tests.engine.department import found, put_in_force
from tests.engine.fourth import LOAN, Loan

RULES = """
## 1.1 样品 {#samples}
```rule
权限: {岗位: [运营专员, 运营组长], 可做: [样品.预约, 样品.改价, 样品.查看, 事项.提出], 范围: 本组}
审批:
  - {动作: 样品.预约, 若: 价值 > 500元, 审批人: 运营组长}
  - {动作: 样品.改价, 若: 价值 > 500元, 审批人: 运营组长}
  - {动作: 事项.提出, 若: 重要, 审批人: 运营组长}
检查:
  - {当: 样品.预约, 若: 价值 > 10000元, 标记: 太贵，不外借, 处置: 拒绝}
  - {当: 事项.提出, 若: 重要 且 负责人数 = 0, 标记: 先写明谁负责, 处置: 拒绝}
```
"""


class Booking(BaseModel):
    host: str = Kept(min_length=1)
    worth: Decimal = Kept(gt=0)


class NewWorth(BaseModel):
    worth: Decimal | None = Kept(None, gt=0)


@pytest.fixture
def people(loans: type) -> Iterator[SimpleNamespace]:
    """Two commands more, as a module would declare them; gone again afterwards."""

    @command("loan.book", zh="样品.预约", on=LOAN, creates=True, input=Booking)
    def book(rows: Batch[Loan, Booking], act: Act) -> None:
        for loan, wish in rows:
            loan.host, loan.worth_cents = wish.host, cents(wish.worth)
            loan.owner_id, loan.unit_id = act.actor.person_id, act.actor.unit_id

    @command("loan.price", zh="样品.改价", on=LOAN, input=NewWorth)
    def price(rows: Batch[Loan, NewWorth], act: Act) -> None:
        for loan, wish in rows:
            if wish.worth is not None:
                loan.worth_cents = cents(wish.worth)

    department = found()
    put_in_force(RULES)
    with living_at(MONDAY):
        yield department
    for name in ("loan.book", "loan.price"):
        del registry.actions[name], LOAN.actions[name]
    LOAN._words = None


@pytest.mark.parametrize(
    ("worth", "status"), [("500", "done"), ("500.01", "awaiting"), ("10000", "awaiting"), ("10000.01", "refused")]
)
def test_what_is_asked_for_decides_before_the_record_is_there(people: Any, worth: str, status: str) -> None:
    outcome = one("loan.book", people.xunuo, host="阿满", worth=worth)
    assert outcome.status == status
    assert Loan.objects.count() == (status == "done")
    assert ("太贵，不外借" in outcome.why) == (status == "refused")


def test_whoever_may_not_is_refused_before_anybody_is_asked(people: Any) -> None:
    assert one("loan.book", people.zhouke, host="阿满", worth="900").status == "refused"
    assert not Approval.objects.exists()


def test_what_was_agreed_to_is_what_is_made(people: Any) -> None:
    asked = one("loan.book", people.xunuo, host="阿满", worth="900")
    assert agree(people.mengyan, Approval.objects.get(pk=asked.approval_id)).done
    assert Loan.objects.get().worth_cents == 90_000


def test_of_a_change_the_new_value_counts_and_where_none_is_given_that_of_the_record(people: Any) -> None:
    loan = must(one("loan.book", people.xunuo, host="阿满", worth="100"))
    assert one("loan.price", people.xunuo, loan.id, worth="400").done
    asked = one("loan.price", people.xunuo, loan.id, worth="501")
    assert asked.status == "awaiting"
    assert agree(people.mengyan, Approval.objects.get(pk=asked.approval_id)).done
    assert one("loan.price", people.xunuo, loan.id, worth="400").done  # what the record has does not count
    assert one("loan.price", people.xunuo, loan.id, worth="900").status == "awaiting"


@pytest.mark.parametrize(("important", "status"), [(False, "done"), (True, "refused")])
def test_a_truth_of_a_task_that_is_only_proposed(people: Any, important: bool, status: str) -> None:
    outcome = one("task.propose", people.xunuo, title="拍样品", important=important)
    assert outcome.status == status
    assert Task.objects.count() == (status == "done")


class Odd(BaseModel):
    """Inputs of the names of fields, whose values are not theirs."""

    worth: str | int | bool | Decimal | None = Kept(None)
    host: Literal["a"] | list[str] | int | None = Field(None, json_schema_extra={"kept": True})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"worth": Decimal("12.5")}, {"worth": Decimal("12.5")}),
        ({"worth": 12}, {"worth": Decimal(12)}),
        ({"worth": "post:ops"}, {}),
        ({"worth": True}, {}),
        ({"worth": None}, {}),
        ({"host": "a"}, {"host": "a"}),
        ({"host": ["a", "b"]}, {}),
        ({"host": 3}, {}),
    ],
)
def test_only_a_value_of_the_fields_kind_is_read(given: dict[str, Any], read: dict[str, Any]) -> None:
    action = SimpleNamespace(wished=("worth", "host"), subject=LOAN)
    assert read_wish(action, Odd.model_construct(**{"worth": None, "host": None, **given})) == read


def test_a_moment_without_a_zone_or_a_day_in_its_place_is_none() -> None:
    task = registry.subjects["task"]
    action = SimpleNamespace(wished=("due_at",), subject=task)
    for due_at, known in ((now(), True), (now().replace(tzinfo=None), False), (date(2026, 3, 2), False)):
        assert bool(read_wish(action, SimpleNamespace(due_at=due_at))) is known
    assert read_wish(action, SimpleNamespace(due_at=now() + timedelta(days=1)))["due_at"].tzinfo is not None
