"""Two shops' orders with one number in one wave: each is meant by its shop."""

from __future__ import annotations

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Wave, WaveOrder
from tests.engine.department import LONG_AGO
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, figures

COAT = [{"sku": "COAT", "title": "羽绒服", "quantity": 2}]


@pytest.fixture
def orders(shelf: Shelf) -> list[Order]:
    """P1 of two shops, and P2 of the first, in one wave."""
    with living_at(LONG_AGO):
        must(one("shop.open", SYSTEM, code="tmall-2", name="天猫专营店"))
    coat = shelf.lay(pieces=9)
    found = []
    for number, shop in (("P1", "tmall-1"), ("P1", "tmall-2"), ("P2", "tmall-1")):
        buyer = f"{number}-{shop}"
        found.append(shelf.desk.paid(number, lines=COAT, shop=shop, buyer_id=buyer, receiver=buyer, total="300.00"))
        must(shelf.approve(found[-1]))
    must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    assert figures(coat)[1] == 6
    return found


def states(orders: list[Order]) -> list[str]:
    there = dict(WaveOrder.objects.values_list("order_id", "state"))
    return [there[order.pk] for order in orders]


@pytest.mark.requirement("T3.1")
@pytest.mark.parametrize(("shop", "left"), [("tmall-1", ["out", "in", "in"]), ("tmall-2", ["in", "out", "in"])])
def test_the_one_of_the_shop_named_is_taken_out(shelf: Shelf, orders: list[Order], shop: str, left: list[str]) -> None:
    wave = Wave.objects.get()
    both = one("wave.take_out", shelf.people.chenmo, wave.pk, number="P1", reason="破损")
    assert (both.status, "选店铺" in both.why) == ("refused", True), both.why
    assert "天猫旗舰店" in both.why
    assert states(orders) == ["in", "in", "in"]
    must(one("wave.take_out", shelf.people.chenmo, wave.pk, number="P1", shop=shop, reason="破损"))
    assert states(orders) == left
    assert Wave.objects.get().orders == 2
    must(one("wave.take_out", shelf.people.chenmo, wave.pk, number="P1", reason="破损"))  # one is left: it is meant
    assert states(orders) == ["out", "out", "in"]


def test_of_a_shop_that_has_none_in_it(shelf: Shelf, orders: list[Order]) -> None:
    wave = Wave.objects.get()
    for number, shop in (("P2", "tmall-2"), ("P1", "nowhere")):
        refused = one("wave.take_out", shelf.people.chenmo, wave.pk, number=number, shop=shop, reason="破损")
        assert (refused.status, f"没有订单 {number}" in refused.why) == ("refused", True)


def test_one_order_named_twice_in_a_call_leaves_once(shelf: Shelf, orders: list[Order]) -> None:
    wave = Wave.objects.get()
    given = {"number": "P2", "reason": "破损"}
    perform("wave.take_out", [Item(wave.pk, data=dict(given)), Item(wave.pk, data=dict(given))], shelf.people.chenmo)
    assert (Wave.objects.get().orders, states(orders)) == (2, ["in", "in", "out"])


def test_two_of_a_wave_in_one_call(shelf: Shelf, orders: list[Order]) -> None:
    wave = Wave.objects.get()
    items = [Item(wave.pk, data={"number": "P1", "shop": shop, "reason": "破损"}) for shop in ("tmall-1", "tmall-2")]
    for outcome in perform("wave.take_out", items, shelf.people.chenmo):
        must(outcome)
    assert (Wave.objects.get().orders, states(orders)) == (1, ["out", "out", "in"])


def test_what_is_refused_of_one_call_is_the_item_at_fault(shelf: Shelf, orders: list[Order]) -> None:
    wave = Wave.objects.get()
    items = [Item(wave.pk, data={"number": number, "reason": "破损"}) for number in ("P9", "P2", "P1")]
    outcomes = perform("wave.take_out", items, shelf.people.chenmo)
    assert [outcome.status for outcome in outcomes] == ["refused", "done", "refused"]
    assert ["没有订单 P9" in outcomes[0].why, "选店铺" in outcomes[2].why] == [True, True]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()
