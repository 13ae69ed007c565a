"""2.3.11: out in time, under one waybill, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dianzhang.engine.act import must, perform
from dianzhang.engine.models import Difference
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.tick import tick
from dianzhang.trade.models import Order, Parcel
from tests.trade.desk import MONDAY, Desk, clocks, now


def approved(desk: Desk, number: str = "P1", **data: str) -> Order:
    order = desk.paid(number, **data)
    must(desk.does(desk.people.zhaoning, "order.approve", 30, order))
    return now(order)


@pytest.mark.requirement("T3.3")
def test_shipping_twice_is_refused(desk: Desk) -> None:
    order = approved(desk)
    must(desk.does(desk.people.chenmo, "order.ship", 60, order, carrier="顺丰", waybill="sf1234567890"))
    again = desk.does(desk.people.chenmo, "order.ship", 61, order, carrier="顺丰", waybill="SF999999")
    assert again.status == "moved_on"
    assert "陈默发货" in again.why
    assert [str(parcel) for parcel in Parcel.objects.all()] == ["顺丰 SF1234567890"]


def test_of_two_who_ship_the_same_order_at_once_one_wins(desk: Desk) -> None:
    order = approved(desk)
    items = [Item(order.id, order.revision, {"carrier": "顺丰", "waybill": f"SF12345{n}"}) for n in range(2)]
    with living_at(MONDAY + timedelta(hours=1)):
        outcomes = [perform("order.ship", item, desk.people.chenmo)[0].status for item in items]
    assert outcomes == ["done", "moved_on"]


def test_the_database_itself_allows_a_waybill_once(desk: Desk) -> None:
    order, other = approved(desk), approved(desk, "P2", buyer_id="buyer-32")
    given = {"shop": desk.shop, "carrier": "顺丰", "waybill": "SF1"}
    Parcel.objects.create(order=order, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parcel.objects.create(order=other, **given)


def test_a_waybill_belongs_to_one_order(desk: Desk) -> None:
    one, other = approved(desk, "P1"), approved(desk, "P2", buyer_id="buyer-32")
    items = [Item(o.id, None, {"carrier": "顺丰", "waybill": "SF1234567890"}) for o in (one, other)]
    with living_at(MONDAY + timedelta(hours=1)):
        first, second = perform("order.ship", items, desk.people.chenmo)
    assert (first.status, second.status) == ("done", "refused")
    assert "P1" in second.why


@pytest.mark.parametrize("waybill", ["", "12345", "SF 12 34 56", "顺丰123456", "x" * 41])
def test_a_waybill_that_cannot_be_one_is_refused(desk: Desk, waybill: str) -> None:
    outcome = desk.does(desk.people.chenmo, "order.ship", 60, approved(desk), carrier="顺丰", waybill=waybill)
    assert outcome.status == "refused"
    assert "waybill" in outcome.field_errors


def test_a_held_order_does_not_leave(desk: Desk) -> None:
    order = approved(desk)
    must(desk.does(desk.people.zhaoning, "order.hold", 40, order))
    outcome = desk.does(desk.people.chenmo, "order.ship", 60, order, carrier="顺丰", waybill="SF1234567890")
    assert (outcome.status, now(order).fulfilment) == ("moved_on", "approved")


@pytest.mark.requirement("T3.2")
@pytest.mark.parametrize(
    ("promised", "hours", "state"),
    [(None, 47, "running"), (None, 49, "missed"), (10, 9, "running"), (10, 11, "missed")],
)
def test_it_leaves_by_the_promised_time_else_within_48_hours(
    desk: Desk, promised: int | None, hours: int, state: str
) -> None:
    promise = {"promised_at": (MONDAY + timedelta(hours=promised)).isoformat()} if promised else {}
    order = approved(desk, **promise)
    with living_at(MONDAY + timedelta(hours=hours)):
        tick()
    assert clocks(order)["orders.ship/deadline-1"] == state


def test_delivered_and_closed(desk: Desk) -> None:
    order = approved(desk)
    must(desk.does(desk.people.chenmo, "order.ship", 60, order, carrier="顺丰", waybill="SF1234567890"))
    must(desk.told("order.deliver", 3000, order))
    must(desk.does(desk.people.chenmo, "order.close", 3001, order))
    assert now(order).fulfilment == "closed"
    assert Parcel.objects.get().delivered_at == MONDAY + timedelta(minutes=3000)


def test_a_delivery_of_what_we_never_shipped_is_a_difference(desk: Desk) -> None:
    order = approved(desk)
    must(desk.told("order.deliver", 60, order))
    assert now(order).fulfilment == "approved"
    found = Difference.objects.get()
    assert (found.what, found.ours, found.theirs) == ("fulfilment", "待发货", "已签收")
