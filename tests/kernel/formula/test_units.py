"""What may be added to what: the table of units, points among money, and how a mismatch is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang.kernel.formula import parse
from dianzhang.kernel.units import Unit

from .words import SCOPE, errors, marked, only_error, value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("总销售额 - 总退款额", Unit.MONEY),
        ("总销售额 + 5", Unit.MONEY),
        ("总销售额 × 完成率", Unit.MONEY),
        ("完成率 × 总销售额", Unit.MONEY),
        ("总销售额 × 订单数", Unit.MONEY),
        ("总销售额 ÷ 订单数", Unit.MONEY),
        ("总销售额 ÷ 总推广费用", Unit.RATIO),
        ("订单数 ÷ 非会员订单数", Unit.RATIO),
        ("订单数 × 完成率", Unit.COUNT),
        ("完成率 × 50%", Unit.RATIO),
        ("完成率 × 500", Unit.BARE),
        ("完成率 × 500元", Unit.MONEY),
        ("1 ÷ 完成率", Unit.BARE),
        ("平均响应时长 ÷ 2", Unit.DURATION),
        ("平均响应时长 ÷ 1分钟", Unit.RATIO),
        ("质检分 ÷ 100分", Unit.RATIO),
        ("质检分 × 完成率", Unit.POINTS),
        ("MAX(质检分, 0)", Unit.POINTS),
        ("如果(是会员, 总销售额, 0)", Unit.MONEY),
        ("如果(是会员, “老客”, “新客”)", Unit.TEXT),
        ("总销售额 × (平均响应时长 ÷ 1小时)", Unit.MONEY),
        ("付款时间 - 承诺发货时间", Unit.DURATION),
        ("付款时间 + 2小时", Unit.TIME),
        ("活动开始日 - 15天", Unit.DATE),
        ("付款时间 - 承诺发货时间 + 10分钟 > 1小时", Unit.TRUTH),
        ("1 + 2", Unit.BARE),
    ],
)
def test_unit_of_a_formula(text: str, unit: Unit) -> None:
    assert parse(text, SCOPE).unit is unit


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("总销售额 + 完成率", "完成率", "前面是金额，这里是比例"),
        ("总销售额 + 订单数", "订单数", "前面是金额，这里是数量"),
        ("订单数 > 完成率", "完成率", "前面是数量，这里是比例"),
        ("平均响应时长 > 30元", "30元", "前面是时长，这里是金额"),
        ("总销售额 × 总退款额", "总退款额", "金额 × 金额 没有意义"),
        ("总销售额 × 质检分", "质检分", "金额 × 分 没有意义"),
        ("总销售额 × 平均响应时长", "平均响应时长", "金额 × 时长 没有意义"),
        ("订单数 ÷ 总销售额", "总销售额", "数量 ÷ 金额 没有意义"),
        ("总销售额 – 质检分", "质检分", "先定一分合多少元"),
        ("总销售额 – (质检分 + 投诉扣罚分)", "质检分 + 投诉扣罚分", "先定一分合多少元"),
        ("总销售额 – (表扬分 + 投诉扣罚分)", "表扬分 + 投诉扣罚分", "折合的金额不同"),
        ("MIN(总销售额, 完成率)", "完成率", "前面是金额，这里是比例"),
        ("如果(是会员, 总销售额, 完成率)", "完成率", "前面是金额，这里是比例"),
        ("如果(订单数, 1, 2)", "订单数", "要一个条件"),
        ("订单数 且 是会员", "订单数", "要一个条件"),
        ("非 订单数", "订单数", "要一个条件"),
        ("买家备注 + 1", "买家备注", "要一个数"),
        ("ABS(是会员)", "是会员", "要一个数"),
        ("-买家备注", "买家备注", "要一个数"),
        ("MIN(买家备注, “a”)", "买家备注", "要一个数"),
        ("买家备注 > “a”", "买家备注 > “a”", "只能用 = 或 ≠ 比较"),
        ("付款时间 + 承诺发货时间", "承诺发货时间", "没有意义"),
        ("付款时间 + 5", "5", "没有意义"),
        ("付款时间 > 活动开始日", "活动开始日", "前面是时刻，这里是日期"),
        ("活动开始日 > “昨天”", "“昨天”", "不是日期"),
    ],
)
def test_units_that_do_not_fit(text: str, place: str, said: str) -> None:
    error = only_error(text)
    assert said in error.message.zh
    assert error.message.en
    assert marked(text, error) == place


def test_points_among_money_by_their_declared_rate() -> None:
    assert value("总销售额 – 投诉扣罚分", {"sales": "100", "penalty_points": "3"}) == 70
    assert value("总销售额 – 投诉扣罚分 + 表扬分", {"sales": "100", "penalty_points": "3", "praise_points": "2"}) == 80
    assert value("总销售额 – (投诉扣罚分 + 2分)", {"sales": "100", "penalty_points": "3"}) == 50
    assert value("总销售额 – MAX(投诉扣罚分, 5分)", {"sales": "100", "penalty_points": "3"}) == 50
    assert value("投诉扣罚分 > 20元", {"penalty_points": "3"}) is True
    assert value("MIN(总销售额, 投诉扣罚分)", {"sales": "100", "penalty_points": "3"}) == 30


@pytest.mark.parametrize(
    ("text", "wanted", "unit"),
    [
        ("500", Unit.MONEY, Unit.MONEY),
        ("完成率 × 500", Unit.MONEY, Unit.MONEY),
        ("投诉扣罚分", Unit.MONEY, Unit.MONEY),
        ("总销售额", Unit.BARE, Unit.MONEY),
        ("订单数 > 5", Unit.TRUTH, Unit.TRUTH),
    ],
)
def test_expected_unit_fits(text: str, wanted: Unit, unit: Unit) -> None:
    assert parse(text, SCOPE, expect=wanted).unit is unit


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("订单数 × 2", Unit.MONEY, "要的是金额，公式算出的是数量"),
        ("订单数", Unit.TRUTH, "要的是是非"),
        ("500", Unit.TRUTH, "要的是是非，公式算出的是数"),
        ("订单数 > 5", Unit.MONEY, "算出的是是非"),
        ("质检分", Unit.MONEY, "先定一分合多少元"),
    ],
)
def test_expected_unit_does_not_fit(text: str, wanted: Unit, said: str) -> None:
    assert said in only_error(text, expect=wanted).message.zh


def test_several_errors_at_once_in_the_order_of_their_places() -> None:
    text = "净额 + 总销售额 + 完成率 > 5 且 订单数 + 未知数 > 3 或 总退款额 > 完成率"
    found = errors(text)
    assert [marked(text, error) for error in found] == ["净额", "未知数", "完成率"]
    assert [error.column for error in found] == [error.offset + 1 for error in found]


def test_one_mistake_is_said_once() -> None:
    assert len(errors("(总销售额 + 完成率) × 2 + 总退款额 > 完成率 × 5元")) == 1


def test_rate_is_exact() -> None:
    assert value("总销售额 – 投诉扣罚分", {"sales": "0.10", "penalty_points": "0.01"}) == Decimal("0.0")
