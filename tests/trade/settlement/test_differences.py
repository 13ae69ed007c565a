"""What was paid out otherwise than it is due: listed, settled by a person, and gone by itself when the money comes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Settlement
from dianzhang.trade.settlement.following import look_for_late
from tests.trade.desk import MONDAY

from .conftest import Till, of


@pytest.mark.requirement("T9.3")
@pytest.mark.parametrize(
    ("goods", "tally", "gap"), [("118.00", "less", -200), ("121.50", "more", 150), ("120.00", "agrees", 0)]
)
def test_less_and_more_than_is_due(till: Till, goods: str, tally: str, gap: int) -> None:
    till.order()
    till.pays(f"P1,{goods},货款,t1", "P1,-6.00,佣金,t2", "P1,3.00,平台补贴,t3")
    assert (of().tally, of().gap_cents, of().expected_cents) == (tally, gap, 11700)


@pytest.mark.requirement("T9.3")
def test_a_refund_told_on_both_sides_leaves_no_difference(till: Till) -> None:
    order = till.order()
    till.pays("P1,120.00,货款,t1")
    must(till.desk.told("order.refund", 5, order, amount="20.00"))
    till.works()
    assert (of().tally, of().gap_cents) == ("more", 2000)
    till.pays("P1,-20.00,退款,t9", minute=20)
    assert (of().tally, of().gap_cents) == ("agrees", 0)


@pytest.mark.requirement("T9.2")
def test_an_order_that_comes_later_is_matched_by_itself(till: Till) -> None:
    file = till.pays("P7,120.00,货款,t1")
    assert (of("P7").tally, of("P7").order_id, file.unknown) == ("orderless", None, 1)
    order = till.desk.paid("P7", 3)
    till.works()
    assert (of("P7").tally, of("P7").order_id) == ("agrees", order.pk)


@pytest.mark.requirement("T9.2")
def test_a_person_says_which_order_it_is_and_takes_it_back(till: Till) -> None:
    order = till.order()
    till.pays("P1-X,120.00,货款,t1")
    must(till.does("xunuo", "settlement.match", of("P1-X"), order="P1", reason="平台换过单号"))
    assert (of("P1-X").tally, of("P1-X").order_id) == ("agrees", order.pk)
    till.pays("P1-X,-6.00,佣金,t2", minute=8)
    assert (of("P1-X").order_id, of("P1-X").net_cents) == (order.pk, 11400)
    must(till.does("xunuo", "settlement.unmatch", of("P1-X"), 12))
    assert (of("P1-X").tally, of("P1-X").order_id) == ("orderless", None)


def test_matching_refuses_what_cannot_be(till: Till) -> None:
    till.order()
    till.pays("P1,120.00,货款,t1", "Z9,50.00,货款,t2")
    assert "没有单号" in till.does("xunuo", "settlement.match", of("Z9"), order="NO", reason="看着像").why
    assert "已经有结算" in till.does("xunuo", "settlement.match", of("Z9"), order="P1", reason="看着像").why
    assert "已经对上" in till.does("xunuo", "settlement.match", of("P1"), order="P1", reason="看着像").why


def test_two_at_once_are_not_both_given_to_one_order(till: Till) -> None:
    till.order()
    till.pays("Y8,60.00,货款,t1", "Z9,60.00,货款,t2")
    with living_at(MONDAY + timedelta(minutes=5)):
        items = [Item(of(number).pk, None, {"order": "P1", "reason": "换过单号"}) for number in ("Y8", "Z9")]
        first, second = perform("settlement.match", items, till.people.xunuo)
    assert first.done
    assert (second.status, "已经有结算 Y8" in second.why) == ("refused", True)
    assert (of("Y8").order_id is None, of("Z9").order_id is None) == (False, True)


@pytest.mark.requirement("T9.3")
def test_explained_taken_back_and_open_again_when_the_figures_change(till: Till) -> None:
    till.order()
    till.pays("P1,118.00,货款,t1")
    must(till.does("xunuo", "settlement.explain", of(), reason="平台少结两元，已申诉"))
    assert of().answer == "explained"
    must(till.does("xunuo", "settlement.reopen", of(), 6))
    must(till.does("xunuo", "settlement.explain", of(), 7, reason="申诉中"))
    till.pays("P1,1.00,货款补结,t2", minute=20)
    assert (of().tally, of().gap_cents, of().answer) == ("less", -100, "open")
    till.pays("P1,1.00,货款补结,t3", minute=30)
    assert (of().tally, of().answer) == ("agrees", "open")


def test_what_agrees_needs_no_explanation_and_none_goes_without_a_reason(till: Till) -> None:
    till.order("P1")
    till.order("P2")
    till.pays("P1,120.00,货款,t1", "P2,100.00,货款,t2")
    assert "没有差异" in till.does("xunuo", "settlement.explain", of("P1"), reason="好的").why
    assert till.does("xunuo", "settlement.explain", of("P2"), reason="").field_errors.keys() == {"reason"}


@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "shenlan"])
def test_who_may_not_settle_differences(till: Till, who: str) -> None:
    till.order()
    till.pays("P1,118.00,货款,t1")
    assert till.does(who, "settlement.explain", of(), reason="我看没事").status == "refused"
    assert of().answer == "open"


@pytest.mark.requirement("T9.3")
def test_done_long_ago_and_nothing_paid_out(till: Till) -> None:
    order = till.order("P1", minute=-60 * 24 * 20)
    till.order("P2", minute=-60 * 24 * 2)
    with living_at(MONDAY):
        assert look_for_late() == 0  # nobody said when this shop is paid
        must(one("payout_terms.set", till.people.mengyan, shop="tmall-1", commission="5", days=10, since="2026-01-01"))
        assert look_for_late() == 1
        assert look_for_late() == 0
    assert (of().tally, of().order_id, of().net_cents) == ("late", order.pk, 0)
    till.pays("P1,120.00,货款,t1", minute=60)
    assert (of().tally, Settlement.objects.count()) == ("agrees", 1)


def test_what_was_given_back_whole_is_not_owed_any_more(till: Till) -> None:
    order = till.order("P1", minute=-60 * 24 * 20)
    must(one("payout_terms.set", till.people.mengyan, shop="tmall-1", commission="5", days=10, since="2026-01-01"))
    with living_at(MONDAY):
        look_for_late()
    assert of().tally == "late"
    must(till.desk.told("order.refund", 5, order, amount="120.00"))
    till.works()
    assert of().tally == "part"


@pytest.mark.requirement("T9.3")
def test_a_difference_runs_against_a_clock_until_it_is_explained(till: Till) -> None:
    till.order()
    till.pays("P1,118.00,货款,t1")
    clock = ClockRow.objects.get(subject_kind="settlement", subject_id=of().pk)
    assert (clock.state, clock.due_at) == ("running", MONDAY + timedelta(days=3))
    must(till.does("xunuo", "settlement.explain", of(), 60, reason="平台少结两元，已申诉"))
    clock.refresh_from_db()
    assert clock.state == "met"
