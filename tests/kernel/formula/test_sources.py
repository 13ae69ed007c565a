"""Formulas as the sources write them run as they stand (ids of statements.csv beside them)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang.kernel.formula import Scope, Symbol, parse
from dianzhang.kernel.units import Unit

MONEY = ("基础绩效工资", "总销售额", "总退款额", "总推广费用", "所有店铺下单金额", "退货金额")
RATIO = (
    "ROI达成率", "CPA达成率", "转化率达成率", "GMV达成率", "NPS达成率", "FCR达成率", "核心KPI综合得分",
    "团队贡献系数", "个人评分", "创意加分项", "完成率", "推广量完成率", "反馈量完成率", "招商加盟量完成率",
)  # fmt: skip
COUNT = ("总新客数", "支付订单数", "总访客数")
SCOPE = Scope(
    [
        *(Symbol(name, unit=Unit.MONEY) for name in MONEY),
        *(Symbol(name, unit=Unit.RATIO) for name in RATIO),
        *(Symbol(name, unit=Unit.COUNT) for name in COUNT),
        Symbol("投诉扣罚分", unit=Unit.POINTS, yuan_per_point=10),
    ]
)


@pytest.mark.parametrize(
    ("text", "unit", "values", "expected"),
    [
        ("(总销售额-总退款额) / 总推广费用", Unit.RATIO, "100 28 20", "3.6"),  # B3-26
        ("总推广费用 / 总新客数", Unit.MONEY, "100 8", "12.5"),  # B3-28
        (
            "基础绩效工资 * (ROI达成率 * 50% + CPA达成率 * 50%) * 团队贡献系数",  # B3-32
            Unit.MONEY, "2000 1.2 0.9 1.1", "2310",
        ),
        ("支付订单数 / 总访客数", Unit.RATIO, "24087 1000000", "0.024087"),  # B3-35
        (
            "基础绩效工资 * (转化率达成率 * 60% + GMV达成率 * 40%) * 个人评分",  # B3-41
            Unit.MONEY, "2000 1 0.5 0.9", "1440",
        ),
        (
            "基础绩效工资 * (NPS达成率 * 70% + FCR达成率 * 30%) \u2013 投诉扣罚分",  # B3-50, the minus is U+2013
            Unit.MONEY, "2000 0.96 1.07 2", "1966",
        ),
        ("基础绩效工资 * (核心KPI综合得分) * 创意加分项", Unit.MONEY, "2000 0.95 1.1", "2090"),  # B3-58
        ("如果 完成率 不足 30% 则 0元 否则 完成率 × 500元", Unit.MONEY, "0.2999", "0"),  # C18-13
        ("如果 完成率 不足 30% 则 0元 否则 完成率 × 500元", Unit.MONEY, "0.3", "150"),  # C18-14
        ("如果(完成率＜30%，0，完成率＊500元)", Unit.MONEY, "1.1", "550"),  # C18-14, no cap
        ("如果 完成率 < 30% 则 -50元 否则 0", Unit.MONEY, "0.1", "-50"),  # C18-16
        (
            "MIN(推广量完成率, 反馈量完成率, 招商加盟量完成率) × 500元",  # C18-17, 19
            Unit.MONEY, "0.4 0.5 0.6", "200",
        ),
        ("所有店铺下单金额减去退货金额", Unit.MONEY, "2995760.61 572335.92", "2423424.69"),  # C18-25
    ],
)  # fmt: skip
def test_formula_of_a_source(text: str, unit: Unit, values: str, expected: str) -> None:
    formula = parse(text, SCOPE)
    assert formula.unit is unit
    order = sorted(formula.names, key=text.index)
    given = dict(zip(order, map(Decimal, values.split()), strict=True))
    assert formula.value(given) == formula.explain(given).value == Decimal(expected)


@pytest.mark.parametrize(
    ("times", "person", "supervisor"), [(0, 0, 0), (1, -50, -100), (2, -100, -200), (5, -300, -400)]
)
def test_penalty_table_by_times_in_a_month(times: int, person: int, supervisor: int) -> None:
    """C21-95, 96, 98, 99: first time fixed, from the second on within a range (here 100 yuan more each time)."""
    scope = Scope([Symbol("当月次数", unit=Unit.COUNT)])
    own = parse("阶梯(当月次数, 不足1: 0, 不足2: -50元, 其余: -MIN(300元, (当月次数 - 1) × 100元))", scope)
    lead = parse("阶梯(当月次数, 不足1: 0, 不足2: -100元, 其余: -MIN(400元, 当月次数 × 100元))", scope)
    given = {"当月次数": Decimal(times)}
    assert (own.value(given), lead.value(given)) == (person, supervisor)
