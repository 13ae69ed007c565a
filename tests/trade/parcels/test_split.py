"""An approved order goes out in several parcels, each with its own pieces, waybill and warehouse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.trade.models import Order, Parcel
from tests.trade.desk import MONDAY, kinds, now
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements


def two_articles(shelf: Shelf, number: str = "P1") -> Order:
    """An approved order of three coats and a hat."""
    lines = [{"sku": "COAT", "title": "羽绒服", "quantity": 3}, {"sku": "HAT", "title": "帽", "quantity": 1}]
    order = shelf.desk.paid(number, total="300.00", lines=lines)
    must(shelf.approve(order))
    return now(order)


def split(shelf: Shelf, order: Order, pieces: str, **more: Any) -> Outcome:
    return shelf.desk.does(shelf.people.chenmo, "order.split", 40, order, pieces=pieces, **more)


def ship(shelf: Shelf, parcel: Parcel, waybill: str, minute: float = 60) -> Outcome:
    with living_at(MONDAY + timedelta(minutes=minute)):
        return one("parcel.ship", shelf.people.chenmo, parcel.pk, carrier="顺丰", waybill=waybill)


def inside(parcel: Parcel) -> dict[str, int]:
    return {piece.sku.code: piece.pieces for piece in parcel.pieces.select_related("sku").order_by("id")}


@pytest.mark.requirement("T2.8")
def test_what_is_named_goes_into_a_parcel_of_its_own(shelf: Shelf) -> None:
    coat, hat = shelf.lay("COAT", 5), shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT×2", freight="8.00", freight_left="12.50"))
    first, second = Parcel.objects.order_by("id")
    assert (inside(first), inside(second)) == ({"COAT": 1, "HAT": 1}, {"COAT": 2})
    assert (first.freight_cents, second.freight_cents) == (1250, 800)
    assert now(order).packing == "split"
    assert (figures(coat), figures(hat)) == ((5, 3, 0, 2), (2, 1, 0, 1))


@pytest.mark.requirement("T2.8")
def test_until_the_last_has_left_it_is_marked_as_shipped_in_part(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT×2"))
    first, second = Parcel.objects.order_by("id")
    must(ship(shelf, second, "SF1000001"))
    half = now(order)
    assert (half.fulfilment, half.in_parts, half.marked) == ("approved", True, 1)
    assert figures(coat) == (3, 1, 0, 2)
    must(ship(shelf, first, "SF1000002"))
    whole = now(order)
    assert (whole.fulfilment, whole.in_parts, whole.marked) == ("shipped", False, None)
    assert figures(coat) == (2, 0, 0, 2)
    assert is_the_sum_of_its_movements(coat)
    assert kinds(order).count("order.ship") == 1


@pytest.mark.requirement("T2.8")
def test_each_leaves_from_its_own_warehouse(shelf: Shelf) -> None:
    must(one("warehouse.open", SYSTEM, name="南仓"))
    here, there = shelf.lay("COAT", 3), shelf.lay("COAT", 4, "南仓")
    shelf.lay("HAT", 2)
    must(split(shelf, two_articles(shelf), "COAT×2", warehouse="南仓"))
    assert (figures(here), figures(there)) == ((3, 1, 0, 2), (4, 2, 0, 2))
    must(ship(shelf, Parcel.objects.get(warehouse__name="南仓"), "SF1000001"))
    assert (figures(here), figures(there)) == ((3, 1, 0, 2), (2, 0, 0, 2))


def test_a_warehouse_with_too_few_is_named_with_what_it_has(shelf: Shelf) -> None:
    must(one("warehouse.open", SYSTEM, name="南仓"))
    coat = shelf.lay("COAT", 5)
    shelf.lay("COAT", 1, "南仓")
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    outcome = split(shelf, order, "COAT×2", warehouse="南仓")
    assert outcome.status == "refused"
    assert "COAT · 南仓 要 2 件，可用 1 件" in outcome.why
    assert "HAT 在“南仓”没有库存记录" in split(shelf, order, "HAT", warehouse="南仓").why
    assert (figures(coat), Parcel.objects.count()) == ((5, 3, 0, 2), 0)


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ("COAT×3；HAT", "留下至少一件"),
        ("COAT×4", "COAT 多写了 1 件"),
        ("BOOT", "没有叫“BOOT”的商品；有的是：COAT、HAT"),
    ],
)
def test_what_cannot_be_split_is_said(shelf: Shelf, pieces: str, why: str) -> None:
    shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    outcome = split(shelf, two_articles(shelf), pieces)
    assert (outcome.status, why in outcome.why) == ("refused", True), outcome.why


def test_more_can_be_split_off(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT"))
    must(split(shelf, order, "COAT"))
    assert [inside(one) for one in Parcel.objects.order_by("id")] == [{"COAT": 1, "HAT": 1}, {"COAT": 1}, {"COAT": 1}]
    assert figures(coat) == (5, 3, 0, 2)


@pytest.mark.requirement("T2.8")
def test_it_is_undone_until_something_has_left(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT×2"))
    must(shelf.desk.does(shelf.people.chenmo, "order.unsplit", 45, order))
    assert now(order).packing == "whole"
    assert figures(coat) == (5, 3, 0, 2)
    must(shelf.ship(order))
    assert (figures(coat), inside(Parcel.objects.get(status="shipped"))) == ((2, 0, 0, 2), {"COAT": 3, "HAT": 1})


def test_not_once_something_has_left(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT×2"))
    must(ship(shelf, Parcel.objects.order_by("-id")[0], "SF1000001"))
    outcome = shelf.desk.does(shelf.people.chenmo, "order.unsplit", 61, order)
    assert (outcome.status, "已经有包裹发走了" in outcome.why) == ("refused", True)


def test_a_split_order_is_shipped_parcel_by_parcel(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT×2"))
    outcome = shelf.ship(order)
    assert (outcome.status, "每个包裹各自发货" in outcome.why) == ("refused", True)


def test_an_order_that_is_held_lets_go_of_its_parcels(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    must(split(shelf, order, "COAT×2"))
    must(shelf.desk.does(shelf.people.zhaoning, "order.hold", 50, order, reason="等等"))
    assert (figures(coat), now(order).packing) == ((5, 0, 0, 5), "whole")
    assert set(Parcel.objects.values_list("status", flat=True)) == {"withdrawn"}
    must(shelf.desk.does(shelf.people.zhaoning, "order.contact", 51, order, contact_outcome="confirmed"))
    must(shelf.desk.does(shelf.people.zhaoning, "order.release", 52, order))
    must(shelf.ship(order))
    assert figures(coat) == (2, 0, 0, 2)


def test_who_may_not_ship_may_not_split(shelf: Shelf) -> None:
    shelf.lay("COAT", 5)
    shelf.lay("HAT", 2)
    order = two_articles(shelf)
    for name in ("hejing", "suhe"):
        outcome = shelf.desk.does(getattr(shelf.people, name), "order.split", 40, order, pieces="COAT")
        assert (outcome.status, "的权限" in outcome.why) == ("refused", True)
