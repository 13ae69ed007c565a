"""Every step of a calculation, as a payslip shows it, in Chinese and in English."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest

from dianzhang.kernel.formula import parse
from dianzhang.kernel.units import Unit

from .words import SCOPE

LIN_XIAO = {
    "base_bonus": Decimal(2000),
    "nps_rate": Decimal("0.96"),
    "fcr_rate": Decimal("1.07"),
    "penalty_points": Decimal(3),
}


def test_a_payslip_line_opens_step_by_step() -> None:
    found = parse("基础绩效工资 * (NPS达成率 * 70% + FCR达成率 * 30%) – 投诉扣罚分", SCOPE).explain(LIN_XIAO)
    assert found.value == 1956
    assert found.reason is None
    assert [step.text.zh for step in found.steps] == [
        "NPS达成率 0.96 × 70% = 0.672",
        "FCR达成率 1.07 × 30% = 0.321",
        "0.672 + 0.321 = 0.993",
        "基础绩效工资 2,000.00 × 0.993 = 1,986.00",
        "投诉扣罚分 3分 × 10元 = 30.00",
        "基础绩效工资 2,000.00 × (NPS达成率 0.96 × 70% + FCR达成率 1.07 × 30%) − 投诉扣罚分 3分 × 10元 = 1,956.00",
    ]
    assert [step.value for step in found.steps][-2:] == [30, 1956]
    assert found.line.en == (
        "base_bonus 2,000.00 × (nps_rate 0.96 × 70% + fcr_rate 1.07 × 30%)"
        " − penalty_points 3 points × 10 yuan = 1,956.00"
    )


@pytest.mark.parametrize(
    ("text", "values", "zh", "en"),
    [
        ("订单数", {"orders": 1280}, "订单数 1,280", "orders 1,280"),
        ("-5 × 2", {}, "−5 × 2 = −10", "−5 × 2 = −10"),
        ("2 - (3 - 4)", {}, "2 − (3 − 4) = 3", "2 − (3 − 4) = 3"),
        ("2 - 3 - 4", {}, "2 − 3 − 4 = −5", "2 − 3 − 4 = −5"),
        ("6 / (2 * 3)", {}, "6 ÷ (2 × 3) = 1", "6 ÷ (2 × 3) = 1"),
        ("(1 + 2) * -3", {}, "(1 + 2) × (−3) = −9", "(1 + 2) × (−3) = −9"),
        ("-(1 + 2)", {}, "−(1 + 2) = −3", "−(1 + 2) = −3"),
        ("1 / 3", {}, "1 ÷ 3 ≈ 0.333333", "1 ÷ 3 ≈ 0.333333"),
        ("总销售额 / 3", {"sales": Decimal(1)}, "总销售额 1.00 ÷ 3 ≈ 0.333333", "sales 1.00 ÷ 3 ≈ 0.333333"),
        ("12345元 × 2", {}, "12,345.00 × 2 = 24,690.00", "12,345.00 × 2 = 24,690.00"),
        (
            "如果(订单数 > 5, 1元, 总销售额)",
            {"orders": 6},
            "如果(订单数 6 > 5，1.00，…) = 1.00",
            "IF(orders 6 > 5, 1.00, …) = 1.00",
        ),
        (
            "如果(是会员, 总销售额, 1)",
            {"is_member": False},
            "如果(是会员 否，…，1) = 1.00",
            "IF(is_member no, …, 1) = 1.00",
        ),
        (
            "阶梯(完成率, <30%: 0, <60%: 200元, 其余: 500元)",
            {"completion": Decimal("0.5")},
            "阶梯(完成率 0.5，…，< 60%：200.00，…) = 200.00",
            "TIERS(completion 0.5, …, < 60%: 200.00, …) = 200.00",
        ),
        (
            "阶梯(完成率, <30%: 0, 其余: 500元)",
            {"completion": Decimal("0.5")},
            "阶梯(完成率 0.5，…，其余：500.00) = 500.00",
            "TIERS(completion 0.5, …, ELSE: 500.00) = 500.00",
        ),
        ("四舍五入(2.345, 2)", {}, "四舍五入(2.345，2) = 2.35", "ROUND(2.345, 2) = 2.35"),
        ("四舍五入(2.5)", {}, "四舍五入(2.5) = 3", "ROUND(2.5) = 3"),
        ("MIN(1, 2)", {}, "最小(1，2) = 1", "MIN(1, 2) = 1"),
        (
            "订单数 > 5 且 是会员",
            {"orders": 3},
            "订单数 3 > 5 且 … → 否",
            "orders 3 > 5 and … → no",
        ),
        (
            "(是会员 或 地址完整) 且 非 订单数 > 5",
            {"is_member": True, "orders": 3},
            "(是会员 是 或 …) 且 非 订单数 3 > 5 → 是",
            "(is_member yes or …) and not orders 3 > 5 → yes",
        ),
        ("非 (是会员 且 地址完整)", {"is_member": False}, "非 (是会员 否 且 …) → 是", "not (is_member no and …) → yes"),
        (
            "30% <= 完成率 < 1",
            {"completion": Decimal("0.2")},
            "30% ≤ 完成率 0.2 < … → 否",
            "30% ≤ completion 0.2 < … → no",
        ),
        (
            "平均响应时长 <= 30秒",
            {"response_time": Decimal(90)},
            "平均响应时长 1分钟30秒 ≤ 30秒 → 否",
            "response_time 1 min 30 s ≤ 30 s → no",
        ),
        (
            "活动开始日 - 15天",
            {"starts_on": date(2026, 2, 20)},
            "活动开始日 2026-02-20 − 15天 = 2026-02-05",
            "starts_on 2026-02-20 − 15 d = 2026-02-05",
        ),
        ("买家备注 = “急”", {"buyer_note": "急"}, "买家备注 “急” = “急” → 是", "buyer_note “急” = “急” → yes"),
        (
            "总销售额 / 总推广费用",
            {"sales": Decimal(5), "promotion_cost": Decimal(0)},
            "总销售额 5.00 ÷ 总推广费用 0.00 = 无值（除数为零：总推广费用 0.00）",
            "sales 5.00 ÷ promotion_cost 0.00 = no value (division by zero: promotion_cost 0.00)",
        ),
        (
            "订单数 + 1",
            {},
            "订单数 无值 + 1 = 无值（缺少“订单数”）",
            "orders no value + 1 = no value (“orders” is missing)",
        ),
    ],
)
def test_the_whole_formula_with_its_values(text: str, values: dict[str, object], zh: str, en: str) -> None:
    line = parse(text, SCOPE).explain(values).line
    assert (line.zh, line.en) == (zh, en)


def test_a_name_is_shown_by_its_chinese_face_whatever_was_written() -> None:
    assert parse("orders + 1", SCOPE).explain({"orders": 2}).line.zh == "订单数 2 + 1 = 3"


def test_steps_carry_their_unit() -> None:
    steps = parse("总销售额 > 订单数 × 5元", SCOPE).explain({"sales": Decimal(5), "orders": 2}).steps
    assert [step.unit for step in steps] == [Unit.MONEY, Unit.TRUTH]


def test_a_formula_survives_pickling_and_is_equal_to_itself_read_again() -> None:
    formula = parse("基础绩效工资 × NPS达成率 – 投诉扣罚分", SCOPE)
    copy = pickle.loads(pickle.dumps(formula))
    assert copy == formula == parse(formula.text, SCOPE)
    assert hash(copy) == hash(formula)
    assert copy != parse("基础绩效工资 × NPS达成率", SCOPE)
    assert copy.value(LIN_XIAO) == formula.value(LIN_XIAO) == 1890
