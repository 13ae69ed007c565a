"""A wave takes approved orders, the oldest promise first, and has their pieces reserved."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.outcome import Outcome
from dianzhang.goods.models import Holding
from dianzhang.trade.models import Wave, WaveOrder
from tests.trade.desk import MONDAY
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements


def plan(shelf: Shelf, **given: Any) -> Outcome:
    return one("wave.plan", shelf.people.chenmo, warehouse="主仓", **given)


def numbers(wave: Wave, state: str = "in") -> list[str]:
    rows = WaveOrder.objects.filter(wave=wave, state=state).order_by("slot", "id")
    return list(rows.values_list("order__number", flat=True))


@pytest.mark.requirement("T3.1")
def test_the_oldest_promise_goes_first(shelf: Shelf) -> None:
    shelf.lay(pieces=9)
    for number in ("P1", "P2", "P3"):
        shelf.approved(number)
    order = shelf.order("P4")
    type(order).objects.filter(pk=order.pk).update(promised_at=MONDAY)
    must(shelf.approve(order))
    shelf.order("P5")  # not reviewed
    wave = must(plan(shelf, most=3))
    assert numbers(wave) == ["P4", "P1", "P2"]
    assert (wave.orders, wave.pieces, wave.left, wave.status) == (3, 3, 0, "planned")
    again = must(plan(shelf))
    assert numbers(again) == ["P3"]  # none is in two waves
    assert "没有可排的订单" in plan(shelf).why


def test_what_is_reserved_is_not_reserved_again(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    shelf.approved("P1", 2)
    assert figures(stock) == (5, 2, 0, 3)
    wave = must(plan(shelf))
    assert (wave.orders, wave.pieces, wave.fresh) == (1, 2, 0)
    assert figures(stock) == (5, 2, 0, 3)


@pytest.mark.requirement("T3.1")
def test_what_cannot_be_had_is_left_out_by_name(shelf: Shelf) -> None:
    for number, pieces in (("P1", 2), ("P2", 4), ("P3", 3)):
        shelf.approved(number, pieces)  # before anybody kept stock: nothing is reserved
    stock = shelf.lay(pieces=5)
    from dianzhang.trade.models import OrderLine

    OrderLine.objects.update(sku=stock.sku_id)
    outcome = plan(shelf)
    wave = must(outcome)
    assert numbers(wave) == ["P1", "P3"]
    assert numbers(wave, "left") == ["P2"]
    assert "没排进 1 单" in outcome.why
    assert "P2" in outcome.why
    assert "可用" in WaveOrder.objects.get(state="left").why
    assert (wave.fresh, wave.left, wave.pieces) == (2, 1, 5)
    assert figures(stock) == (5, 5, 0, 0)
    assert Holding.objects.filter(state="held").count() == 2
    assert is_the_sum_of_its_movements(stock)
    must(one("wave.call_off", shelf.people.chenmo, wave.pk))  # as if it had not been
    assert figures(stock) == (5, 0, 0, 5)
    assert is_the_sum_of_its_movements(stock)
    assert numbers(must(plan(shelf))) == ["P1", "P3"]


def test_one_article_or_several(shelf: Shelf) -> None:
    shelf.lay(pieces=9)
    shelf.lay("CAP", pieces=9)
    shelf.approved("P1")
    two = shelf.desk.paid(
        "P2", total="300.00", buyer_id="two", receiver="两样",
        lines=[{"sku": code, "title": code, "quantity": 1} for code in ("COAT", "CAP")],
    )  # fmt: skip
    must(shelf.approve(two))
    assert numbers(must(plan(shelf, kind="multi"))) == ["P2"]
    assert numbers(must(plan(shelf, kind="single"))) == ["P1"]


def test_held_and_asked_back_orders_stay(shelf: Shelf) -> None:
    shelf.lay(pieces=9)
    held, asked, good = (shelf.approved(number) for number in ("P1", "P2", "P3"))
    must(shelf.desk.does(shelf.people.zhaoning, "order.hold", 40, held, reason="等买家"))
    must(shelf.desk.told("order.ask_refund", 41, asked))
    assert numbers(must(plan(shelf))) == [good.number]


def test_only_a_shop_of_this_warehouse(shelf: Shelf) -> None:
    shelf.lay(pieces=9)
    shelf.approved("P1")
    assert "没有代号为 nowhere 的店铺" in plan(shelf, shop="nowhere").why
    assert "没有在用的仓库" in one("wave.plan", shelf.people.chenmo, warehouse="别处").why
    assert numbers(must(plan(shelf, shop="tmall-1"))) == ["P1"]


@pytest.mark.requirement("T3.1")
def test_who_may_not(shelf: Shelf) -> None:
    shelf.lay(pieces=9)
    shelf.approved("P1")
    for person in (shelf.people.zhaoning, shelf.people.xunuo, shelf.people.zhouke, shelf.people.shenlan):
        outcome = one("wave.plan", person, warehouse="主仓")
        assert outcome.status == "refused"
    assert not Wave.objects.exists()
