"""A line below which an article is ordered again: from what left the house, or set by hand (B2-20, C20-15)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.goods.models import Stock
from dianzhang.goods.pages import _line
from dianzhang.goods.showing import line_of
from dianzhang.goods.warning import is_low, reorder_point, sold
from tests.trade.desk import MONDAY, Desk
from tests.trade.stocked import Shelf

pytestmark = pytest.mark.requirement("G9.8")


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    return Shelf(desk)


def now(stock: Stock) -> Stock:
    return Stock.objects.get(pk=stock.pk)


def works_out(shelf: Shelf, *stocks: Stock, days_later: float = 1, **data: int) -> list[Outcome]:
    with living_at(MONDAY + timedelta(days=days_later)):
        return perform("stock.work_out_line", [Item(s.pk, data=data) for s in stocks], shelf.people.mengyan)


@given(sold=st.integers(0, 10**6), days=st.integers(1, 365), lead=st.integers(0, 365), spare=st.integers(0, 365))
def test_the_line_lasts_until_the_delivery_and_no_piece_longer(sold: int, days: int, lead: int, spare: int) -> None:
    line = reorder_point(sold, days, lead, spare)
    assert line * days >= sold * (lead + spare) > (line - 1) * days
    assert reorder_point(0, days, lead, spare) == 0


def test_from_what_was_sold(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=20)
    for n in range(3):
        must(shelf.ship(shelf.approved(f"P{n}", 2)))
    assert sold([stock.pk], MONDAY + timedelta(days=1), 30) == {stock.pk: 6}
    must(works_out(shelf, stock, days=4, lead_days=5, spare_days=1)[0])
    there = now(stock)
    assert (there.line, there.line_sold, there.line_days, there.lead_days, there.spare_days) == (9, 6, 4, 5, 1)
    assert sold([stock.pk], MONDAY + timedelta(days=40), 30) == {}  # what left long ago is no pace


def test_many_at_once_and_one_that_nobody_buys(shelf: Shelf) -> None:
    coat, hat = shelf.lay(pieces=9), shelf.lay("HAT", 9)
    must(shelf.ship(shelf.approved("P1", 3)))
    done, refused = works_out(shelf, coat, hat, days=3, lead_days=2, spare_days=0)
    assert (done.status, now(coat).line) == ("done", 2)
    assert (refused.status, now(hat).line) == ("refused", None)
    assert "近 3 天没有出库" in refused.why


def test_by_hand_with_a_reason_and_away_again(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=9)
    assert "reason" in one("stock.set_line", shelf.people.mengyan, stock.pk, line=4).field_errors
    must(one("stock.set_line", shelf.people.mengyan, stock.pk, line=4, reason="双十一前多备"))
    assert now(stock).line == 4
    must(one("stock.set_line", shelf.people.mengyan, stock.pk, reason="要停售了"))
    assert now(stock).line is None
    assert Event.objects.filter(kind="stock.set_line", subject_id=stock.pk).count() == 2


@pytest.mark.parametrize("who", ["zhouke", "zhaoning", "chenmo", "hejing"])
@pytest.mark.parametrize(("verb", "data"), [("set_line", {"line": 1, "reason": "x"}), ("work_out_line", {})])
def test_others_set_no_line(shelf: Shelf, who: str, verb: str, data: dict[str, object]) -> None:
    stock = shelf.lay(pieces=5)
    assert one(f"stock.{verb}", getattr(shelf.people, who), stock.pk, **data).status == "refused"
    assert now(stock).line is None


def test_below_the_line_somebody_has_a_day_to_order_again(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    must(one("stock.set_line", shelf.people.mengyan, stock.pk, line=4, reason="试卖"))
    shelf.approved("P1", 1)
    clocks = ClockRow.objects.filter(subject_kind="stock", subject_id=stock.pk)
    assert not clocks.exists()  # four are free: that is the line, and not below it
    shelf.approved("P2", 1)
    assert [clock.state for clock in clocks] == ["running"]
    must(one("stock.expect", shelf.people.chenmo, stock.pk, pieces=20))
    assert [clock.state for clock in clocks.all()] == ["met"]


def test_listed_and_explained(shelf: Shelf, desk: Desk) -> None:
    low, enough, without = shelf.lay("LOW", 5), shelf.lay("ENOUGH", 5), shelf.lay("WITHOUT", 5)
    for stock, line in ((low, 6), (enough, 5)):
        with living_at(MONDAY):
            must(one("stock.set_line", shelf.people.mengyan, stock.pk, line=line, reason="试卖"))
    found = {which: set(Stock.objects.filter(_line(which))) for which in ("below", "above", "none")}
    assert found == {"below": {low}, "above": {enough}, "none": {without}}
    assert [is_low(now(stock)) for stock in (low, enough, without)] == [True, False, False]
    shelf.ship(shelf.approved("P1", 3, "ENOUGH"))
    must(works_out(shelf, enough, days=30, lead_days=20, spare_days=10)[0])
    said = line_of(now(enough), shelf.people.mengyan)
    assert (said["stock"].line, said["worked_out"], said["low"], said["there"]) == (3, True, True, 2)
