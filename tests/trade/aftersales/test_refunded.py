"""Refund only, and refund after the goods came back: answered, checked, paid through the order, told, closed."""

from __future__ import annotations

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.models import Note
from dianzhang.trade.models import Refund
from tests.trade.desk import kinds
from tests.trade.desk import now as order_now

from .conftest import Counter, now

pytestmark = pytest.mark.django_db
ALL = "CUP×3 完好；POT×1 完好"


@pytest.mark.requirement("T4.5")
def test_refund_only_goes_through_the_order(counter: Counter) -> None:
    order = counter.order()
    case = counter.agreed(order, amount="40.00")
    must(counter.does(counter.people.zhouke, "refund", 20, case))
    case, order = now(case), order_now(order)
    assert (case.status, case.refunded_cents) == ("settled", 4000)
    assert (order.refunded_cents, order.payment) == (4000, "part_refunded")
    assert [r.amount_cents for r in Refund.objects.filter(order=order)] == [4000]
    assert kinds(order)[-1] == "order.refund"


@pytest.mark.requirement("T4.4")
def test_closed_only_when_the_buyer_was_told(counter: Counter) -> None:
    case = counter.agreed(counter.order())
    zhouke = counter.people.zhouke
    assert not counter.does(zhouke, "tell", 15, case, note="办了").done
    must(counter.does(zhouke, "refund", 20, case))
    must(counter.does(zhouke, "pass_on", 21, case, note="三只都漏"))
    assert "note" in counter.does(zhouke, "tell", 22, case).field_errors
    must(counter.does(zhouke, "tell", 30, case, note="旺旺上说了，三天到账"))
    case = now(case)
    assert (case.status, case.told_at is not None) == ("closed", True)
    assert "旺旺上说了，三天到账" in Note.objects.values_list("text", flat=True)


@pytest.mark.requirement("T4.4")
def test_declined_with_a_reason(counter: Counter) -> None:
    case = counter.open(counter.order())
    assert "reason" in counter.does(counter.people.zhouke, "decline", 5, case).field_errors
    must(counter.does(counter.people.zhouke, "decline", 6, case, reason="人为摔坏"))
    assert now(case).status == "declined"
    assert not counter.does(counter.people.zhouke, "refund", 7, case).done


@pytest.mark.requirement("T4.5")
def test_no_money_before_the_goods_are_back_and_checked(counter: Counter) -> None:
    order = counter.order()
    case = counter.agreed(order, "return")
    outcome = counter.does(counter.people.zhouke, "refund", 20, case)
    assert (outcome.status, order_now(order).refunded_cents) == ("refused", 0)
    assert "没有验过" in outcome.why


@pytest.mark.requirement("T4.5")
def test_the_warehouse_says_of_every_piece_how_it_is(counter: Counter) -> None:
    order = counter.order()
    case = counter.came_back(order, "CUP×1 完好；CUP×1 损坏；CUP×1 缺少；POT×1 不符", lines="CUP×3；POT×1")
    assert case.status == "received"
    found = {(c.line.sku_code, c.outcome): c.quantity for line in case.lines.all() for c in line.checked.all()}
    assert found == {("CUP", "resellable"): 1, ("CUP", "damaged"): 1, ("CUP", "missing"): 1, ("POT", "wrong"): 1}
    must(counter.does(counter.people.zhouke, "refund", 130, case, amount="200.00"))
    assert (order_now(order).refunded_cents, now(case).amount_cents) == (20000, 20000)


@pytest.mark.requirement("T4.5")
@pytest.mark.parametrize(
    ("seen", "word"),
    [
        ("CUP×3 完好", "POT 1"),
        ("CUP×4 完好；POT×1 完好", "多写了 1 件"),
        ("CUP×3；POT×1 完好", "没有写结果"),
        ("PAN×1 完好", "CUP、POT"),
        ("", "没写结果"),
    ],
)
def test_a_check_that_does_not_add_up_is_refused(counter: Counter, seen: str, word: str) -> None:
    case = counter.agreed(counter.order(), "return")
    outcome = counter.does(counter.people.chenmo, "receive", 60, case, seen=seen)
    assert (outcome.status, now(case).status) == ("refused", "agreed")
    assert word in outcome.why


@pytest.mark.parametrize(
    ("who", "action"),
    [("zhouke", "receive"), ("chenmo", "refund"), ("chenmo", "agree"), ("xunuo", "decline"), ("zhaoning", "refund")],
)
def test_nobody_does_the_others_part(counter: Counter, who: str, action: str) -> None:
    case = counter.open(counter.order(), kind="return")
    given = {"receive": {"seen": ALL}, "decline": {"reason": "不"}}.get(action, {})
    outcome = counter.does(getattr(counter.people, who), action, 5, case, **given)
    assert outcome.status == "refused"
    assert "的权限" in outcome.why
    assert now(case).status == "asked"


def test_another_way_was_agreed(counter: Counter) -> None:
    case = counter.open(counter.order(), kind="return")
    must(counter.does(counter.people.zhouke, "agree", 5, case, kind="difference", amount="30.00"))
    must(counter.does(counter.people.zhouke, "refund", 9, case))
    assert (now(case).kind, now(case).refunded_cents) == ("difference", 3000)


def test_what_the_platform_paid_meanwhile_counts(counter: Counter) -> None:
    order = counter.order()
    case = counter.agreed(order)
    must(counter.desk.told("order.refund", 15, order, amount="250.00"))
    outcome = counter.does(counter.people.zhouke, "refund", 20, case)
    assert outcome.status == "refused"
    assert "最多还能退 50.00 元" in outcome.why
    must(counter.does(counter.people.zhouke, "refund", 21, case, amount="50.00"))
    assert order_now(order).payment == "refunded"


@pytest.mark.requirement("T4.3")
def test_a_time_out_is_a_refund_of_the_order(counter: Counter) -> None:
    order = counter.order()
    case = counter.told(order, amount="60.00")
    must(counter.does(PLATFORM, "time_out", 600, case))
    assert (now(case).status, order_now(order).refunded_cents) == ("settled", 6000)


def test_the_buyer_thinks_better_of_it(counter: Counter) -> None:
    case = counter.open(counter.order())
    must(counter.does(PLATFORM, "withdraw", 5, case))
    assert now(case).status == "withdrawn"
