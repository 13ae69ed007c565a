"""Waybill numbers from a file: looked at first, bad rows named with row, column and remedy, each row done alone."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import PLATFORM, SYSTEM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person, Shop
from dianzhang.trade.models import Order, Parcel
from dianzhang.trade.parcels.from_file import look_at, take
from tests.trade.desk import WHOLE
from tests.web.conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T3.3")]
PLACE = "/parcel/waybills"
HEAD = "订单号,包裹,快递公司,快递单号\n"


@pytest.fixture
def orders(people: SimpleNamespace, shop: Shop) -> dict[str, Order]:
    """Three approved orders of two coats each to one receiver, and one that is not reviewed."""
    must(one("warehouse.open", SYSTEM, name="主仓"))
    one("sku.add", people.mengyan, code="COAT", title="长款羽绒服")
    must(one("stock.open", people.chenmo, code="COAT", warehouse="主仓", opening=9))
    found = {}
    for number in ("8001", "8002", "8003", "8004"):
        lines = [{"sku": "COAT", "title": "羽绒服", "quantity": 2}]
        given: dict[str, Any] = {"shop": "tmall-1", "number": number, "total": "99.00", "lines": lines}
        order = must(one("order.enter", PLATFORM, placed_at=datetime.now(UTC), **given, **WHOLE))
        must(one("order.pay", PLATFORM, order.pk))
        if number != "8004":
            must(one("order.approve", people.zhaoning, order.pk))
        found[number] = Order.objects.get(pk=order.pk)
    return found


def state(number: str) -> str:
    return Order.objects.get(number=number).fulfilment


@pytest.mark.usefixtures("orders")
def test_rows_are_looked_at_then_shipped_each_by_itself(enter: Enter) -> None:
    client = enter("chenmo")
    rows = "8001,,顺丰,SF1000001\n8002,,顺丰,SF1000001\n8003,,圆通,YT100\n8004,,顺丰,SF1000004\n8009,,顺丰,SF1000009\n"
    file = BytesIO((HEAD + rows).encode("gb18030"))
    file.name = "面单.csv"
    page = client.post(PLACE, {"file": file}).text
    for said in ("和第 2 行是同一个运单号", "6 到 40 位", "待审核", "没有这个单号的订单", "1 行可以发"):
        assert said in page, said
    assert state("8001") == "approved"
    table = [line.split(",") for line in rows.splitlines()]
    given: dict[str, Any] = {
        "take": "1", "line": ["2", "3", "4", "5", "6"], "number": [r[0] for r in table], "parcel": [""] * 5,
        "shop": [""] * 5, "carrier": [r[2] for r in table], "waybill": [r[3] for r in table],
    }  # fmt: skip
    done = client.post(PLACE, given).text
    assert "1 行发货了" in done
    assert [state(number) for number in ("8001", "8002", "8003")] == ["shipped", "approved", "approved"]


@pytest.mark.usefixtures("orders")
def test_the_same_rows_a_second_time_ship_nothing(people: SimpleNamespace) -> None:
    actor = actor_of(Person.objects.get(code="chenmo"))
    row = [(2, {"number": "8001", "carrier": "顺丰", "waybill": "sf1000001"})]
    assert take(look_at(row, actor), actor).done == 1
    (line,) = look_at(row, actor)
    assert "已经用在订单 8001 上" in line.wrong["waybill"]
    assert "已发货" in line.wrong["number"]
    assert Parcel.objects.count() == 1


def test_what_changed_after_the_look_refuses_that_row_alone(orders: dict[str, Order], people: SimpleNamespace) -> None:
    actor = actor_of(Person.objects.get(code="chenmo"))
    rows = [(n + 2, {"number": f"800{n}", "carrier": "顺丰", "waybill": f"SF100000{n}"}) for n in (1, 2)]
    lines = look_at(rows, actor)
    must(one("order.hold", people.zhaoning, orders["8001"].pk, reason="等等"))
    taken = take(lines, actor)
    assert (taken.done, [line.line for line, _why in taken.refused]) == (1, [3])
    assert [state(number) for number in ("8001", "8002")] == ["approved", "shipped"]


def test_parcels_of_one_order_and_orders_of_one_parcel(orders: dict[str, Order], people: SimpleNamespace) -> None:
    actor = actor_of(Person.objects.get(code="chenmo"))
    must(one("order.split", people.chenmo, orders["8001"].pk, pieces="COAT"))
    must(one("order.merge", people.chenmo, orders["8002"].pk, others="8003"))
    (line,) = look_at([(2, {"number": "8001", "carrier": "顺丰", "waybill": "SF1000001"})], actor)
    first, second = Parcel.objects.filter(order=orders["8001"]).order_by("pk")
    assert f"{first.pk}、{second.pk}" in line.wrong["parcel"]
    rows = [
        (2, {"parcel": f"#{first.pk}", "carrier": "顺丰", "waybill": "SF1000001"}),
        (3, {"parcel": str(second.pk), "carrier": "顺丰", "waybill": "SF1000002"}),
        (4, {"number": "8002", "carrier": "顺丰", "waybill": "SF1000003"}),
        (5, {"number": "8003", "carrier": "顺丰", "waybill": "SF1000003"}),
    ]
    assert (taken := take(look_at(rows, actor), actor)).done == 3, taken.refused
    assert [state(number) for number in ("8001", "8002", "8003")] == ["shipped"] * 3


@pytest.mark.usefixtures("orders")
def test_a_number_that_a_spreadsheet_spoilt_is_named(people: SimpleNamespace) -> None:
    actor = actor_of(Person.objects.get(code="chenmo"))
    (line,) = look_at([(2, {"number": "2.51E+17", "carrier": "顺丰", "waybill": "SF1000001"})], actor)
    assert "Excel" in line.wrong["number"]


def test_who_does_not_ship_has_no_such_page(enter: Enter, orders: dict[str, Order]) -> None:
    assert enter("zhaoning").get(PLACE).status_code == 404
    assert PLACE not in enter("zhaoning").get("/order").text
    assert PLACE in enter("chenmo").get("/order").text
