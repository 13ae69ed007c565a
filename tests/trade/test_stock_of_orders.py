"""What an order holds of the stock, from its review to the carrier."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.gateways.orders import LINES
from dianzhang.goods.models import Holding
from dianzhang.trade.models import Order
from dianzhang.trade.told import EnterOrder, Told
from tests.trade.desk import MONDAY, Desk, now
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

pytestmark = pytest.mark.requirement("G9.2")


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    return Shelf(desk)


def test_a_reviewed_order_has_its_pieces_and_takes_them_out_of_the_house(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    order = shelf.approved("P1", 2)
    assert figures(stock) == (5, 2, 0, 3)
    must(shelf.ship(order))
    assert figures(stock) == (3, 0, 0, 3)
    assert list(Holding.objects.values_list("kind", "holder", "pieces", "state")) == [("order", order.id, 2, "sent")]
    assert is_the_sum_of_its_movements(stock)


@pytest.mark.requirement("G9.3")
def test_what_is_not_there_is_promised_to_nobody_and_who_has_it_is_told(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=3)
    shelf.approved("P1", 2)
    second = shelf.order("P2", 2)
    outcome = shelf.approve(second)
    assert (outcome.status, now(second).fulfilment) == ("refused", "waiting")
    assert "要 2 件，可用 1 件" in outcome.why
    assert "订单 P1占 2 件" in outcome.why
    assert figures(stock) == (3, 2, 0, 1)


def test_an_article_without_a_stock_record_is_unknown_not_missing(shelf: Shelf) -> None:
    shelf.lay("SCARF", 0)
    one("sku.add", shelf.people.mengyan, code="UNKNOWN", title="手套")
    order = shelf.order("P1", 7, code="UNKNOWN")
    must(shelf.approve(order))
    must(shelf.ship(now(order)))
    assert not Holding.objects.exists()


def test_what_is_held_is_let_go_and_had_again_when_released(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=2)
    order = shelf.approved("P1", 2)
    must(shelf.desk.does(shelf.people.zhaoning, "order.hold", 31, order))
    assert figures(stock) == (2, 0, 0, 2)
    must(shelf.desk.does(shelf.people.zhaoning, "order.contact", 31, order, contact_outcome="confirmed"))
    must(shelf.desk.does(shelf.people.zhaoning, "order.release", 32, order))
    assert figures(stock) == (2, 2, 0, 0)
    assert is_the_sum_of_its_movements(stock)


def test_whoever_was_held_meanwhile_stays_held_where_another_has_the_pieces(shelf: Shelf) -> None:
    shelf.lay(pieces=2)
    order = shelf.approved("P1", 2)
    must(shelf.desk.does(shelf.people.zhaoning, "order.hold", 31, order))
    shelf.approved("P2", 1)
    must(shelf.desk.does(shelf.people.zhaoning, "order.contact", 31, order, contact_outcome="confirmed"))
    outcome = shelf.desk.does(shelf.people.zhaoning, "order.release", 32, order)
    assert (outcome.status, "订单 P2占 1 件" in outcome.why) == ("refused", True)
    assert now(order).hold == "held"


def test_refunded_before_it_left_the_pieces_are_free(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=2)
    order = shelf.approved("P1", 2)
    must(shelf.desk.told("order.refund", 40, order, amount="300.00"))
    assert (now(order).fulfilment, figures(stock)) == ("cancelled", (2, 0, 0, 2))
    assert is_the_sum_of_its_movements(stock)


def test_a_part_refunded_before_it_left_keeps_its_pieces(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=2)
    order = shelf.approved("P1", 2)
    must(shelf.desk.told("order.refund", 40, order, amount="10.00"))
    assert figures(stock) == (2, 2, 0, 0)


def test_approved_before_stock_was_kept_takes_what_is_free(shelf: Shelf) -> None:
    one("sku.add", shelf.people.mengyan, code="COAT", title="羽绒服")
    order = shelf.approved("P1", 2)
    late = shelf.approved("P2", 2)
    stock = shelf.lay(pieces=3)
    must(shelf.ship(order))
    assert figures(stock) == (1, 0, 0, 1)
    assert "要 2 件，可用 1 件" in shelf.ship(late).why
    assert is_the_sum_of_its_movements(stock)


def test_a_batch_is_promised_first_come_first_served_in_one_movement(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=4)
    orders = [shelf.order(f"P{n}", 2) for n in range(3)]
    outcomes = perform("order.approve", [Item(order.id) for order in orders], shelf.people.zhaoning)
    assert [outcome.status for outcome in outcomes] == ["done", "done", "refused"]
    assert figures(stock) == (4, 4, 0, 0)
    assert Event.objects.filter(subject_kind="stock", kind="stock.reserve").count() == 1
    assert is_the_sum_of_its_movements(stock)


def test_a_shop_is_sent_from_the_warehouse_that_serves_it(shelf: Shelf) -> None:
    first = shelf.lay(pieces=4)
    other = must(one("warehouse.open", SYSTEM, name="副仓"))
    second = shelf.lay(pieces=4, warehouse="副仓")
    must(one("warehouse.serve", SYSTEM, other.id, shop="tmall-1"))
    order = shelf.approved("P1", 1)
    assert (figures(first), figures(second)) == ((4, 0, 0, 4), (4, 1, 0, 3))
    must(one("warehouse.serve", SYSTEM, shelf.warehouse.id, shop="tmall-1"))
    must(shelf.ship(order))  # from where it was promised
    assert (figures(first), figures(second)) == ((4, 0, 0, 4), (3, 0, 0, 3))


def test_other_lines_told_of_an_approved_order_hold_other_pieces(shelf: Shelf) -> None:
    coat, scarf = shelf.lay(pieces=4), shelf.lay("SCARF", 4)
    order = shelf.approved("P1", 2)
    _tell_lines(shelf, order.number, "SCARF", 3)
    assert (figures(coat), figures(scarf)) == ((4, 0, 0, 4), (4, 3, 0, 1))
    assert is_the_sum_of_its_movements(coat)


def _tell_lines(shelf: Shelf, number: str, code: str, pieces: int) -> None:
    given = EnterOrder.model_validate({
        "shop": "tmall-1", "number": number, "total": Decimal(300),
        "lines": [{"sku": code, "title": "围巾", "quantity": pieces}],
    })  # fmt: skip
    told = given.told(MONDAY)
    with living_at(MONDAY + timedelta(minutes=40)):
        order = Order.objects.get(number=number)
        must(
            perform("order.update", Item(order.id, data=Told(told.shop_id, told.order, frozenset({LINES}))), PLATFORM)[
                0
            ]
        )
