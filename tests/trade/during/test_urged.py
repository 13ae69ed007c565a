"""Buyers who urge: counted, the owner told, answered in time; the third time is pointed out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from tests.trade.desk import MONDAY, Desk, clocks, flags, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T5.3")]
RULE = "orders.during/deadline-1"


def test_counted_told_and_answered(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.mengyan, "order.assign", 1, order, person="xunuo"))
    must(desk.does(desk.people.zhouke, "order.urge", 10, order, about="shipping"))
    assert (now(order).urged_shipping, now(order).urged_delivery) == (1, 0)
    assert Notice.objects.filter(person_id=desk.people.xunuo.person_id, subject_id=order.pk).exists()
    assert clocks(order)[RULE] == "running"
    must(desk.does(desk.people.zhouke, "order.answer_urge", 30, order, note="今天下午发"))
    assert clocks(order)[RULE] == "met"


def test_unanswered_for_two_working_hours(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.zhouke, "order.urge", 0, order, about="shipping"))
    with living_at(MONDAY + timedelta(hours=2, minutes=1)):
        tick(MONDAY + timedelta(hours=2, minutes=1))
    assert clocks(order)[RULE] == "missed"


def test_the_third_time_is_pointed_out(desk: Desk) -> None:
    order = desk.paid()
    for minute in range(3):
        assert "催了三次" not in flags(order)
        must(desk.does(desk.people.zhouke, "order.urge", minute, order, about="shipping"))
    assert "催了三次" in flags(order)


def test_what_is_urged_must_fit(desk: Desk) -> None:
    order = desk.paid()
    assert "没有物流可催" in desk.does(desk.people.zhouke, "order.urge", 1, order, about="delivery").why
    assert "没有催过" in desk.does(desk.people.zhouke, "order.answer_urge", 1, order, note="在路上").why
    assert desk.does(desk.people.chenmo, "order.urge", 1, order, about="shipping").status == "refused"
