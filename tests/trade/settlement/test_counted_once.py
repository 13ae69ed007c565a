"""Money for one order under two numbers is reckoned together: it counts once, and too much of it is a difference."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import Settlement
from dianzhang.trade.settlement.following import look_for_late
from dianzhang.trade.settlement.margins import of_order
from tests.trade.desk import MONDAY, now

from .conftest import Till, of
from .test_margins import cost


def told(number: str) -> tuple[str, int | None]:
    """What a settlement says by now."""
    found = of(number)
    return found.tally, found.gap_cents


def matched(till: Till, minute: float = 5) -> None:
    must(till.does("xunuo", "settlement.match", of("X9"), minute, order="P1", reason="平台换过单号"))


@pytest.mark.requirement("T9.3")
@pytest.mark.parametrize(
    ("first", "then", "p1", "x9"),
    [
        (["X9,120.00,货款,t1"], ["P1,120.00,货款,t2"], ("agrees", 0), ("more", 12000)),
        (["P1,120.00,货款,t1", "X9,-3.00,服务费,t2"], ["X9,120.00,货款,t3"], ("agrees", 0), ("more", 12000)),
        (["X9,-3.00,服务费,t1"], ["X9,120.00,货款,t2", "P1,120.00,货款,t3"], ("agrees", 0), ("more", 12000)),
        (["X9,60.00,货款,t1"], ["P1,60.00,货款,t2"], ("agrees", 0), ("agrees", 0)),
        (["X9,60.00,货款,t1"], ["P1,50.00,货款,t2"], ("agrees", 0), ("less", -1000)),
        (["X9,120.00,货款,t1"], ["P1,-6.00,佣金,t2"], ("agrees", None), ("agrees", 0)),
    ],
)
def test_two_numbers_of_one_order(
    till: Till, first: list[str], then: list[str], p1: tuple[str, int | None], x9: tuple[str, int | None]
) -> None:
    till.order()
    till.pays(*first)
    matched(till)
    till.pays(*then, minute=20)
    assert (told("P1"), told("X9")) == (p1, x9)


@pytest.mark.requirement("T9.3")
def test_the_match_taken_back_leaves_each_for_itself(till: Till) -> None:
    till.order()
    till.pays("X9,60.00,货款,t1")
    matched(till)
    till.pays("P1,60.00,货款,t2", minute=20)
    must(till.does("xunuo", "settlement.unmatch", of("X9"), 25))
    assert (told("P1"), told("X9")) == (("less", -6000), ("orderless", None))


def test_what_was_explained_is_open_again_when_the_other_number_changes_it(till: Till) -> None:
    till.order()
    till.pays("X9,118.00,货款,t1")
    matched(till)
    must(till.does("xunuo", "settlement.explain", of("X9"), 6, reason="少结两元，已申诉"))
    till.pays("P1,120.00,货款,t2", minute=20)
    assert (*told("X9"), of("X9").answer) == ("more", 11800, "open")


@pytest.mark.requirement("T9.3")
def test_overdue_is_over_when_the_money_came_under_another_number(till: Till) -> None:
    till.order(minute=-60 * 24 * 20)
    must(one("payout_terms.set", till.people.mengyan, shop="tmall-1", commission="5", days=10, since="2026-01-01"))
    with living_at(MONDAY):
        look_for_late()
    assert told("P1") == ("late", None)
    till.pays("X9,120.00,货款,t1", minute=2)
    matched(till)
    assert (told("P1"), told("X9")) == (("agrees", None), ("agrees", 0))
    must(till.does("xunuo", "settlement.unmatch", of("X9"), 12))
    assert told("P1") == ("late", None)


@pytest.mark.requirement("T9.4")
def test_the_cost_is_taken_off_once_and_the_page_adds_both(till: Till) -> None:
    order = till.order()
    cost(order)
    till.pays("X9,60.00,货款,t1")
    matched(till)
    till.pays("P1,60.00,货款,t2", "P1,-6.00,佣金,t3", minute=20)
    assert [of(number).margin_cents for number in ("P1", "X9")] == [400, 6000]
    found = of_order(now(order), till.people.mengyan)
    assert found is not None
    assert [step.cents for step in found["settled"].steps] == [12000, -600, -5000]
    assert found["settled"].cents == sum(each.margin_cents or 0 for each in Settlement.objects.all())
