"""如果, 阶梯, 最小, 最大, 求和, 绝对值, 四舍五入."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from .words import errors, marked, only_error, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IF(1 > 2, 3, 4)", 4),
        ("如果(1 < 2，3，4)", 3),
        ("如果 1 > 2 则 3 否则 4", 4),
        ("如果 (1 < 2) 且 (2 < 3) 则 (3) 否则 (4)", 3),
        ("IF 1 > 2 THEN 3 ELSE IF 2 > 3 THEN 4 ELSE 5", 5),
        ("如果 1 > 2，那么 3，否则 4", 4),
        ("2 × 如果(1 < 2, 3, 4) + 1", 7),
        ("MIN(3, 1, 2)", 1),
        ("最大(3, 1, 2)", 3),
        ("最大值（3；1；2）", 3),
        ("求和(1, 2, 3)", 6),
        ("SUM(5)", 5),
        ("绝对值(2 - 5)", 3),
        ("min(1, 2) + Max(3, 4)", 5),
        ("四舍五入(2.5)", 3),
        ("四舍五入(-2.5)", -3),
        ("ROUND(1.005, 2)", Decimal("1.01")),
        ("ROUND(2.344999, 2)", Decimal("2.34")),
        ("ROUND(1250, -2)", 1300),
        ("ROUND(1249, －2)", 1200),
        ("ROUND(0.1, 5)", Decimal("0.1")),
        ("ROUND(99.995, 2)", 100),
        ("ROUND(1 / 3, 15)", Decimal("0.333333333333333")),
    ],
)
def test_functions(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("completion", "expected"), [("0", 0), ("0.2999", 0), ("0.3", 200), ("0.59", 200), ("0.6", 300), ("1.2", 600)]
)
@pytest.mark.parametrize(
    "text",
    [
        "阶梯(完成率, 不满 30%: 0, 不满 60%: 200元, 其余: 完成率 × 500元)",
        "阶梯（完成率，＜30%：0，＜60%：200元，其余：完成率×500元）",
        "TIERS(completion, <30%: 0, <60%: 200 yuan, ELSE: completion * 500 yuan)",
        "阶梯(完成率, 达到60%: 完成率×500元, 达到30%: 200元, 否则 0)",
    ],
)
def test_tiers(text: str, completion: str, expected: int) -> None:
    assert value(text, {"completion": completion}) == expected


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("阶梯(完成率, 30%: 0, 其余: 1)", "30%", "含不含边界"),
        ("阶梯(完成率, <30% 0)", "0", "冒号"),
        ("阶梯(完成率, 其余: 0, <30%: 1)", "<", "写在最后"),
        ("阶梯(完成率)", "阶梯", "至少要有一档"),
        ("阶梯 完成率", "阶梯", "括号"),
        ("阶梯(完成率, <60%: 0, <30%: 1)", "30%", "已经包括"),
        ("阶梯(完成率, <=30%: 0, <30%: 1)", "30%", "已经包括"),
        ("阶梯(完成率, >30%: 0, >=60%: 1)", "60%", "已经包括"),
        ("阶梯(完成率, <5元: 0, 其余: 1)", "5元", "前面是比例，这里是金额"),
        ("阶梯(是会员, =是: 0, 其余: 1)", "是会员", "按数来分档"),
        ("阶梯(完成率, <30%: 5元, 其余: 5单)", "5单", "前面是金额，这里是数量"),
    ],
)
def test_tiers_that_are_wrong(text: str, place: str, said: str) -> None:
    error = only_error(text)
    assert said in error.message.zh
    assert marked(text, error) == place


NOON = datetime(2026, 2, 1, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("承诺发货时间 - 付款时间", Decimal(5400)),
        ("承诺发货时间 - 付款时间 > 1小时", True),
        ("付款时间 + 2小时 < 承诺发货时间", False),
        ("90分钟 + 付款时间", NOON.replace(hour=5, minute=30)),
        ("付款时间 - 1小时 + 2小时 + 30分钟", NOON.replace(hour=5, minute=30)),
        ("付款时间 + 1小时 - 承诺发货时间 - 30分钟", Decimal(-3600)),
        ("活动开始日 + 12小时 + 12小时 = “2026-02-11”", True),
        ("付款时间 + 90分钟", NOON.replace(hour=5, minute=30)),
        ("活动开始日 >= “2026-02-10”", True),
        ("活动开始日 - 15天", date(2026, 1, 26)),
        ("活动开始日 - 15天 = “2026-01-26”", True),
        ("活动开始日 + 1小时", None),
        ("付款时间 + 100000000天", None),
    ],
)
def test_times_and_dates(text: str, expected: object) -> None:
    given = {"paid_at": NOON, "promised_at": NOON.replace(hour=5, minute=30), "starts_on": date(2026, 2, 10)}
    assert value(text, given) == expected


def test_every_wrong_argument_is_reported() -> None:
    text = "MAX(某数, 别数) + 中位数(订单数, 他数)"
    assert [marked(text, error) for error in errors(text)] == ["某数", "别数", "中位数", "他数"]
