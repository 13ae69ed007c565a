"""A case begins: from an order, within what was bought and paid; or told by the platform, once a number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.models import Event
from dianzhang.trade.models import Aftersale
from tests.trade.desk import MONDAY

from .conftest import DEMAND, Counter, now

pytestmark = pytest.mark.django_db


def pieces(case: Aftersale) -> dict[str, int]:
    return dict(case.lines.values_list("sku_code", "quantity"))


@pytest.mark.requirement("T4.1")
def test_service_opens_one_from_an_order(counter: Counter) -> None:
    order = counter.order()
    case = counter.open(order, kind="return", lines="CUP×2；POT", amount="250.00")
    assert (case.status, case.kind, case.amount_cents) == ("asked", "return", 25000)
    assert (case.owner_id, case.order_id, case.shop_id) == (counter.people.zhouke.person_id, order.pk, order.shop_id)
    assert pieces(case) == {"CUP": 2, "POT": 1}


def test_where_nothing_is_written_it_is_all_that_is_left(counter: Counter) -> None:
    case = counter.open(counter.order(), kind="return")
    assert case.amount_cents == 30000
    assert pieces(case) == {"CUP": 3, "POT": 1}


@pytest.mark.requirement("T4.2")
def test_never_more_money_than_was_paid_and_not_given_back(counter: Counter) -> None:
    order = counter.order()
    must(counter.desk.told("order.refund", -50, order, amount="20.00"))
    counter.open(order, amount="100.00")
    outcome = counter.does(counter.people.zhouke, "open", 1, order="P1", kind="refund", cause="other", amount="180.01")
    assert outcome.status == "refused"
    for figure in ("180.01", "300.00", "20.00", "100.00", "180.00"):
        assert figure in outcome.why
    counter.open(order, 2, amount="180.00")


@pytest.mark.requirement("T4.2")
def test_never_more_pieces_than_were_bought(counter: Counter) -> None:
    order = counter.order()
    counter.open(order, kind="return", lines="CUP×2", amount="50")
    outcome = counter.does(counter.people.zhouke, "open", 1, order="P1", kind="exchange", cause="wrong", lines="CUP×2")
    assert outcome.status == "refused"
    assert "买了 3 件" in outcome.why
    assert "退回 2 件" in outcome.why
    assert pieces(counter.open(order, 2, kind="exchange", lines="CUP x1")) == {"CUP": 1}


def test_a_declined_case_leaves_its_pieces_and_its_money(counter: Counter) -> None:
    order = counter.order()
    case = counter.open(order, kind="return")
    must(counter.does(counter.people.zhouke, "decline", 5, case, reason="过了时间"))
    again = counter.open(order, 10, kind="return")
    assert (again.amount_cents, pieces(again)) == (30000, {"CUP": 3, "POT": 1})


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"order": "404"}, "404"),
        ({"lines": "PAN×1"}, "CUP、POT"),
        ({"lines": "CUP×0"}, "至少是 1"),
        ({"kind": "dance"}, "不在可选之列"),
        ({"amount": "-1"}, "不得小于"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_there_is(counter: Counter, given: dict[str, str], word: str) -> None:
    counter.order()
    outcome = counter.does(
        counter.people.zhouke, "open", 0, **{"order": "P1", "kind": "return", "cause": "other", **given}
    )
    assert outcome.status == "refused"
    assert word in outcome.why


def test_nothing_is_given_back_of_what_was_not_paid(counter: Counter) -> None:
    counter.desk.enter("P2", 0, "300.00")
    outcome = counter.does(counter.people.zhouke, "open", 1, order="P2", kind="refund", cause="other", amount="1.00")
    assert "实付 0.00 元" in outcome.why


@pytest.mark.requirement("T4.1")
def test_the_platforms_number_once_a_shop(counter: Counter) -> None:
    order, until = counter.order(), MONDAY + timedelta(days=2)
    case = counter.told(order, number="R1", amount="10", times_out_at=until)
    assert (case.number, case.owner_id, case.times_out_at) == ("R1", None, until)
    again = counter.does(
        PLATFORM, "ask", 1, shop="tmall-1", order="P1", number="R1", kind="refund", cause="other", amount="10"
    )
    assert (again.status, Aftersale.objects.count()) == ("refused", 1)
    assert "R1" in again.why


def test_whoever_first_deals_with_it_has_it(counter: Counter) -> None:
    case = counter.told(counter.order())
    must(counter.does(counter.people.suhe, "consult", 5, case, note="退差价行不行"))
    must(counter.does(counter.people.zhouke, "agree", 6, case))
    assert now(case).owner_id == counter.people.suhe.person_id


@pytest.mark.parametrize("who", ["chenmo", "zhaoning", "xunuo", "hejing", "shenlan"])
def test_who_may_not_open_one(counter: Counter, who: str) -> None:
    counter.order()
    actor = getattr(counter.people, who)
    outcome = counter.does(actor, "open", 0, order="P1", kind="refund", cause="other")
    assert (outcome.status, Aftersale.objects.count()) == ("refused", 0)


def test_what_the_buyer_wrote_stays_out_of_the_journal(counter: Counter) -> None:
    case = counter.open(counter.order())
    must(counter.does(counter.people.zhouke, "decline", 5, case, reason="暗语九九"))
    assert case.demand == DEMAND
    assert not any("暗语" in data for data in Event.objects.values_list("data", flat=True))
