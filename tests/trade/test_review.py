"""2.3.5 to 2.3.10: doubtful orders are held, asked about, released; sound ones approved in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Note, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from tests.trade.desk import MONDAY, Desk, clocks, flags, kinds, now


@pytest.mark.requirement("T2.1")
def test_an_incomplete_address_is_flagged_and_held(desk: Desk) -> None:
    order = now(desk.enter(address=""))
    assert (flags(order), order.hold) == (["地址不详"], "held")
    assert kinds(order) == ["order.enter", "order.flag", "order.hold"]


def test_an_address_that_was_not_told_is_no_incomplete_one(desk: Desk) -> None:
    order = now(desk.enter(receiver="", phone="", city="", address=""))
    assert (order.address_complete, flags(order), order.hold) == (None, [], "clear")


@pytest.mark.requirement("T2.2")
@pytest.mark.parametrize(
    ("paid", "found"), [("20.00", ["付款异常"]), ("119.99", ["付款异常"]), ("120.00", []), ("0.00", [])]
)
def test_who_pays_less_than_the_total_is_asked(desk: Desk, paid: str, found: list[str]) -> None:
    order = desk.enter()
    must(desk.told("order.pay", 2, order, paid_amount=paid))
    assert flags(order) == found
    assert now(order).hold == ("held" if found else "clear")


@pytest.mark.requirement("T2.3")
def test_six_orders_in_a_day_with_four_unpaid_are_held(desk: Desk) -> None:
    orders = []
    for n in range(6):
        order = desk.enter(f"P{n}", minute=n * 10)
        if n < 2:
            must(desk.told("order.pay", n * 10, order))
        orders.append(order)
    assert [flags(order) for order in orders] == [[], [], [], [], ["疑似恶意下单"], ["疑似恶意下单"]]


def test_another_buyer_s_orders_do_not_count(desk: Desk) -> None:
    orders = [desk.enter(f"P{n}", minute=n, buyer_id=f"buyer-{n % 2}") for n in range(8)]
    assert [flags(order) for order in orders] == [[]] * 8


@pytest.mark.requirement("T2.4")
def test_no_release_before_the_contact_is_written_down(desk: Desk) -> None:
    order = desk.enter(address="")
    refused = desk.does(desk.people.zhaoning, "order.release", 5, order)
    assert refused.status == "refused"
    assert "还没有联系买家" in refused.why
    assert "2.3.6" in refused.why
    must(desk.does(desk.people.zhaoning, "order.contact", 6, order, contact_outcome="changed", note="补了门牌号"))
    must(desk.does(desk.people.zhaoning, "order.release", 7, order))
    order = now(order)
    assert (order.hold, order.contacted, order.contact_outcome) == ("clear", True, "changed")
    assert clocks(order)["orders.contact/deadline-1"] == "met"
    assert Note.objects.get().text == "补了门牌号"


def test_a_contact_counts_for_one_hold_only(desk: Desk) -> None:
    order = desk.paid()
    must(desk.does(desk.people.zhaoning, "order.hold", 1, order, reason="电话是空号"))
    must(desk.does(desk.people.zhaoning, "order.contact", 2, order, contact_outcome="confirmed"))
    must(desk.does(desk.people.zhaoning, "order.release", 3, order))
    must(desk.does(desk.people.zhaoning, "order.hold", 4, order))
    assert desk.does(desk.people.zhaoning, "order.release", 5, order).status == "refused"


@pytest.mark.requirement("T2.5")
@pytest.mark.parametrize("who", ["xunuo", "zhouke", "chenmo", "shenlan", "hejing"])
def test_only_the_order_desk_releases_and_approves(desk: Desk, who: str) -> None:
    order = desk.paid()
    outcome = desk.does(getattr(desk.people, who), "order.approve", 5, order)
    assert outcome.status == "refused"
    assert "权限" in outcome.why
    assert now(order).fulfilment == "waiting"


@pytest.mark.requirement("T2.6")
def test_a_held_order_that_nobody_follows_up_is_late(desk: Desk) -> None:
    order = desk.enter(address="")
    with living_at(MONDAY + timedelta(hours=5)):  # two working hours: noon lies between
        tick()
    assert clocks(order)["orders.contact/deadline-1"] == "missed"
    told = Notice.objects.filter(kind="escalated").values_list("person_id", flat=True)
    assert list(told) == [desk.people.mengyan.person_id]


def test_a_dear_order_waits_for_the_lead(desk: Desk) -> None:
    order = desk.enter(total="1200.00", address="")
    must(desk.does(desk.people.zhaoning, "order.contact", 5, order, contact_outcome="confirmed"))
    asked = desk.does(desk.people.zhaoning, "order.release", 6, order)
    assert asked.status == "awaiting"
    assert now(order).hold == "held"


@pytest.mark.requirement("T3.1")
def test_a_sound_order_is_approved_and_stands_in_the_warehouse_s_list(desk: Desk) -> None:
    from dianzhang.trade.pages import LIST

    order = desk.paid()
    must(desk.does(desk.people.zhaoning, "order.approve", 30, order))
    ship = next(view for view in LIST.views if view.name == "ship")
    assert list(type(order).objects.filter(**ship.filters).values_list("number", flat=True)) == ["P1"]
    assert clocks(order)["orders.approve/deadline-1"] == "met"


@pytest.mark.parametrize(
    ("before", "why"),
    [("unpaid", "付款"), ("held", "挂起")],
)
def test_what_is_unpaid_or_held_is_not_approved(desk: Desk, before: str, why: str) -> None:
    order = desk.enter() if before == "unpaid" else desk.paid(address="")
    outcome = desk.does(desk.people.zhaoning, "order.approve", 5, order)
    assert outcome.status == "moved_on"
    assert why in outcome.why


def test_orders_are_handed_to_somebody(desk: Desk) -> None:
    order = desk.paid()
    assert desk.does(desk.people.mengyan, "order.assign", 1, order, person="nobody").status == "refused"
    must(desk.does(desk.people.mengyan, "order.assign", 2, order, person="zhaoning"))
    assert now(order).owner_id == desk.people.zhaoning.person_id
    assert desk.does(desk.people.mengyan, "order.assign", 3, order, person="zhaoning").status == "unchanged"
