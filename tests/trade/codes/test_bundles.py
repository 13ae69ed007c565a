"""One code that is several articles: taken apart for the shelf, its money shared out to the cent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.engine.act import must
from dianzhang.goods.models import Sku, Stock
from dianzhang.kernel.money import share
from tests.trade.desk import MONDAY, now
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

from .saying import code, pieces, says

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T8.3")]


@given(st.integers(-(10**9), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_shares_are_the_sum_and_nobody_misses_a_cent(whole: int, weights: list[int]) -> None:
    parts = share(whole, weights)
    assert sum(parts) == whole
    given_ = weights if any(weights) else [1] * len(weights)
    assert all(
        abs(part * sum(given_) - whole * weight) < sum(given_) for part, weight in zip(parts, given_, strict=True)
    )


def test_a_sum_is_not_shared_among_nobody() -> None:
    with pytest.raises(ValueError, match="weights"):
        share(100, [])


def test_a_bundle_holds_the_pieces_it_is(shelf: Shelf) -> None:
    order = _bundle(shelf, 2)
    assert (order.lines.get().sku, pieces(order)) == (None, [("COAT", 2, 6667), ("SCARF", 4, 13333)])
    must(shelf.approve(order))
    assert (figures(_stock("COAT")), figures(_stock("SCARF"))) == ((9, 2, 0, 7), (9, 4, 0, 5))
    must(shelf.ship(now(order)))
    assert (figures(_stock("COAT"))[0], figures(_stock("SCARF"))[0]) == (7, 5)
    assert is_the_sum_of_its_movements(_stock("SCARF"))


def test_money_goes_by_floor_prices_where_all_have_one(shelf: Shelf) -> None:
    Sku.objects.filter(code="COAT").update(floor_cents=9000)
    Sku.objects.filter(code="SCARF").update(floor_cents=500)
    assert pieces(_bundle(shelf, 1)) == [("COAT", 1, 18000), ("SCARF", 2, 2000)]


def test_the_cost_of_a_bundle_is_that_of_its_pieces(shelf: Shelf) -> None:
    Sku.objects.filter(code="COAT").update(cost_cents=5000)
    Sku.objects.filter(code="SCARF").update(cost_cents=300)
    order = _bundle(shelf, 1)
    assert now(order).cost_of_lines == 5600


def test_a_bundle_that_is_not_there_is_not_approved(shelf: Shelf) -> None:
    order = _bundle(shelf, 5)  # ten scarves, of nine
    assert "要 10 件，可用 9 件" in shelf.approve(order).why
    assert figures(_stock("COAT")) == (9, 0, 0, 9)


def test_changed_from_a_moment_on_earlier_orders_stay_what_they_were(shelf: Shelf) -> None:
    early = _bundle(shelf, 1)
    since = (MONDAY + timedelta(minutes=20)).isoformat()
    changed = {"contents": "COAT；SCARF", "since": since, "reason": "少送一条"}
    must(says(shelf, "item_code.change", "SET", 30, **changed))
    late = _order(shelf, "P9", 1, minute=31)
    assert [n for _c, n, _r in pieces(early)] == [1, 2]
    assert [n for _c, n, _r in pieces(late)] == [1, 1]
    must(says(shelf, "item_code.restore", "SET", 40))
    assert [n for _c, n, _r in pieces(late)] == [1, 2]
    assert code("SET").contents == "COAT；SCARF×2"


def test_what_was_never_changed_is_not_changed_back(shelf: Shelf) -> None:
    _bundle(shelf, 1)
    assert "没有改过" in says(shelf, "item_code.restore", "SET").why


def test_a_change_needs_its_reason(shelf: Shelf) -> None:
    _bundle(shelf, 1)
    assert says(shelf, "item_code.change", "SET", contents="COAT").field_errors.keys() == {"reason"}


def _bundle(shelf: Shelf, quantity: int):  # type: ignore[no-untyped-def]
    """An order of so many sets of a coat and two scarves, mapped after it came in."""
    order = _order(shelf, "P1", quantity)
    must(says(shelf, "item_code.map", "SET", contents="COAT；SCARF×2"))
    return now(order)


def _order(shelf: Shelf, number: str, quantity: int, minute: float = 0):  # type: ignore[no-untyped-def]
    lines = [{"sku": "SET", "title": "冬日套装", "quantity": quantity, "receives": "200.00"}]
    return shelf.desk.paid(number, minute, "200.00", lines=lines, buyer_id=f"b-{number}", receiver=f"收{number}")


def _stock(name: str) -> Stock:
    return Stock.objects.get(sku__code=name)
