"""Flags with remarks: on many at once, filtered, seen beside the order."""

from __future__ import annotations

import pytest
from django.db import connection

from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order
from tests.trade.desk import MONDAY, Desk, now
from tests.trade.test_plans_of_lists import SORTED, plan
from tests.web.conftest import Enter, enter, new_order, order, people, shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T5.4")]
__all__ = ["enter", "order", "people", "shop"]


def test_on_many_at_once_and_off_again(desk: Desk) -> None:
    orders = [desk.paid(f"P{n}") for n in range(3)]
    given = {"colour": "1", "remark": "加一张贺卡"}
    with living_at(MONDAY):
        done = perform("order.put_flag", [Item(o.pk, None, given) for o in orders], desk.people.zhouke)
    assert [outcome.status for outcome in done] == ["done"] * 3
    assert {(now(o).flag, now(o).remark) for o in orders} == {(1, "加一张贺卡")}
    assert not any("贺卡" in event.data for event in Event.objects.all())
    must(desk.does(desk.people.zhaoning, "order.put_flag", 5, orders[0], colour="4"))
    assert (now(orders[0]).flag, now(orders[0]).remark) == (4, "加一张贺卡")
    assert desk.does(desk.people.zhouke, "order.put_flag", 6, orders[1], **given).status == "unchanged"
    must(desk.does(desk.people.xunuo, "order.take_flag", 7, orders[1]))
    assert (now(orders[1]).flag, now(orders[1]).remark) == (None, "")
    assert desk.does(desk.people.chenmo, "order.put_flag", 8, orders[2], colour="2").status == "refused"


def test_filtered_and_shown(enter: Enter, people: object, order: Order) -> None:
    other = new_order("1002")
    must(one("order.put_flag", people.zhouke, order.pk, colour="5", remark="老客户"))  # type: ignore[attr-defined]
    must(one("order.urge", people.zhouke, order.pk, about="shipping"))  # type: ignore[attr-defined]
    must(one("order.readdress", people.zhouke, order.pk, receiver="李小雷"))  # type: ignore[attr-defined]
    client = enter("zhouke")
    for query in ("flag=5", "flag=4,5", "urged=yes"):
        page = client.get(f"/order?{query}").text
        assert f"/order/{order.pk}" in page, query
        assert f"/order/{other.pk}" not in page, query
    page = client.get(f"/order/{order.pk}").text
    assert all(word in page for word in ("紫旗", "老客户", "催发货 1 次", "李**"))
    assert "李小雷" not in page
    assert "李小雷" in enter("linxiao").get(f"/order/{order.pk}").text


@pytest.mark.skipif(connection.vendor == "postgresql", reason="of a small table it may choose otherwise")
@pytest.mark.parametrize(
    ("query", "alone"), [("flag=1", "order_flag "), ("urged=yes", "order_urged ")],
)  # fmt: skip
def test_a_filter_is_one_range_of_an_index(people: object, query: str, alone: str) -> None:
    from dianzhang.engine.access import SYSTEM

    text = plan(query, SYSTEM)
    assert alone in text
    assert SORTED not in text
