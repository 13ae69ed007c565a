"""The page for a scanner: slip, pieces, waybill, without a script."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import Order, Parcel
from tests.engine.department import LONG_AGO
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


def another_shops(shelf: Shelf, number: str = "P1") -> Order:
    """An order of the same number in another shop of the department."""
    with living_at(LONG_AGO):
        must(one("shop.open", SYSTEM, code="tmall-2", name="天猫专营店"))
    lines = [{"sku": "COAT", "title": "羽绒服", "quantity": 1}]
    found = shelf.desk.paid(number, lines=lines, shop="tmall-2", buyer_id="other", receiver="李四", total="300.00")
    must(shelf.approve(found))
    return found


@pytest.mark.requirement("T3.4")
def test_of_two_shops_with_one_number_one_says_which(shelf: Shelf, order: Order) -> None:
    other = another_shops(shelf)
    assert enter("chenmo").post("/wave/check", {"code": "P1"})["Location"] == f"/wave/check?order={order.pk}"
    must(one("wave.plan", shelf.people.chenmo, warehouse="主仓", carrier="顺丰"))
    page = enter("chenmo").post("/wave/check", {"code": "P1"})
    assert page.status_code == 200
    for one_, shop in ((order, "天猫旗舰店"), (other, "天猫专营店")):
        assert f'href="/wave/check?order={one_.pk}"' in page.text
        assert shop in page.text
    assert "主仓 #" in page.text


def test_a_slip_of_an_order_that_one_may_not_see_is_no_slip(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dianzhang.engine.reading.seen", lambda _actor, _subject, _records: set())
    assert "没有订单 P1" in enter("chenmo").post("/wave/check", {"code": "P1"}).text


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
