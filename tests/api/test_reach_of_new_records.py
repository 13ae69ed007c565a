"""What is made anew lies within the reach of whoever makes it: by a page, a program or the command line alike."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import organisation, registry
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.files import aside
from dianzhang.engine.models import Approval, Event, Shop
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, PayoutFile
from tests.engine.department import agree_for_all, found, put_in_force

from .conftest import Program, key_of, service_key

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O1.2")]
RULES = """
## 1.1 谁能做什么 {{#rights}}
```rule
权限:
  - {{岗位: 运营专员, 可做: [结算文件.送来, 结算文件.查看, 订单.进入, 订单.查看], 范围: {reach}}}
  - {{岗位: 电商总监, 可做: [结算文件.送来, 结算文件.查看], 范围: 本部门}}
  - {{岗位: 客服专员, 可做: [售后单.开单, 售后单.查看], 范围: 本组}}
  - {{岗位: 客服专员, 可做: 订单.查看, 范围: 全部}}
{more}
```
"""
GATE = """审批:
  - 动作: 结算文件.送来
    审批人: 运营组长
"""


@pytest.fixture
def people(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """许诺 of the operations' group, beside whose shop there are one of the service's and one of nobody's."""
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    people = found()
    put_in_force(RULES.format(reach="本组", more=""))
    for code, unit in (("ours", people.xunuo.unit_id), ("theirs", people.zhouke.unit_id), ("nobodys", None)):
        shop = must(one("shop.open", SYSTEM, code=code, name=code))
        Shop.objects.filter(pk=shop.pk).update(unit_id=unit)
    organisation.forget()
    return people


def file_for(shop: str, number: int = 1) -> dict[str, Any]:
    (aside() / f"{number:032x}.csv").write_text("订单号")
    return {"shop": shop, "name": "结算.csv", "digest": f"{number:064x}", "kept": f"{number:032x}.csv"}


@pytest.mark.parametrize(("shop", "status"), [("ours", "done"), ("theirs", "refused"), ("nobodys", "refused")])
def test_only_within_the_group(people: SimpleNamespace, shop: str, status: str) -> None:
    became = one("payout_file.send", people.xunuo, **file_for(shop))
    assert became.status == status
    assert PayoutFile.objects.count() == Event.objects.filter(kind="payout_file.send").count() == (status == "done")
    if status == "refused":
        assert "范围" in became.why


@pytest.mark.parametrize(
    ("reach", "done"), [("本人", "ours"), ("本组", "ours"), ("本部门", "ours"), ("全部", "ours theirs nobodys")]
)
def test_of_a_batch_only_what_is_within_reach_is_made(people: SimpleNamespace, reach: str, done: str) -> None:
    put_in_force(RULES.format(reach=reach, more=""))
    items = [Item(data=file_for(shop, n)) for n, shop in enumerate(("theirs", "ours", "nobodys"))]
    became = perform("payout_file.send", items, people.xunuo)
    made = {Shop.objects.get(pk=file.shop_id).code for file in PayoutFile.objects.all()}
    assert made == set(done.split())
    assert [one.done for one in became] == [shop in made for shop in ("theirs", "ours", "nobodys")]


def test_those_above_reach_the_groups_below(people: SimpleNamespace) -> None:
    assert one("payout_file.send", people.shenlan, **file_for("theirs")).done
    assert one("payout_file.send", people.shenlan, **file_for("nobodys", 2)).status == "refused"


def test_a_program_reaches_as_far_as_its_post(people: SimpleNamespace) -> None:
    owner = people.shenlan
    put_in_force(RULES.format(reach="本组", more="  - {岗位: 电商总监, 可做: [令牌.签发服务令牌], 范围: 全部}"))
    program = Program(service_key(owner, "ops"))
    items = [{"data": {"shop": shop, "number": "1001", "total": "9.00"}} for shop in ("ours", "theirs", "nobodys")]
    answer = program.post("/order/enter", items)
    assert [one["status"] for one in answer.json()["outcomes"]] == ["done", "refused", "refused"]
    assert [order.shop.code for order in Order.objects.all()] == ["ours"]


def test_a_persons_key_reaches_no_further_than_the_person(people: SimpleNamespace) -> None:
    program = Program(key_of(people.zhouke))
    must(one("order.enter", PLATFORM, shop="theirs", number="1001", total="9.00"))
    must(one("order.enter", PLATFORM, shop="ours", number="1002", total="9.00"))
    ask = {"kind": "refund", "cause": "quality", "amount": "1.00"}
    answer = program.post("/aftersale/open", [{"data": {"order": number, **ask}} for number in ("1001", "1002")])
    found = answer.json()["outcomes"]
    model = registry.subjects["aftersale"].model
    reached = [one.unit_id for one in model._default_manager.all()]
    assert [one["status"] for one in found].count("done") == len(reached)
    assert set(reached) <= {people.zhouke.unit_id}


def test_system_and_platform_are_not_held(people: SimpleNamespace) -> None:
    for number, actor in enumerate((SYSTEM, PLATFORM)):
        must(one("order.enter", actor, shop="nobodys", number=f"10{number}", total="9.00"))


def test_a_gate_is_not_even_asked(people: SimpleNamespace) -> None:
    put_in_force(RULES.format(reach="本组", more=GATE))
    assert one("payout_file.send", people.xunuo, **file_for("theirs")).status == "refused"
    assert not Approval.objects.exists()
    assert one("payout_file.send", people.xunuo, **file_for("ours", 2)).status == "awaiting"


def test_what_was_agreed_to_holds_only_within_reach(people: SimpleNamespace) -> None:
    """The shop went to another group while the request waited."""
    put_in_force(RULES.format(reach="本组", more=GATE))
    assert one("payout_file.send", people.xunuo, **file_for("ours")).status == "awaiting"
    Shop.objects.filter(code="ours").update(unit_id=people.zhouke.unit_id)
    organisation.forget()
    agree_for_all()
    assert not PayoutFile.objects.exists()
    assert "范围" in Approval.objects.get().result


@pytest.mark.parametrize("shop", ["ours", "theirs"])
def test_many_cost_no_more_statements_than_few(people: SimpleNamespace, shop: str) -> None:
    def cost(first: int, count: int) -> int:
        items = [Item(data=file_for(shop, number)) for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as asked:
            perform("payout_file.send", items, people.xunuo)
        return len(asked)

    cost(1, 2)
    assert cost(100, 2) == cost(200, 60)


def test_what_one_makes_for_others_of_the_group_is_within_ones_own(people: SimpleNamespace) -> None:
    put_in_force("""
## 1.1 谁能做什么 {#rights}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [事项.提出, 事项.查看], 范围: 本人}
```
""")
    assert one("task.propose", people.linxiao, title="换主图", accountable="zhouke").done
