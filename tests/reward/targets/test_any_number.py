"""Targets of any number and any period: what they are kept as, and what is refused."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.moment import HOME
from dianzhang.measure.catalogue import Slice, measures, span_of
from dianzhang.measure.series import total
from dianzhang.reward.models import Target
from dianzhang.reward.targets.periods import around, grain_of, next_to, within
from dianzhang.reward.targets.words import figure_of
from tests.reward.office import does, done, shop

EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
D = Decimal


@pytest.mark.requirement("K11.4")
@pytest.mark.parametrize(
    ("given", "grain", "number", "figure"),
    [
        ({"period": "2026-10", "value": D("1000.5")}, "month", "支付金额", "1000.50"),
        ({"period": "2026-Q4", "metric": "退款率", "value": D("3.5")}, "quarter", "退款率", "0.0350"),
        ({"period": "2027", "metric": "净支付金额", "value": D(10_000_000)}, "year", "净支付金额", "10000000.00"),
        ({"period": "2026-10", "metric": "确认加班时长", "value": D(90)}, "month", "确认加班时长", "5400.00"),
        ({"period": "2026-10", "metric": "GMV目标", "value": D(5)}, "month", "支付金额", "5.00"),
        ({"period": "2026-10", "metric": "推广量目标", "value": D(5)}, "month", "部门推广量", "5.00"),
        ({"period": "2026-10", "metric": "反馈量目标", "value": D(5), "person": "suhe"}, "month", "本人反馈量", "5.00"),
    ],
)  # fmt: skip
def test_it_is_kept_by_the_number_it_is_for(
    people: SimpleNamespace, given: dict[str, Any], grain: str, number: str, figure: str
) -> None:
    row = Target.objects.get(pk=done(people.shenlan, "target.set", EARLY, **given).pk)
    assert (row.grain, row.metric, figure_of(row)) == (grain, number, D(figure))
    assert row.ahead


@pytest.mark.requirement("K11.4")
@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"metric": "人气"}, "人气"), ({"metric": "GMV达成率"}, "不能再下目标"), ({"period": "2026-Q5"}, "period"),
        ({"metric": "推行建议数", "shop": "tmall-1"}, "不分店铺"),
        ({"metric": "本人推广量", "unit": "ops"}, "不分小组"),
        ({"metric": "支付订单数", "value": D("1.5")}, "整数"), ({"value": D("1.005")}, "小数"),
        ({"pace": "weights"}, "活动日"), ({"weights": "2026-10-01 3"}, "按活动日加权"),
        ({"pace": "weights", "weights": "2026-11-11 8"}, "不在目标的期间"),
        ({"pace": "weights", "weights": "双十一 8"}, "看不懂"),
        ({"pace": "weights", "weights": "2026-10-01~2026-10-31 0"}, "每一天都是 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_target_is_refused(people: SimpleNamespace, given: dict[str, Any], word: str) -> None:
    shop()
    outcome = does(people.shenlan, "target.set", EARLY, **({"period": "2026-10", "value": D(5)} | given))
    assert outcome.status == "refused"
    assert word in outcome.why


@pytest.mark.requirement("K11.4")
def test_the_quarters_and_the_years_are_not_the_months(people: SimpleNamespace) -> None:
    for period, value in (("2026-10", 1000), ("2026-Q4", 5000), ("2027", 90_000), ("2027-01", 700)):
        done(people.shenlan, "target.set", EARLY, period=period, value=D(value))
    for period, value in (("2026-10", 1000), ("2026-Q4", 1000), ("2027-01", 700), ("2027", 700)):
        assert total(measures["gmv_target"], Slice(*span_of(period))) == value


@pytest.mark.parametrize(
    ("period", "grain", "months", "after"),
    [("2026", "year", 12, "2027"), ("2026-Q4", "quarter", 3, "2027-Q1"), ("2026-12", "month", 1, "2027-01")],
)
def test_periods(period: str, grain: Any, months: int, after: str) -> None:
    assert grain_of(period) == grain
    assert len(within(period, "month")) == months
    assert next_to(period, 1) == after
    assert next_to(after, -1) == period
    assert around(span_of(period)[1], grain) == period
