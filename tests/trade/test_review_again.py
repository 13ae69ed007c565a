"""2.3.5: orders that wait are looked at again when the rules change, and a million of them cost a look, no more."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang import rulebooks as shipped
from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.models import Flag
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.sieve import sieve
from dianzhang.trade.models import Order
from dianzhang.trade.reviewing import AGAIN, review_waiting
from dianzhang.trade.states import ORDER
from tests.engine.department import put_in_force
from tests.trade.desk import MONDAY, Desk, flags, kinds, now

LATER = MONDAY + timedelta(hours=2)
TWELVE = [
    ("总额 > 500元", "大额"), ("总额 <= 1元", "一元以下"),
    ("实付金额 > 0元 且 实付金额 < 总额", "没付够"),
    ("非 地址完整", "地址"), ("同买家24小时单数 >= 3", "同一个人"),
    ("同买家24小时单数 >= 2 且 未付款占比 > 50%", "多数没付"),
    ('省份 = "浙江省" 且 付款 = "未付款"', "浙江没付"),
    ("低于底价", "底价"), ("件数 > 3", "件数"),
    ("承诺发货时间 < 下单时间", "承诺"), ("预售 且 总额 > 50元", "预售"), ('缺少 <> ""', "缺少"),
]  # fmt: skip


def with_checks(checks: list[tuple[str, str]], version: str = "9.1") -> str:
    """The shipped rulebook with further checks on orders that come in."""
    lines = "".join(f"  - {{当: 订单.进入, 若: '{when}', 标记: {mark}, 处置: 挂起}}\n" for when, mark in checks)
    text = shipped.read("process-first")
    first = text.index("\nversion:") if "\nversion:" in text else text.index("\n版本:")
    line_end = text.index("\n", first + 1)
    key = text[first + 1 : line_end].partition(":")[0]
    text = f'{text[: first + 1]}{key}: "{version}"{text[line_end:]}'
    return f"{text}\n\n## 99.1 再看一遍 {{#again.tried}}\n\n```rule\n检查:\n{lines}```\n"


def look(at: datetime = LATER) -> list[int]:
    with living_at(at):
        return [pk for part in sieve(ORDER, AGAIN, Order.objects.all(), at) for pk in part.caught]


@pytest.mark.requirement("T2.1")
def test_what_a_new_rule_objects_to_is_held_as_soon_as_it_binds(desk: Desk) -> None:
    large, small = desk.paid("P1", total="800.00"), desk.paid("P2", total="80.00", buyer_id="other")
    with living_at(LATER):
        put_in_force(with_checks(TWELVE[:1]), LATER)
        jobs.work_off()
    assert (flags(large), now(large).hold) == (["大额"], "held")
    assert (flags(small), now(small).hold) == ([], "clear")
    assert kinds(large)[-3:] == ["order.review_again", "order.flag", "order.hold"]
    assert "order.review_again" not in kinds(small)  # nobody objects: nothing to write down


@pytest.mark.requirement("T2.1")
def test_what_was_let_pass_stays_passed(desk: Desk) -> None:
    order = desk.paid(total="800.00")
    with living_at(LATER):
        put_in_force(with_checks(TWELVE[:1]), LATER)
        list(review_waiting())
    assert now(order).hold == "held"
    zhaoning = desk.people.zhaoning
    assert desk.does(zhaoning, "order.contact", 130, order, contact_outcome="confirmed").done
    assert desk.does(zhaoning, "order.release", 131, order).done
    with living_at(LATER + timedelta(hours=1)):
        (told,) = list(review_waiting())
    assert (told.read, told.caught) == (1, 0)
    assert now(order).hold == "clear"
    assert desk.does(zhaoning, "order.review_again", 200, order).done
    assert Flag.objects.filter(subject_id=order.pk, reason="大额").count() == 1


@pytest.mark.requirement("T2.1")
def test_whoever_reviews_may_ask_for_it_and_nobody_else(desk: Desk) -> None:
    order = desk.paid(total="800.00")
    put_in_force(with_checks(TWELVE[:1]), LATER)
    refused = desk.does(desk.people.zhouke, "order.review_again", 130, order)
    assert (refused.status, flags(order)) == ("refused", [])
    assert desk.does(desk.people.zhaoning, "order.review_again", 131, order).done
    assert flags(order) == ["大额"]


def test_an_order_that_no_longer_waits_is_left_alone(desk: Desk) -> None:
    order = desk.paid(total="800.00")
    assert desk.does(desk.people.zhaoning, "order.approve", 5, order).done
    with living_at(LATER):
        put_in_force(with_checks(TWELVE[:1]), LATER)
        list(review_waiting())
    assert flags(order) == []
    assert desk.does(desk.people.zhaoning, "order.review_again", 130, order).status == "moved_on"


@pytest.mark.parametrize("seed", range(4))
def test_the_sieve_catches_what_looking_at_each_would_flag(desk: Desk, seed: int) -> None:
    """Sixty orders of all kinds, twelve checks: the same orders either way."""
    dice = random.Random(seed)
    for n in range(60):
        given = {"address": dice.choice(["文一西路 1 号", ""]), "province": dice.choice(["浙江省", "江苏省"])}
        given["buyer_id"] = f"buyer-{dice.randrange(25)}"
        if dice.random() < 0.3:
            given["promised_at"] = (MONDAY + timedelta(days=dice.choice([-3, 3]))).isoformat()
        total = dice.choice(["0.50", "1.00", "1.01", "60.00", "500.00", "500.01", "9000.00"])
        order = desk.enter(f"P{n}", dice.choice([-2000, -1300, 0, 30]), total, **given)
        if dice.random() < 0.5:
            paid = {"paid_amount": str((Decimal(total) / 2).quantize(Decimal("0.01")))} if dice.random() < 0.5 else {}
            assert desk.told("order.pay", 40, order, **paid).done
        if dice.random() < 0.2:
            Order.objects.filter(pk=order.pk).update(presale=True, below_floor=dice.choice([True, None]))
    put_in_force(with_checks(TWELVE), LATER)
    caught = look()
    known = set(Flag.objects.values_list("subject_id", "rule"))
    every = [Item(pk) for pk in Order.objects.values_list("pk", flat=True)]
    with living_at(LATER), together(SYSTEM) as tx:
        tx.do(actions[AGAIN], every, checked=True)
    flagged = {pk for pk, rule in Flag.objects.values_list("subject_id", "rule") if (pk, rule) not in known}
    assert set(caught) == flagged
    assert len(caught) > 10


def test_a_hundred_orders_cost_as_many_statements_as_ten(desk: Desk) -> None:
    put_in_force(with_checks([*TWELVE[:3], TWELVE[4]]), LATER)
    look()  # what is kept in memory is read once
    asked = []
    for count in (10, 100):
        for n in range(count):
            desk.enter(f"P{count}-{n}", total="9.90", buyer_id=f"{count}-{n}")
        with CaptureQueriesContext(connection) as made:
            assert look() == []
        asked.append(len(made))
    assert asked[0] == asked[1]
