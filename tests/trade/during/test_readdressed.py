"""An address changed before it is shipped: written down with who asked, checked again, kept against the platform's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Difference, Event, Notice
from dianzhang.trade.models import AddressChange, Order
from tests.trade.desk import Desk, flags, now, row, table
from tests.trade.desk import clocks as clocks_of
from tests.trade.stocked import Shelf

pytestmark = pytest.mark.django_db
NEW = {"receiver": "李雷", "phone": "13900000077", "address": "解放路 8 号"}


def changed(desk: Desk, order: Order, minute: float = 10, **given: str) -> Order:
    must(desk.does(desk.people.zhouke, "order.readdress", minute, order, **(given or NEW)))
    return now(order)


@pytest.mark.requirement("T5.1")
def test_it_goes_elsewhere_and_it_is_known_who_asked(desk: Desk) -> None:
    order = desk.paid()
    had = order.receiver
    found = changed(desk, order, receiver="李雷", asked_by="receiver")
    assert (found.receiver_name, found.phone, found.address) == ("李雷", had.phone, had.whole_address)
    row_ = AddressChange.objects.get(order=order)
    assert (row_.asked_by, row_.old_id, row_.new_id) == ("receiver", had.pk, found.receiver_id)
    assert row_.by_id == desk.people.zhouke.person_id
    assert not any("李雷" in event.data for event in Event.objects.all())


def test_nothing_to_change_is_refused(desk: Desk) -> None:
    order = desk.paid()
    for given in ({}, {"receiver": order.receiver_name}, {"phone": "   "}):
        assert "至少写一样" in desk.does(desk.people.zhouke, "order.readdress", 5, order, **given).why


@pytest.mark.requirement("T5.1")
def test_once_shipped_the_way_out_is_an_interception(shelf: Shelf) -> None:
    desk, order = shelf.desk, shelf.order("P1", 1)
    must(shelf.approve(order))
    must(desk.does(desk.people.chenmo, "order.ship", 30, order, carrier="顺丰", waybill="SF1234567"))
    why = desk.does(desk.people.zhouke, "order.readdress", 40, order, **NEW).why
    assert "拦截拒收" in why
    assert AddressChange.objects.count() == 0


@pytest.mark.requirement("T5.2")
def test_the_checks_look_again(desk: Desk) -> None:
    order = desk.enter(address="", city="", province="", address_complete="false")
    must(desk.told("order.pay", 1, order))
    found = changed(desk, order, receiver="李雷")
    assert "改过的地址不全" in flags(found)
    assert found.hold == "held"


@pytest.mark.requirement("T5.2")
def test_ours_stands_against_the_platforms_file(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path / "orders.csv", [row()])
    desk.take(file)
    order = Order.objects.get()
    assert changed(desk, order).receiver_name == "李雷"
    assert desk.take(file).unchanged == 1
    assert (now(order).receiver_name, Difference.objects.count()) == ("李雷", 0)
    third = table(tmp_path / "later.csv", [row(详细地址="北山街 5 号")])
    desk.take(third)
    assert now(order).receiver_name == "李雷"
    difference = Difference.objects.get()
    assert (difference.what, "北山" in difference.theirs) == ("address", False)
    assert desk.take(third).unchanged == 1
    assert Difference.objects.count() == 1


def test_what_the_platform_tells_of_one_we_did_not_change_is_taken(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "orders.csv", [row()]))
    desk.take(table(tmp_path / "later.csv", [row(详细地址="北山街 5 号")]))
    assert "北山街" in Order.objects.get().address


@pytest.mark.requirement("T5.2")
def test_a_warehouse_that_has_it_in_a_wave_is_told(shelf: Shelf) -> None:
    from dianzhang.engine.models import Note
    from dianzhang.trade.models import Wave, WaveOrder

    desk, order = shelf.desk, shelf.order("P1", 1)
    must(shelf.approve(order))
    wave = Wave.objects.create(warehouse=_warehouse(), owner_id=desk.people.chenmo.person_id)
    WaveOrder.objects.create(wave=wave, order=order, slot=1)
    changed(desk, order, 40)
    assert Notice.objects.filter(person_id=desk.people.chenmo.person_id, subject_id=order.pk).exists()
    assert any("面单重新打" in note.text for note in Note.objects.filter(subject_kind="order", subject_id=order.pk))


def _warehouse() -> object:
    from dianzhang.goods.models import Warehouse

    return Warehouse.objects.order_by("id").first()


def test_who_may_not(desk: Desk) -> None:
    order = desk.paid()
    for who in (desk.people.chenmo, desk.people.xunuo, desk.people.zhaoning, desk.people.hejing):
        assert desk.does(who, "order.readdress", 5, order, **NEW).status == "refused"
    assert clocks_of(order)
