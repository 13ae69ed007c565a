"""A new order is somebody's, is late when nobody takes it up, and is not there for whoever may not see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine import reading
from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.trade.states import ORDER
from tests.trade.desk import MONDAY, Desk, clocks, now


@pytest.mark.requirement("T1.8")
def test_a_paid_order_that_nobody_takes_up_is_late_with_owner_and_clause(desk: Desk) -> None:
    order = desk.paid()
    with living_at(MONDAY + timedelta(hours=4)):  # noon lies between: four working hours are not over
        tick()
    assert clocks(order)["orders.approve/deadline-1"] == "running"
    with living_at(MONDAY + timedelta(hours=6)):
        tick()
    late = ClockRow.objects.get(rule="orders.approve/deadline-1", subject_id=order.pk)
    assert (late.state, late.owner_post) == ("missed", "order_desk")


@pytest.mark.requirement("T1.8")
def test_one_that_is_taken_up_in_time_is_not(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.zhaoning, "order.approve", 30, order))
    with living_at(MONDAY + timedelta(hours=6)):
        tick()
    assert clocks(order)["orders.approve/deadline-1"] == "met"


@pytest.mark.requirement("T1.6")
def test_an_order_is_handed_to_somebody_whose_it_is_then(desk: Desk) -> None:
    order = desk.paid()
    assert desk.does(desk.people.xunuo, "order.assign", 1, order, person="zhaoning").status == "refused"
    must(desk.does(desk.people.mengyan, "order.assign", 2, order, person="zhaoning"))
    assert now(order).owner_id == desk.people.zhaoning.person_id


@pytest.mark.requirement("T1.6")
def test_whoever_may_not_see_orders_finds_none(desk: Desk) -> None:
    order = desk.paid()
    assert reading.visible(desk.people.hejing, ORDER).count() == 0
    assert reading.seen(desk.people.hejing, ORDER, [order]) == set()
    assert reading.visible(desk.people.xunuo, ORDER).count() == 1
