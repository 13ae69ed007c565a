"""An order that is shipped the plain way is one parcel, with all that the order is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine import reading
from dianzhang.engine.act import must
from dianzhang.engine.models import Event
from dianzhang.trade.models import Parcel, ParcelPiece
from dianzhang.trade.parcels.states import PARCEL
from tests.trade.desk import MONDAY, Desk
from tests.trade.stocked import Shelf


@pytest.mark.requirement("T3.3")
def test_shipping_makes_the_parcel_with_its_pieces(shelf: Shelf) -> None:
    coat = shelf.lay("COAT", 5)
    order = shelf.approved("P1", 3)
    must(shelf.ship(order))
    parcel = Parcel.objects.get()
    assert (parcel.order_id, parcel.shop_id, parcel.unit_id) == (order.pk, order.shop_id, order.unit_id)
    assert (parcel.status, str(parcel), parcel.shipped_at) == (
        "shipped",
        "顺丰 SF00000P1",
        MONDAY + timedelta(minutes=60),
    )
    assert list(ParcelPiece.objects.values_list("order", "line", "sku", "pieces")) == [(order.pk, 1, coat.sku_id, 3)]


def test_the_event_of_the_parcel_follows_that_of_the_order(shelf: Shelf) -> None:
    shelf.lay()
    must(shelf.ship(shelf.approved("P1")))
    newest = Event.objects.filter(subject_kind__in=("order", "parcel")).order_by("-id").values_list("kind", flat=True)
    assert list(newest[:3]) == ["parcel.follow", "parcel.go", "order.ship"]


def test_a_line_that_is_no_article_of_ours_is_in_it_by_itself(desk: Desk) -> None:
    order = desk.paid("P1", lines=[{"title": "手写贺卡", "quantity": 2}])
    must(desk.does(desk.people.zhaoning, "order.approve", 30, order))
    must(desk.does(desk.people.chenmo, "order.ship", 60, order, carrier="顺丰", waybill="SF1234567890"))
    assert list(ParcelPiece.objects.values_list("line", "sku", "pieces")) == [(1, None, 2)]


def test_it_arrives_with_its_order(shelf: Shelf) -> None:
    shelf.lay()
    order = shelf.approved("P1")
    must(shelf.ship(order))
    must(shelf.desk.told("order.deliver", 3000, order))
    parcel = Parcel.objects.get()
    assert (parcel.status, parcel.delivered_at) == ("delivered", MONDAY + timedelta(minutes=3000))


@pytest.mark.requirement("T2.5")
def test_who_sees_no_orders_sees_no_parcels(shelf: Shelf) -> None:
    shelf.lay()
    must(shelf.ship(shelf.approved("P1")))
    people = shelf.people
    seen = {name: reading.visible(getattr(people, name), PARCEL).count() for name in ("chenmo", "zhaoning", "hejing")}
    assert seen == {"chenmo": 1, "zhaoning": 1, "hejing": 0}
