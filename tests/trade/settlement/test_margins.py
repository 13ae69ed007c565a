"""What is left of an order: estimated by the terms, settled by what was paid; only for those who see costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from dianzhang.measure import catalogue
from dianzhang.trade.models import Order, OrderLine
from dianzhang.trade.settlement.following import follow
from dianzhang.trade.settlement.margins import of_order
from tests.trade.desk import MONDAY, now
from tests.web.conftest import BACKEND

from .conftest import Till, of

DAY = date(2026, 10, 12)


def cost(order: Order, cents: int | None = 2500) -> None:
    """What one piece costs; told as articles become known, so settlements follow."""
    OrderLine.objects.filter(order=order).update(cost_cents=cents)
    with living_at(MONDAY):
        follow([order])


def terms(till: Till) -> None:
    given: dict[str, Any] = {"shop": "tmall-1", "commission": "5", "insurance": "0.60", "days": 15}
    must(one("payout_terms.set", till.people.mengyan, since="2026-01-01", **given))


def steps(margin: Any) -> list[int]:
    return [step.cents for step in margin.steps]


@pytest.mark.requirement("T9.4")
def test_estimated_before_and_settled_after(till: Till) -> None:
    order = till.order()
    cost(order)
    terms(till)
    before = of_order(order, till.people.mengyan)
    assert before is not None
    assert (steps(before["estimated"]), before["estimated"].cents) == ([12000, -600, -60, -5000], 6340)
    assert "settled" not in before
    till.pays("P1,118.00,货款,t1", "P1,-5.90,佣金,t2", "P1,-0.60,运费险,t3")
    after = of_order(now(order), till.people.mengyan)
    assert after is not None
    assert (steps(after["settled"]), after["settled"].cents) == ([11800, -590, -60, -5000], 6150)
    assert after["settled"].cents == of().margin_cents


def test_half_a_cent_of_commission_goes_up(till: Till) -> None:
    order = till.order(total="12.50")
    cost(order)
    given: dict[str, Any] = {"shop": "tmall-1", "commission": "1.8", "days": 15}
    must(one("payout_terms.set", till.people.mengyan, since="2026-01-01", **given))
    margin = of_order(order, till.people.mengyan)
    assert margin is not None
    assert steps(margin["estimated"])[:2] == [1250, -23]


@pytest.mark.requirement("T9.4")
def test_who_does_not_see_costs_sees_no_margin(till: Till) -> None:
    order = till.order()
    cost(order)
    till.pays("P1,120.00,货款,t1")
    seen = of_order(now(order), till.people.xunuo)
    assert seen is not None
    assert not {"estimated", "settled"} & seen.keys()
    assert of_order(now(order), till.people.zhaoning) is None


def test_an_unknown_cost_gives_no_margin_and_says_why(till: Till) -> None:
    order = till.order()
    found = of_order(order, till.people.mengyan)
    assert found is not None
    assert (found["estimated"].cents, "没有成本" in found["estimated"].why) == (None, True)
    assert found["no_terms"]


def test_a_cost_that_becomes_known_later_comes_into_the_margin(till: Till) -> None:
    order = till.order()
    till.pays("P1,120.00,货款,t1")
    assert of().margin_cents is None
    cost(order)
    till.works()
    assert (of().cost_cents, of().margin_cents) == (5000, 7000)


@pytest.mark.requirement("T9.4")
def test_the_numbers_have_one_definition(till: Till) -> None:
    cost(till.order("P1"))
    suspected = till.order("P2")
    cost(suspected)
    Order.objects.filter(pk=suspected.pk).update(brushing=True)
    till.pays(
        "P1,120.00,货款,t1", "P1,-6.00,佣金,t2", "P1,-1.00,运费险,t3", "P1,3.00,平台补贴,t4", "P1,-8.00,运费,t5",
        "P2,120.00,货款,t6", "X,50.00,货款,t7", ",-500.00,提现,t8",
    )  # fmt: skip
    whole = catalogue.Slice(first=DAY, last=DAY)
    names = ("payout", "payout_commission", "payout_freight", "payout_subsidy", "insurance_cost", "settled_margin")
    found = {}
    for name in names:
        measure = catalogue.measures[name]
        found[name] = measure.rows(whole).aggregate(value=measure.value)["value"]
    assert found == {
        "payout": 15800, "payout_commission": -600, "payout_freight": -800, "payout_subsidy": 300,
        "insurance_cost": -100, "settled_margin": 10800 - 5000,
    }  # fmt: skip


@pytest.mark.requirement("T9.4")
def test_the_page_of_an_order_labels_the_two(till: Till) -> None:
    order = till.order()
    cost(order)
    terms(till)
    till.pays("P1,120.00,货款,t1")
    mengyan, xunuo = _enter("mengyan"), _enter("xunuo")
    page = mengyan.get(f"/order/{order.pk}").text
    assert "预估毛利" in page
    assert "结算毛利" in page
    page = xunuo.get(f"/order/{order.pk}").text
    assert "净入账" in page
    assert "毛利</b>" not in page
    assert xunuo.get(f"/settlement/{of().pk}").status_code == 200
    assert "结算毛利" not in xunuo.get(f"/settlement/{of().pk}").text


def _enter(code: str) -> Client:
    """A browser in which somebody is logged in."""
    client = Client(headers={"accept-language": "zh-hans"})
    user = User.objects.create_user(code)
    Person.objects.filter(code=code).update(user=user)
    client.force_login(user, backend=BACKEND)
    return client
