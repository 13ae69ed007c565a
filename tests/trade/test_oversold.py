"""An order whose pieces cannot be promised is marked as oversold by itself, until they can."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Flag
from tests.trade.desk import Desk, flags, now
from tests.trade.stocked import Shelf


@pytest.mark.requirement("T8.6")
def test_the_mark_follows_the_stock(desk: Desk) -> None:
    shelf = Shelf(desk)
    coat = shelf.lay("COAT", 1)
    must(shelf.approve(shelf.order("P1")))
    late = shelf.order("P2")
    refused = shelf.approve(late)
    assert (refused.status, "可用 0 件" in refused.why) == ("refused", True)
    short = now(late)
    assert (short.fulfilment, short.oversold, short.marked) == ("waiting", True, 1)
    must(one("stock.book_in", shelf.people.chenmo, coat.pk, pieces=1))
    must(shelf.approve(late, 40))
    there = now(late)
    assert (there.fulfilment, there.oversold, there.marked) == ("approved", False, None)


@pytest.mark.requirement("T2.7")
def test_it_is_flagged_with_what_to_do_before_it_goes_to_the_warehouse(desk: Desk) -> None:
    shelf = Shelf(desk)
    shelf.lay("COAT", 1)
    must(shelf.approve(first := shelf.order("P1")))
    late = shelf.order("P2")
    assert shelf.approve(late).status == "refused"
    assert (flags(late), flags(first)) == (["没有货"], [])
    flag = Flag.objects.get(subject_id=late.pk, subject_kind="order")
    assert (flag.rule.partition("/")[0], "问买家" in flag.suggestion) == ("orders.short", True)
    assert now(late).fulfilment == "waiting"


def test_one_that_never_ran_short_has_no_such_event(desk: Desk) -> None:
    shelf = Shelf(desk)
    shelf.lay("COAT", 1)
    must(shelf.approve(order := shelf.order("P1")))
    assert not now(order).oversold
