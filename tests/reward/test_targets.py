"""GMV against a target that somebody set."""

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.moment import HOME, living_at
from dianzhang.reward.models import Target
from dianzhang.reward.reading import estimate
from dianzhang.reward.slip import ScoreResult
from dianzhang.trade.models import Order
from tests.reward.office import AFTER_OCTOBER, close, complaint, does, line, october, shop, target


def sold(in_shop: Any, yuan: int, day: int, number: str) -> None:
    """A paid order, as its facts stand: what the numbers read."""
    Order.objects.create(
        shop=in_shop, number=number, total_cents=yuan * 100, paid_cents=yuan * 100, payment="paid",
        placed_at=october(day), placed_day=october(day).date(), paid_at=october(day), paid_day=october(day).date(),
    )  # fmt: skip


def part(actor: Any, metric: str, at: Any = AFTER_OCTOBER) -> ScoreResult:
    with living_at(at):
        found = estimate(actor.person_id, "2026-10")
    assert found is not None
    return next(score for score in found.scores if score.metric == metric)


def test_the_share_of_the_target(people: SimpleNamespace) -> None:
    tmall = shop()
    sold(tmall, 800, 12, "1")
    sold(tmall, 100, 31, "2")
    target(people, 1000)
    assert part(people.xunuo, "GMV达成率").value == Decimal("0.9")


@pytest.mark.requirement("K2.2")
@pytest.mark.requirement("K2.3")
def test_the_score_is_three_tenths_process_seven_tenths_result(people: SimpleNamespace) -> None:
    sold(shop(), 800, 12, "1")
    target(people, 1000)
    complaint(people.zhouke, october(12))
    complaint(people.zhouke, october(13), minutes=11)
    assert close(people).done
    assert part(people.zhouke, "流程达成率").value == Decimal("0.5")
    pay = line(people.zhouke, "绩效工资")
    assert pay.amount == Decimal("355.00")  # (0.5 × 30 % + 0.8 × 70 %) × 500
    assert pay.clause == "pay.performance"


def test_twice_the_target_counts_as_the_cap(people: SimpleNamespace) -> None:
    sold(shop(), 2000, 12, "1")
    target(people, 1000)
    result = part(people.mengyan, "GMV达成率")
    assert (result.value, result.counted) == (Decimal(2), Decimal("1.2"))


def test_without_a_target_there_is_no_rate(people: SimpleNamespace) -> None:
    sold(shop(), 800, 12, "1")
    result = part(people.xunuo, "GMV达成率")
    assert result.value is None
    assert result.figure.reason is not None
    assert "没有人下达" in result.figure.reason.zh


@pytest.mark.parametrize(
    ("who", "rate"),
    [("xunuo", "0.5"), ("mengyan", "0.25"), ("zhouke", "0.1"), ("zhaoning", "0.25")],
)
def test_ones_own_target_before_the_groups_before_everybodys(people: SimpleNamespace, who: str, rate: str) -> None:
    sold(shop(), 100, 12, "1")
    target(people, 1000)
    target(people, 400, unit="ops")
    target(people, 200, person="xunuo")
    assert part(getattr(people, who), "GMV达成率").value == Decimal(rate)


def test_a_target_of_one_shop_is_measured_by_that_shop(people: SimpleNamespace) -> None:
    sold(shop("tmall-1"), 300, 12, "1")
    sold(shop("jd-1"), 5000, 12, "2")
    target(people, 1000, shop="tmall-1")
    assert part(people.xunuo, "GMV达成率").value == Decimal("0.3")


@pytest.mark.requirement("K11.2")
def test_a_target_set_again_replaces_the_first(people: SimpleNamespace) -> None:
    sold(shop(), 800, 12, "1")
    before = {"period": "2026-10", "at": datetime(2026, 9, 28, 10, tzinfo=HOME)}
    first = target(people, 1000, **before)
    target(people, 1600, **before)
    assert Target.objects.get(pk=first.pk).status == "replaced"
    assert part(people.xunuo, "GMV达成率").value == Decimal("0.5")


@pytest.mark.requirement("K11.3")
def test_no_target_for_a_closed_month(people: SimpleNamespace) -> None:
    close(people)
    outcome = does(people.shenlan, "target.set", AFTER_OCTOBER, period="2026-10", value=Decimal(1))
    assert outcome.status == "refused"
    assert "已经关账" in outcome.why


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"period": "2026-13", "value": 1}, "period"),
        ({"period": "2026-10", "value": 0}, "0"),
        ({"period": "2026-10", "value": 1, "shop": "nowhere"}, "nowhere"),
        ({"period": "2026-10", "value": 1, "unit": "ops", "person": "xunuo"}, "只填一个"),
    ],
)
def test_a_wrong_target_is_refused_with_its_reason(people: SimpleNamespace, given: dict[str, Any], word: str) -> None:
    outcome = does(people.shenlan, "target.set", october(8), **given)
    assert outcome.status == "refused"
    assert word in outcome.why


def test_who_sets_targets(people: SimpleNamespace) -> None:
    given = {"period": "2026-10", "value": Decimal(5)}
    assert does(people.mengyan, "target.set", october(8), **given).done
    assert does(people.zhouke, "target.set", october(8), **given).status == "refused"


@pytest.mark.requirement("K2.4")
@pytest.mark.requirement("K6.3")
def test_a_payslip_opens_down_to_rows_and_events(people: SimpleNamespace) -> None:
    """绩效工资 → 综合得分率 → GMV达成率 → 支付金额 and GMV目标 → the list of orders, the act that set the target."""
    tmall = shop()
    sold(tmall, 800, 12, "1")
    set_by = target(people, 1000)
    close(people)
    pay = line(people.xunuo, "绩效工资")
    whole = next(figure for figure in pay.inputs if figure.source == "score")
    rate = next(figure for figure in whole.inputs if figure.name == "GMV达成率")
    paid = next(figure for figure in rate.inputs if figure.name == "支付金额")
    wanted = next(figure for figure in rate.inputs if figure.name == "GMV目标")
    assert (rate.clause, rate.formula) == ("score.ops", "支付金额 ÷ GMV目标")
    assert paid.value == 800
    assert paid.address is not None
    assert paid.address.filters == {"paid_from": "2026-10-01", "paid_to": "2026-10-31", "marked": "no"}
    assert wanted.events
    assert set(wanted.events) <= set(pay.events)
    assert set_by.pk


def test_an_order_paid_in_another_month_does_not_count(people: SimpleNamespace) -> None:
    tmall = shop()
    sold(tmall, 100, 31, "1")
    order = Order.objects.get()
    order.paid_day = order.paid_day + timedelta(days=1)
    order.save()
    target(people, 1000)
    assert part(people.xunuo, "GMV达成率").value == 0
