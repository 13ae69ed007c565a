"""Exchange, repair, what was missing, interception, price difference, small payments: each in its own way."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must
from dianzhang.trade.models import SentAgain
from tests.trade.desk import now as order_now

from .conftest import Counter, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.6")]
OUT = {"carrier": "中通", "waybill": "ZT0000000001"}


def test_an_exchange_ends_with_another_parcel(counter: Counter) -> None:
    order = counter.order()
    case = counter.came_back(order, "CUP×1 损坏", "exchange", lines="CUP×1")
    assert not counter.does(counter.people.zhouke, "refund", 130, case).done
    must(counter.does(counter.people.chenmo, "send_new", 140, case, **OUT))
    assert (now(case).status, order_now(order).refunded_cents) == ("settled", 0)
    assert str(SentAgain.objects.get(aftersale_id=case.pk).waybill) == "ZT0000000001"


def test_nothing_is_sent_again_before_it_came_back(counter: Counter) -> None:
    case = counter.agreed(counter.order(), "repair", lines="POT×1")
    outcome = counter.does(counter.people.chenmo, "send_new", 20, case, **OUT)
    assert (outcome.status, now(case).status) == ("refused", "agreed")
    assert "没有验过" in outcome.why


def test_what_was_missing_is_sent_at_once(counter: Counter) -> None:
    case = counter.agreed(counter.order(), "resend", lines="CUP×1")
    must(counter.does(counter.people.chenmo, "send_new", 20, case, **OUT))
    assert now(case).status == "settled"


def test_a_waybill_is_used_once(counter: Counter) -> None:
    first = counter.agreed(counter.order("P1"), "resend", lines="CUP×1")
    must(counter.does(counter.people.chenmo, "send_new", 20, first, **OUT))
    second = counter.agreed(counter.order("P2"), "resend", lines="CUP×1")
    assert "ZT0000000001" in counter.does(counter.people.chenmo, "send_new", 21, second, **OUT).why
    of_the_order = {"carrier": "顺丰", "waybill": "SF00000000P1"}
    assert not counter.does(counter.people.chenmo, "send_new", 22, second, **of_the_order).done


def test_what_was_exchanged_may_come_back_once_more(counter: Counter) -> None:
    order = counter.order()
    case = counter.came_back(order, "CUP×3 完好", "exchange", lines="CUP×3")
    must(counter.does(counter.people.chenmo, "send_new", 140, case, **OUT))
    assert counter.open(order, 200, "return", lines="CUP×3", amount="150").status == "asked"


def test_an_intercepted_parcel_needs_no_waybill_of_the_buyer(counter: Counter) -> None:
    order = counter.order()
    case = counter.agreed(order, "intercept")
    must(counter.does(counter.people.chenmo, "receive", 60, case, seen="CUP×3 完好；POT×1 完好"))
    must(counter.does(counter.people.zhouke, "refund", 70, case))
    assert order_now(order).payment == "refunded"


@pytest.mark.parametrize("kind", ["difference", "payment"])
def test_money_without_goods(counter: Counter, kind: str) -> None:
    order = counter.order()
    case = counter.agreed(order, kind, amount="12.50")
    assert "不用退货" in counter.does(counter.people.chenmo, "receive", 15, case, seen="CUP×1 完好").why
    must(counter.does(counter.people.zhouke, "refund", 20, case))
    assert order_now(order).refunded_cents == 1250
