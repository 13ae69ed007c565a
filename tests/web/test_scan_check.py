"""The page for a scanner: slip, pieces, waybill, without a script."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order, Parcel
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf

from .test_sheets_of_waves import enter


@pytest.fixture
def shelf(db: None) -> Shelf:
    return Shelf(Desk())


@pytest.fixture
def order(shelf: Shelf) -> Order:
    shelf.lay(pieces=9)
    found = shelf.approved("P1", 2)
    must(one("wave.plan", shelf.people.chenmo, warehouse="主仓", carrier="顺丰"))
    return found


@pytest.mark.requirement("T3.4")
def test_from_the_slip_to_the_waybill(order: Order) -> None:
    chenmo = enter("chenmo")
    assert "扫描核对" in chenmo.get("/wave").text
    assert "autofocus" in chenmo.get("/wave/check").text
    assert "没有订单 X9" in chenmo.post("/wave/check", {"code": "X9"}).text
    there = chenmo.post("/wave/check", {"code": "P1"})["Location"]
    assert there == f"/wave/check?order={order.pk}"
    wrong = chenmo.post(there, {"code": "BOOT"})
    assert wrong.status_code == 422
    assert "错货" in wrong.text
    assert 'role="alert"' in wrong.text
    for _ in range(2):
        answer = chenmo.post(there, {"code": "COAT"}, follow=True)
    assert "齐了，核对无误" in answer.text
    assert 'value="顺丰"' in answer.text
    short = chenmo.post(there, {"carrier": "顺丰", "code": "12"})
    assert "运单号应是" in short.text
    done = chenmo.post(there, {"carrier": "顺丰", "code": "SF1234567890"}, follow=True)
    assert "已发货" in done.text
    assert Parcel.objects.get().waybill == "SF1234567890"
    assert Order.objects.get().fulfilment == "shipped"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "x"])
def test_an_address_that_names_no_order_asks_for_a_slip(order: Order, number: str) -> None:
    assert enter("chenmo").get("/wave/check", {"order": number}).status_code == 200


def test_who_may_not(order: Order) -> None:
    for code in ("mengyan", "zhaoning", "zhouke"):
        client = enter(code)
        assert client.get("/wave/check").status_code == 404
        assert client.post(f"/wave/check?order={order.pk}", {"code": "COAT"}).status_code == 404


def test_what_a_box_costs(order: Order, django_assert_max_num_queries: Any) -> None:
    chenmo = enter("chenmo")
    chenmo.get(f"/wave/check?order={order.pk}")
    with django_assert_max_num_queries(20):
        chenmo.get(f"/wave/check?order={order.pk}")
