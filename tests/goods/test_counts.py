"""What lies in a warehouse is counted without seeing the books; differences are agreed to, then booked."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from dianzhang.goods.models import CountLine, Stock, StockCount
from dianzhang.goods.showing import lines_of
from dianzhang.measure.catalogue import Slice, measures
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

pytestmark = pytest.mark.requirement("G9.7")


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    shelf = Shelf(desk)
    shelf.lay("COAT", 5)
    shelf.lay("SCARF", 3)
    return shelf


@pytest.fixture
def count(shelf: Shelf) -> StockCount:
    found: StockCount = must(one("count.begin", shelf.people.chenmo, warehouse="主仓"))
    return found


def enter(shelf: Shelf, count: StockCount, **found: int) -> None:
    for code, pieces in found.items():
        must(one("count.enter", shelf.people.chenmo, count.pk, code=code, pieces=pieces))


def booked_by(shelf: Shelf, count: StockCount) -> str:
    return one("count.book", shelf.people.chenmo, count.pk).status


def agree(shelf: Shelf) -> None:
    approval = Approval.objects.latest("id")
    must(one("approval.agree", shelf.people.shenlan, approval.pk))


def test_nobody_sees_the_books_while_counting(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=4)
    shown = lines_of(StockCount.objects.get(), shelf.people.chenmo)
    assert shown["blind"]
    assert [(line.stock.sku.code, line.counted) for line in shown["rows"]] == [("COAT", 4), ("SCARF", None)]


def test_an_article_left_out_is_named(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=4)
    assert "SCARF" in one("count.finish", shelf.people.chenmo, count.pk).why


def test_no_difference_is_booked_at_once(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=5, SCARF=3)
    must(one("count.finish", shelf.people.chenmo, count.pk))
    assert booked_by(shelf, count) == "done"
    assert list(Stock.objects.order_by("sku__code").values_list("on_hand", flat=True)) == [5, 3]


def test_a_difference_is_agreed_to_then_booked(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=6, SCARF=3)
    enter(shelf, count, COAT=4)  # a second look
    must(one("count.finish", shelf.people.chenmo, count.pk))
    assert StockCount.objects.get().differing == 1
    assert booked_by(shelf, count) == "awaiting"
    coat = Stock.objects.get(sku__code="COAT")
    assert figures(coat)[0] == 5
    agree(shelf)
    assert (figures(coat)[0], StockCount.objects.get().status) == (4, "booked")
    assert is_the_sum_of_its_movements(coat)


def test_what_moved_since_it_was_counted_is_no_difference(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=4, SCARF=3)
    coat = Stock.objects.get(sku__code="COAT")
    must(one("stock.book_in", shelf.people.chenmo, coat.pk, pieces=10))
    must(one("count.finish", shelf.people.chenmo, count.pk))
    booked_by(shelf, count)
    agree(shelf)
    assert figures(coat)[0] == 14


def test_what_differed_is_counted_again(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=4, SCARF=3)
    must(one("count.finish", shelf.people.chenmo, count.pk))
    must(one("count.recount", shelf.people.chenmo, count.pk))
    left = CountLine.objects.filter(counted=None).values_list("stock__sku__code", flat=True)
    assert (list(left), StockCount.objects.get().entered) == (["COAT"], 1)


def test_one_sheet_at_a_time(shelf: Shelf, count: StockCount) -> None:
    assert "正在盘点" in one("count.begin", shelf.people.chenmo, warehouse="主仓").why
    must(one("count.drop", shelf.people.chenmo, count.pk))
    must(one("count.begin", shelf.people.chenmo, warehouse="主仓"))


def test_how_right_the_books_are_is_a_number(shelf: Shelf, count: StockCount) -> None:
    enter(shelf, count, COAT=5, SCARF=3)
    must(one("count.finish", shelf.people.chenmo, count.pk))
    must(one("count.book", SYSTEM, count.pk))
    day = StockCount.objects.get().booked_on
    of = Slice(day, day)
    assert [measures[name].rows(of).count() for name in ("stock_counted", "stock_right")] == [2, 2]


@pytest.mark.parametrize("who", ["zhouke", "zhaoning", "xunuo"])
def test_others_count_nothing(shelf: Shelf, count: StockCount, who: str) -> None:
    people: SimpleNamespace = shelf.people
    assert one("count.enter", getattr(people, who), count.pk, code="COAT", pieces=1).status == "refused"
    assert one("count.begin", getattr(people, who), warehouse="主仓").status == "refused"
