"""Stock is the sum of its movements, whatever they are, and never less than nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.outcome import Outcome
from dianzhang.goods.models import Holding, Stock
from dianzhang.goods.movements import COLUMNS
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

pytestmark = pytest.mark.requirement("G9.1")

few = st.integers(1, 9)
purpose = st.sampled_from(["双十一", "展会"])
STEPS = st.one_of(
    st.tuples(st.just("expect"), st.fixed_dictionaries({"pieces": few})),
    st.tuples(st.just("receive"), st.fixed_dictionaries({"pieces": few, "missing": st.integers(0, 3)})),
    st.tuples(st.just("book_in"), st.fixed_dictionaries({"pieces": few})),
    st.tuples(st.just("adjust"), st.fixed_dictionaries({"change": st.integers(-9, 9), "reason": st.just("破损")})),
    st.tuples(st.just("put_aside"), st.fixed_dictionaries({"pieces": few, "purpose": purpose})),
    st.tuples(st.just("put_back"), st.fixed_dictionaries({"pieces": few, "purpose": purpose})),
    st.tuples(st.just("draw"), st.fixed_dictionaries({"pieces": few, "purpose": purpose})),
    st.tuples(
        st.just("bring_back"), st.fixed_dictionaries({"pieces": few, "lost": st.integers(0, 3), "purpose": purpose})
    ),
    st.tuples(st.just("restate"), st.fixed_dictionaries({"opening": st.integers(0, 20), "reason": st.just("数错")})),
)


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    return Shelf(desk)


def does(stock: Stock, verb: str, **data: Any) -> Outcome:
    return one(f"stock.{verb}", SYSTEM, stock.pk, **data)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=8, max_size=16))
def test_whatever_moves_the_rows_are_the_fold_of_the_journal(shelf: Shelf, steps: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        stock = shelf.lay(f"C{Stock.objects.count()}", 6)
        for verb, data in steps:
            does(stock, verb, **data)
        there = Stock.objects.get(pk=stock.pk)
        assert is_the_sum_of_its_movements(stock)
        assert min(getattr(there, column) for column in COLUMNS) >= 0
        assert there.free >= 0
        held = {"aside": 0, "drawn": 0}
        for kind, pieces in Holding.objects.filter(stock=stock, state="held").values_list("kind", "pieces"):
            held[kind] += pieces
        assert held == {"aside": there.set_aside, "drawn": there.drawn}
        transaction.set_rollback(True)


def test_bought_arrived_and_three_missing(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=1)
    must(does(stock, "expect", pieces=20, reference="采购 07"))
    assert "在途只有 20 件" in does(stock, "receive", pieces=21).why
    must(does(stock, "receive", pieces=17, missing=3, reference="采购 07"))
    there = Stock.objects.get(pk=stock.pk)
    assert (there.on_hand, there.coming) == (18, 0)


@pytest.mark.requirement("G9.3")
def test_what_is_kept_for_a_campaign_goes_to_nobody_else(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    must(does(stock, "put_aside", pieces=4, purpose="双十一"))
    assert figures(stock) == (5, 0, 4, 1)
    refused = does(stock, "draw", pieces=2, purpose="展会")
    assert (refused.status, "“双十一”占 4 件" in refused.why) == ("refused", True)
    assert "只有 4 件" in does(stock, "put_back", pieces=5, purpose="双十一").why
    assert "没有为“双十二”" in does(stock, "put_back", pieces=1, purpose="双十二").why
    must(does(stock, "put_back", pieces=4, purpose="双十一"))
    assert figures(stock) == (5, 0, 0, 5)


@pytest.mark.requirement("G9.5")
def test_taken_to_an_event_and_brought_back_but_one(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    must(does(stock, "draw", pieces=3, purpose="展会", back_on="2026-11-30"))
    assert (figures(stock), Stock.objects.get(pk=stock.pk).drawn) == ((2, 0, 0, 2), 3)
    must(does(stock, "bring_back", pieces=2, lost=1, purpose="展会"))
    assert (figures(stock), Stock.objects.get(pk=stock.pk).drawn) == ((4, 0, 0, 4), 0)
    assert not Holding.objects.filter(state="held").exists()


def test_an_adjustment_says_why_and_takes_nothing_from_those_who_hold(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    shelf.approved("P1", 4)
    assert "reason" in does(stock, "adjust", change=-1).field_errors
    assert "订单 P1占 4 件" in does(stock, "adjust", change=-2, reason="破损").why
    must(does(stock, "adjust", change=-1, reason="破损"))
    assert figures(stock) == (4, 4, 0, 0)
    assert "可用 0 件" in does(stock, "restate", opening=4, reason="数错").why


@pytest.mark.parametrize("columns", [{"reserved": 6}, {"set_aside": 6}, {"on_hand": -1}, {"coming": -1}])
def test_the_database_itself_promises_no_more_than_there_is(shelf: Shelf, columns: dict[str, int]) -> None:
    stock = shelf.lay(pieces=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(pk=stock.pk).update(**columns)


@pytest.mark.parametrize("verb", ["receive", "book_in", "adjust", "put_aside", "draw"])
@pytest.mark.parametrize("who", ["zhouke", "zhaoning", "hejing"])
def test_others_move_no_stock(shelf: Shelf, who: str, verb: str) -> None:
    stock = shelf.lay(pieces=5)
    data = {"pieces": 1, "purpose": "x", "change": 1, "reason": "x"}
    outcome = one(f"stock.{verb}", getattr(shelf.people, who), stock.pk, **data)
    assert (outcome.status, figures(stock)) == ("refused", (5, 0, 0, 5))
