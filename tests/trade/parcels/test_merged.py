"""Orders to one receiver go out in one parcel; what stands against it is named."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.trade.models import Order, Parcel, ParcelOrder
from dianzhang.trade.parcels.alike import near
from tests.engine.department import LONG_AGO
from tests.trade.desk import MONDAY, Desk, now
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements


def approved(desk: Desk, number: str, pieces: int = 1, **data: Any) -> Order:
    order = desk.paid(number, lines=[{"sku": "COAT", "title": "羽绒服", "quantity": pieces}], **data)
    must(desk.does(desk.people.zhaoning, "order.approve", 30, order))
    return now(order)


def merge(desk: Desk, order: Order, others: str, action: str = "order.merge") -> Outcome:
    return desk.does(desk.people.chenmo, action, 40, order, others=others)


def ship(desk: Desk, parcel: Parcel, waybill: str = "SF1000001") -> Outcome:
    with living_at(MONDAY + timedelta(minutes=60)):
        return one("parcel.ship", desk.people.chenmo, parcel.pk, carrier="顺丰", waybill=waybill)


@pytest.mark.requirement("T2.8")
def test_they_leave_in_one_parcel_and_all_are_shipped(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    first, second = approved(shelf.desk, "P1"), approved(shelf.desk, "P2", 2)
    must(merge(shelf.desk, first, "P2"))
    assert [now(order).packing for order in (first, second)] == ["merged", "merged"]
    assert figures(coat) == (5, 3, 0, 2)
    must(ship(shelf.desk, Parcel.objects.get()))
    assert [now(order).fulfilment for order in (first, second)] == ["shipped", "shipped"]
    assert figures(coat) == (2, 0, 0, 2)
    assert is_the_sum_of_its_movements(coat)


@pytest.mark.requirement("T2.8")
def test_it_is_undone_from_any_of_them_until_it_has_left(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    first, second = approved(shelf.desk, "P1"), approved(shelf.desk, "P2", 2)
    must(merge(shelf.desk, first, "P2"))
    must(shelf.desk.does(shelf.people.chenmo, "order.unmerge", 50, second))
    assert [now(order).packing for order in (first, second)] == ["whole", "whole"]
    assert (figures(coat), ParcelOrder.objects.count()) == ((5, 3, 0, 2), 0)
    must(shelf.ship(first))
    must(shelf.ship(second, 61))
    assert figures(coat) == (2, 0, 0, 2)


def test_shipped_is_shipped(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    first, _second = approved(shelf.desk, "P1"), approved(shelf.desk, "P2")
    must(merge(shelf.desk, first, "P2"))
    must(ship(shelf.desk, Parcel.objects.get()))
    assert shelf.desk.does(shelf.people.chenmo, "order.unmerge", 70, first).status == "moved_on"


@pytest.mark.requirement("T2.8")
@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"receiver": "李四"}, "收件人、电话或地址不一样"),
        ({"address": "文一西路 2 号"}, "收件人、电话或地址不一样"),
        ({"buyer_id": "buyer-99"}, "不是同一个买家"),
    ],
)
def test_who_gets_it_must_be_the_same(shelf: Shelf, told: dict[str, str], why: str) -> None:
    shelf.lay("COAT", 5)
    first = approved(shelf.desk, "P1")
    approved(shelf.desk, "P2", **told)
    outcome = merge(shelf.desk, first, "P2")
    assert (outcome.status, why in outcome.why) == ("refused", True), outcome.why


@pytest.mark.requirement("T2.8")
def test_a_hold_a_refund_asked_and_an_order_not_reviewed_stand_against_it(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    desk, first = shelf.desk, approved(shelf.desk, "P1")
    held, asked = approved(desk, "P2"), approved(desk, "P3")
    desk.paid("P4")
    must(desk.does(desk.people.zhaoning, "order.hold", 31, held, reason="等等"))
    must(desk.told("order.ask_refund", 31, asked))
    whys = [merge(desk, first, number).why for number in ("P2", "P3", "P4", "P9")]
    for why, said in zip(whys, ("挂起了", "买家申请了退款", "现在是“待审核”", "没有单号为 P9"), strict=True):
        assert said in why


def test_who_stops_leaves_the_others_to_go_alone(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    first, second = approved(shelf.desk, "P1"), approved(shelf.desk, "P2", 2)
    must(merge(shelf.desk, first, "P2"))
    must(shelf.desk.does(shelf.people.zhaoning, "order.hold", 50, first, reason="等等"))
    assert (now(second).packing, figures(coat)) == ("whole", (5, 2, 0, 3))
    must(shelf.ship(second))
    assert figures(coat) == (3, 0, 0, 3)


def test_orders_of_two_shops_only_where_the_rulebook_lets(shelf: Shelf) -> None:
    with living_at(LONG_AGO):
        must(one("shop.open", SYSTEM, code="tmall-2", name="天猫专营店"))
    shelf.lay("COAT", 5)
    first = approved(shelf.desk, "P1")
    approved(shelf.desk, "P2", shop="tmall-2")
    assert "不是同一家店铺" in merge(shelf.desk, first, "P2").why
    refused = merge(shelf.desk, first, "P2", "order.merge_across")
    assert (refused.status, "的权限" in refused.why) == ("refused", True)
    must(shelf.desk.does(shelf.people.mengyan, "order.merge_across", 41, first, others="P2"))


def test_of_shops_that_have_the_same_number_it_is_said_which(shelf: Shelf) -> None:
    with living_at(LONG_AGO):
        for code in ("tmall-2", "tmall-3"):
            must(one("shop.open", SYSTEM, code=code, name=code))
    shelf.lay("COAT", 9)
    first = approved(shelf.desk, "P1")
    twin = approved(shelf.desk, "P1", shop="tmall-2")
    same = [approved(shelf.desk, "P2", shop=code) for code in ("tmall-2", "tmall-3")]
    across = partial(shelf.desk.does, shelf.people.mengyan, "order.merge_across", 41, first)
    assert "tmall-2/P2、tmall-3/P2" in across(others="P2").why
    assert "没有单号为 tmall-4/P2" in across(others="tmall-4/P2").why
    must(across(others="tmall-3/P2；tmall-2/P1"))
    assert [now(order).packing for order in (first, twin, *same)] == ["merged", "merged", "whole", "merged"]


@pytest.mark.requirement("T2.8")
def test_others_to_the_same_place_are_found(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    first = approved(shelf.desk, "P1")
    approved(shelf.desk, "P2")
    shelf.desk.paid("P3")
    approved(shelf.desk, "P4", address="文一西路 2 号")
    assert [order.number for order in near(first)] == ["P2", "P3"]


def test_a_number_that_the_platform_hides_says_nothing(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    first = approved(shelf.desk, "P1", phone="138****0031")
    approved(shelf.desk, "P2", phone="138****0031")
    assert "看不出是不是同一处" in merge(shelf.desk, first, "P2").why
