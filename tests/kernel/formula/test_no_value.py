"""No value is an answer: it carries its reason through, and only where it matters."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .words import reason, value


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("总销售额 / 总推广费用", {"sales": 5, "promotion_cost": 0}, "除数为零：总推广费用 0.00"),
        ("1 / (订单数 - 5)", {"orders": 5}, "除数为零：订单数 5 − 5"),
        ("1 / 0 + 2", {}, "除数为零：0"),
        ("总销售额 - 总退款额", {"sales": 5}, "缺少“总退款额”"),
        ("总销售额 - 总退款额", {}, "缺少“总销售额”；缺少“总退款额”"),
        ("订单数 × 0", {}, "缺少“订单数”"),
        ("订单数 > 5 且 是会员", {"orders": 6}, "缺少“是会员”"),
        ("如果(是会员, 1, 1)", {}, "缺少“是会员”"),
        ("阶梯(完成率, <30%: 0, 其余: 1)", {}, "缺少“完成率”"),
        ("阶梯(完成率, <30%: 0, <60%: 1)", {"completion": Decimal("0.7")}, "完成率 0.7 不在任何一档"),
        ("MIN(订单数, 非会员订单数)", {"orders": 5}, "缺少“非会员订单数”"),
        ("ABS(订单数)", {}, "缺少“订单数”"),
        ("非 是会员", {}, "缺少“是会员”"),
        ("-订单数", {}, "缺少“订单数”"),
        ("投诉扣罚分 > 5元", {}, "缺少“投诉扣罚分”"),
        ("付款时间 + 1小时 > 承诺发货时间", {}, "缺少“付款时间”；缺少“承诺发货时间”"),
    ],
)
def test_reason(text: str, values: dict[str, object], said: str) -> None:
    assert reason(text, values) == said
    assert value(text, values) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单数 > 5 且 是会员", False),
        ("是会员 且 订单数 > 5", False),
        ("订单数 < 5 或 是会员", True),
        ("是会员 或 订单数 < 5", True),
        ("如果(订单数 < 5, 1, 1 / 0)", 1),
        ("如果(订单数 > 5, 总销售额, 2)", 2),
        ("阶梯(订单数, <5: 1, 其余: 总销售额)", 1),
        ("阶梯(订单数, <1: 总销售额, <5: 2, <非会员订单数: 3)", 2),
        ("9 < 5 < 完成率", False),
    ],
)
def test_what_is_not_needed_may_be_missing(text: str, expected: object) -> None:
    assert value(text, {"orders": "3"}) == expected


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, None, None, True),
        (None, True, None, True),
        (False, None, False, None),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_logic_of_three_values(left: bool | None, right: bool | None, both: bool | None, either: bool | None) -> None:
    given = {"is_member": left, "address_complete": right}
    assert value("是会员 且 地址完整", given) is both
    assert value("是会员 或 地址完整", given) is either


def test_input_that_is_no_number_gives_no_value() -> None:
    assert value("订单数 + 1", {"orders": Decimal("NaN")}) is None
    assert value("订单数 × 2", {"orders": Decimal("Infinity")}) is None
    assert "不是数" in reason("订单数 + 1", {"orders": Decimal("NaN")})


def test_result_out_of_range_gives_no_value() -> None:
    assert value("订单数 × 订单数", {"orders": Decimal("1E+999999999999999999")}) is None
    assert "超出范围" in reason("订单数 × 订单数", {"orders": Decimal("1E+999999999999999999")})
