"""Buyers and receivers: kept once, apart from the orders, masked for those who need not know."""

from __future__ import annotations

import pytest

from dianzhang.customers.masking import masked_address, masked_name, masked_phone
from dianzhang.customers.models import Buyer, Receiver
from dianzhang.trade.pages import receiver_of
from tests.trade.desk import Desk, now


@pytest.mark.parametrize(
    ("name", "masked"), [("王小明", "王**"), ("李华", "李*"), ("王", "*"), ("", ""), ("欧阳明日", "欧***")]
)
def test_names(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13800000031", "138****0031"), ("0571-88990000", "057****0000"), ("12345", "*****"), ("", "")],
)
def test_phones(phone: str, masked: str) -> None:
    assert masked_phone(phone) == masked


def test_of_an_address_province_and_city_stay() -> None:
    assert masked_address("浙江省", "杭州市", "文一西路 1 号") == "浙江省 杭州市 ****"
    assert masked_address("浙江省", "", "") == "浙江省"


def test_one_buyer_of_several_orders_is_one_row(desk: Desk) -> None:
    first, second = desk.enter("P1"), desk.enter("P2", minute=1, address="文三路 9 号")
    assert (Buyer.objects.count(), Receiver.objects.count()) == (1, 2)
    assert now(first).buyer_id == now(second).buyer_id
    assert now(first).address == "浙江省 杭州市 文一西路 1 号"


def test_the_same_id_in_another_shop_is_somebody_else(desk: Desk) -> None:
    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one

    must(one("shop.open", SYSTEM, code="jd-1", name="京东店"))
    desk.enter("P1")
    desk.enter("P1", shop="jd-1")
    assert Buyer.objects.count() == 2


@pytest.mark.parametrize(("who", "phone", "masked"), [
    ("zhaoning", "13800000031", False), ("chenmo", "13800000031", False), ("xunuo", "138****0031", True),
])  # fmt: skip
def test_the_page_masks_what_the_rulebook_does_not_grant(desk: Desk, who: str, phone: str, masked: bool) -> None:
    facts = receiver_of(now(desk.enter()), getattr(desk.people, who))["facts"]
    found = next(fact for fact in facts if fact["label"] == "电话")
    assert (found["value"], found["masked"]) == (phone, masked)


def test_a_person_can_be_forgotten_and_the_journal_stands(desk: Desk) -> None:
    order = desk.enter()
    Buyer.objects.all().delete()
    order = now(order)
    assert (order.buyer_id, order.receiver_id, order.address, order.total_cents) == (None, None, "", 12000)
