"""A wave goes from the plan to its end, step by step; orders leave it one by one or all at once."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.deadlines import clocks_on
from dianzhang.engine.outcome import Outcome
from dianzhang.trade.models import Order, Wave, WaveOrder
from dianzhang.trade.waves.states import WAVE
from dianzhang.web.due import onward
from tests.trade.desk import now
from tests.trade.stocked import Shelf, figures


@pytest.fixture
def orders(shelf: Shelf) -> list[Order]:
    shelf.lay(pieces=9)
    return [shelf.approved(number) for number in ("P1", "P2")]


@pytest.fixture
def wave(shelf: Shelf, orders: list[Order]) -> Wave:
    found: Wave = must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    return found


def does(shelf: Shelf, what: str, wave: Wave, **given: Any) -> Outcome:
    return one(f"wave.{what}", shelf.people.chenmo, wave.pk, **given)


@pytest.mark.requirement("T3.1")
def test_from_the_plan_to_the_end(shelf: Shelf, wave: Wave, orders: list[Order]) -> None:
    assert "已排" in does(shelf, "check", wave).why
    must(does(shelf, "pick", wave))
    outcome = does(shelf, "check", wave)
    assert "还有 2 单没有核对：P1、P2" in outcome.why
    for order in orders:
        must(one("order.check", shelf.people.chenmo, order.pk))
    assert one("order.check", shelf.people.chenmo, orders[0].pk).status == "unchanged"
    must(does(shelf, "check", wave))
    must(shelf.ship(orders[0]))
    assert "还有 1 单没有发货：P2" in does(shelf, "close", wave).why
    must(shelf.ship(orders[1]))
    must(does(shelf, "close", wave))
    assert set(WaveOrder.objects.values_list("state", flat=True)) == {"done"}


def test_an_order_taken_out_goes_with_another_wave(shelf: Shelf, wave: Wave, orders: list[Order]) -> None:
    assert "没有订单 P9" in does(shelf, "take_out", wave, number="P9", reason="破损").why
    must(does(shelf, "take_out", wave, number="P1", reason="破损"))
    assert Wave.objects.get(pk=wave.pk).orders == 1
    other = must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    assert WaveOrder.objects.get(wave=other).order.number == "P1"


def test_called_off_its_orders_keep_what_they_had(shelf: Shelf, wave: Wave, orders: list[Order]) -> None:
    from dianzhang.goods.models import Stock

    must(does(shelf, "call_off", wave))
    assert figures(Stock.objects.get()) == (9, 2, 0, 7)  # reserved when they were reviewed, not by the wave
    assert "已撤销" in does(shelf, "pick", wave).why


def test_not_called_off_once_something_left(shelf: Shelf, wave: Wave, orders: list[Order]) -> None:
    must(shelf.ship(orders[0]))
    outcome = does(shelf, "call_off", wave)
    assert outcome.status == "refused"
    assert "P1" in outcome.why


def test_checked_only_in_a_wave(shelf: Shelf) -> None:
    shelf.lay(pieces=3)
    order = shelf.approved("P7")
    assert "不在拣货的波次里" in one("order.check", shelf.people.chenmo, now(order).pk).why


def test_who_may_not(shelf: Shelf, wave: Wave, orders: list[Order]) -> None:
    for person in (shelf.people.zhaoning, shelf.people.zhouke, shelf.people.xunuo):
        for what, given in (("pick", {}), ("call_off", {}), ("take_out", {"number": "P1", "reason": "x"})):
            assert one(f"wave.{what}", person, wave.pk, **given).status == "refused"
        assert one("order.check", person, orders[0].pk).status == "refused"


def test_the_next_step_goes_on_and_never_takes_back(shelf: Shelf, wave: Wave) -> None:
    def next_step() -> str | None:
        wave.refresh_from_db()
        [clock] = [view for view in clocks_on(WAVE, wave, shelf.people.chenmo) if view.row.live]
        step = onward(clock, WAVE)
        return step["name"] if step is not None else None

    assert next_step() == "wave.pick"
    must(does(shelf, "pick", wave))
    assert next_step() == "wave.check"
