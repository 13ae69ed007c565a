"""Marks on orders: what is perhaps brushing is kept out of every number, the others only say how an order is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Note
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import total
from tests.trade.desk import MONDAY, Desk, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T8.6")]
DAY = MONDAY.date()


def number(name: str) -> Decimal | None:
    return total(measures[name], Slice(DAY, DAY))


def test_what_is_perhaps_brushing_is_in_no_number_until_it_is_cleared(desk: Desk) -> None:
    desk.paid("P1", 0, "120.00")
    order = desk.paid("P2", 0, "80.00", buyer_id="b2")
    must(desk.told("order.refund", 5, order, amount="30.00"))
    must(desk.does(desk.people.zhaoning, "order.suspect", 10, order, reason="同一个地址一天九单"))
    assert (number("orders_paid"), number("amount_paid"), number("amount_placed")) == (1, Decimal(120), Decimal(120))
    assert number("amount_refunded") == 0
    must(desk.does(desk.people.mengyan, "order.clear_suspicion", 20, order, reason="问过，是团购"))
    assert (number("orders_paid"), number("amount_paid"), number("amount_refunded")) == (2, Decimal(200), Decimal(30))


def test_the_reason_stands_beside_the_order(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.mengyan, "order.mark", 10, order, mark="presale", reason="定金，月底发"))
    assert (now(order).presale, now(order).marked) == (True, 1)
    assert "定金，月底发" in Note.objects.get(subject_kind="order", subject_id=order.pk).text
    assert number("orders_paid") == 1


def test_a_mark_is_taken_off_again(desk: Desk) -> None:
    order = desk.paid()
    for mark in ("oversold", "in_parts"):
        must(desk.does(desk.people.mengyan, "order.mark", 10, order, mark=mark, reason="缺一件"))
    must(desk.does(desk.people.mengyan, "order.unmark", 11, order, mark="oversold", reason="补到货了"))
    assert (now(order).oversold, now(order).in_parts, now(order).marked) == (False, True, 1)
    assert (
        desk.does(desk.people.mengyan, "order.unmark", 12, order, mark="oversold", reason="再来").status == "unchanged"
    )


@pytest.mark.parametrize("who", ["xunuo", "chenmo", "zhouke", "shenlan"])
def test_who_has_no_right_to_it_keeps_nothing_out(desk: Desk, who: str) -> None:
    order = desk.paid()
    assert desk.does(getattr(desk.people, who), "order.suspect", 10, order).status == "refused"
    assert number("orders_paid") == 1


def test_whoever_suspects_does_not_clear(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.zhaoning, "order.suspect", 10, order, reason="像"))
    assert desk.does(desk.people.zhaoning, "order.clear_suspicion", 11, order).status == "refused"
