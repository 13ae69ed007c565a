"""Receivers that a platform keeps to itself: said to be so, never taken for one another, nobody's buyer."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.customers.models import Buyer, Receiver
from dianzhang.engine.act import must
from dianzhang.trade.models import Order
from dianzhang.trade.parcels.alike import near, place_of, why_not_with
from dianzhang.trade.windows import same_buyer_orders_24h
from tests.trade.desk import Desk, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T3.5")]
CLEAR: dict[str, Any] = {
    "buyer_id": "", "receiver": "欧阳小明", "phone": "13800000031", "province": "浙江省", "city": "杭州市",
    "district": "西湖区", "address": "文一西路 1 号",
}  # fmt: skip
MASKED = CLEAR | {"buyer_name": "欧**", "receiver": "欧**", "phone": "138****0031", "address": "文一****"}
CIPHERED = CLEAR | {"receiver": "##a1b2##", "phone": "$$c3d4$$", "address": "##e5f6##"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def receiver(order: Order) -> Receiver:
    to = now(order).receiver
    assert to is not None
    return to


@pytest.mark.parametrize(("told", "encrypted"), [(CLEAR, False), (MASKED, True), (CIPHERED, True)])
def test_what_is_masked_or_ciphered_is_declared_so(desk: Desk, told: dict[str, Any], encrypted: bool) -> None:
    order = desk.paid("P1", **told)
    assert receiver(order).encrypted is encrypted
    assert now(order).address_complete is (None if encrypted else True)
    assert "##" not in "".join((receiver(order).name, receiver(order).phone, receiver(order).address))


@pytest.mark.parametrize("told", [MASKED, CIPHERED])
def test_two_that_read_alike_are_not_one_place(desk: Desk, told: dict[str, Any]) -> None:
    one, other = (now(desk.paid(number, **told)) for number in ("P1", "P2"))
    assert (place_of(one.receiver), near(one), near(other)) == (None, [], [])
    assert "平台加密了收件人" in why_not_with(one, other, across=False)


def test_two_in_the_clear_are_one_place(desk: Desk) -> None:
    one, other = (now(desk.paid(number, **CLEAR)) for number in ("P1", "P2"))
    assert near(one) == [other]
    assert why_not_with(one, other, across=False) == ""


def test_they_are_not_merged(desk: Desk) -> None:
    for number in ("P1", "P2"):
        order = desk.paid(number, **MASKED)
        must(desk.does(desk.people.zhaoning, "order.approve", 30, order))
    outcome = desk.does(desk.people.chenmo, "order.merge", 40, now(order), others="P1")
    assert outcome.status == "refused"
    assert "平台加密了收件人" in outcome.why


def test_a_masked_name_is_no_buyer_so_that_nobody_has_ordered_again(desk: Desk) -> None:
    orders = [now(desk.paid(f"P{n}", n, **MASKED)) for n in range(4)]
    assert not Buyer.objects.exists()
    assert same_buyer_orders_24h(orders, [order.placed_at for order in orders], orders) == [None] * 4


def test_an_address_given_by_the_buyer_is_in_the_clear_once_it_is_whole(desk: Desk) -> None:
    order = desk.paid("P1", **MASKED)
    where = {"asked_by": "buyer", "address": "文一西路 2 号"}
    must(desk.does(desk.people.zhouke, "order.readdress", 20, order, **where))
    assert receiver(order).encrypted  # who, and by which telephone, only the platform knows
    whole = where | {"receiver": "欧阳小明", "phone": "13800000031"}
    must(desk.does(desk.people.zhouke, "order.readdress", 30, now(order), **whole))
    assert not receiver(order).encrypted
