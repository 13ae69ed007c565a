"""Conditions are compared by what they mean: the same in other words, one within another; never on a guess."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dianzhang.kernel.rulebook import compile as compile_text

from .test_consistency import book
from .words import VOCABULARY

# The same in other words.
SAME = [
    ("总额 > 5元", "总额>5 元"),
    ("总额 > 5元", "5元 < 总额"),
    ("总额 > 5元", "非 (总额 <= 5元)"),
    ("总额 > 5元 且 已联系", "已联系 且 (总额 > 5元)"),
    ("总额 > 5元 且 已联系", "已联系 = 是 且 总额 超过 5元"),
    ("已联系", "已联系 <> 否"),
    ("非 已联系", "已联系 = 否"),
    ("非 (总额 > 5元 或 已联系)", "非 已联系 且 总额 <= 5元"),
    ("2元 <= 总额 < 5元", "总额 < 5元 且 总额 >= 2元"),
    ("总额 > 5元 或 已联系", "已联系 或 总额 > 5元 或 已联系"),
    ("付款 = 未付款", "未付款 = 付款"),
    ("总额 + 成本 > 5元", "成本 + 总额 > 5元"),
    ("最大(总额, 成本) > 5元", "最大(成本, 总额) > 5元"),
    ("总额 > 0.1万", "总额 > 1000元"),
]  # fmt: skip

# The second lies within the first.
WITHIN = [
    ("总额 > 5元", "总额 > 9元"),
    ("总额 > 5元", "总额 > 5元 且 已联系"),
    ("总额 >= 5元", "总额 > 5元"),
    ("总额 > 5元", "5元 < 总额 < 9元"),
    ("总额 > 5元", "总额 = 6元"),
    ("总额 <> 5元", "总额 > 5元"),
    ("总额 > 5元 或 已联系", "已联系"),
    ("总额 > 5元 或 已联系", "总额 > 9元"),
    ("总额 > 5元", "总额 > 6元 或 总额 > 9元"),
    ("付款 <> 未付款", "付款 = 已付款"),
    ("总额 > 2元 且 总额 < 9元", "3元 < 总额 <= 8元 且 已联系"),
]  # fmt: skip

# Neither, or it cannot be told.
APART = [
    ("总额 > 5元", "总额 < 9元"),
    ("总额 > 5元", "成本 > 9元"),
    ("总额 > 5元", "已联系"),
    ("总额 > 5元 且 已联系", "总额 > 9元"),
    ("总额 - 成本 > 5元", "成本 - 总额 > 5元"),
    ("总额 > 成本", "总额 > 成本 + 1元"),
    ("付款 <> 已付款", "付款 <> 未付款"),
    ("总额 > 5元 或 已联系", "总额 > 1元 且 地址完整"),
    ("非 已联系", "已联系"),
    ("总额 > 5元", "同买家24小时单数 > 9"),
    ("绝对值(总额) > 5元", "总额 > 5元"),
]  # fmt: skip

CHECK = "检查: {{当: 订单.进入, 若: '{}', 标记: 大单}}"
GATE = "审批: {{动作: 订单.放行, 若: '{}', 审批人: 运营组长}}"
DEADLINE = "期限: {{从: 订单.进入, 到: 订单.审核, 若: '{}', 时限: 10分钟}}"
RULES = {"check": CHECK, "gate": GATE, "deadline": DEADLINE}


def found(*clauses: str) -> list[str]:
    compiled = compile_text(book(*clauses), VOCABULARY)
    return [problem.message.zh for problem in (*compiled.errors, *compiled.warnings)]


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_said_twice(one: str, other: str, rule: str) -> None:
    [said] = found(rule.format(one), rule.format(other))
    assert said.endswith("第 9 行（条款1）的一样，会算两次")


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
@pytest.mark.parametrize(("wide", "narrow"), WITHIN)
def test_a_case_within_a_wider_one_adds_nothing(wide: str, narrow: str, rule: str) -> None:
    for clauses, at in (((wide, narrow), "第 9 行（条款1）"), ((narrow, wide), "第 13 行（条款2）")):
        [said] = found(*map(rule.format, clauses))
        assert said.endswith("这一条多余")
        assert at in said


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
@pytest.mark.parametrize(("one", "other"), APART)
def test_nothing_is_found_on_a_guess(one: str, other: str, rule: str) -> None:
    assert found(rule.format(one), rule.format(other)) == []


def test_a_rule_without_a_condition_contains_those_with_one() -> None:
    always = "期限: {从: 订单.进入, 到: 订单.审核, 时限: 10分钟}"
    [said] = found(DEADLINE.format("总额 > 5元"), always)
    assert said == "这条期限管的情形，第 13 行（条款2）都管了，这一条多余"


class Pair(NamedTuple):
    one: str
    other: str
    said: list[str]


DAY = "期限: {从: 订单.进入, 到: 订单.审核, 时限: 1天}"
PAIRS = {
    "shorter for some is what such rules are for": Pair(DAY, DEADLINE.format("总额 > 5元"), []),
    "longer for some has no effect": Pair(
        DAY, DAY.replace("1天", "2天, 若: 总额 > 5元"), ["这些情形第 9 行（条款1）已经要求1天，这里的2天不起作用"]
    ),
    "a pause of its own makes it another": Pair(
        DAY, DAY.replace("1天", "2天, 若: 总额 > 5元, 暂停: {挂起: 已挂起}"), []
    ),
    "working days and hours cannot be told apart": Pair(
        DAY.replace("1天", "3个工作日"), DAY.replace("1天", "20工作小时, 若: 总额 > 5元"), []
    ),
    "another span for the same in other words": Pair(
        DAY.replace("1天", "1天, 若: 总额 > 5元"), DAY.replace("1天", "2天, 若: 5元 < 总额"),
        ["同一件事，这里要求2天，第 9 行（条款1）要求1天"],
    ),
    "refused anyway": Pair(
        "检查: {当: 订单.发货, 若: 总额 > 5元, 标记: 大单, 处置: 拒绝}",
        "检查: {当: 订单.发货, 若: 总额 > 9元, 标记: 特大单}",
        ["这些情形第 9 行（条款1）已经不许做，轮不到这一条"],
    ),
    "refused in some of the cases": Pair(
        "检查: {当: 订单.发货, 若: 总额 > 9元, 标记: 特大单, 处置: 拒绝}",
        "检查: {当: 订单.发货, 若: 总额 > 5元, 标记: 大单}",
        [],
    ),
    "refused and allowed, in other words": Pair(
        "检查: {当: 订单.发货, 若: 总额 > 5元, 标记: 大单, 处置: 拒绝}",
        "检查: {当: 订单.发货, 若: 5元 < 总额, 标记: 大单, 处置: 联系}",
        ["同样的情形，这里和第 9 行（条款1）一处不许做，一处许做"],
    ),
    "another mark": Pair(CHECK.format("总额 > 5元"), CHECK.format("总额 > 9元").replace("大单", "特大单"), []),
}  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_two_rules_about_the_same(pair: Pair) -> None:
    assert found(pair.one, pair.other) == pair.said


@pytest.mark.parametrize(
    "never",
    ["总额 > 9元 且 总额 < 5元", "付款 = 未付款 且 付款 = 已付款", "总额 = 5元 且 总额 <> 5元", "5元 < 总额 < 5元"],
)
def test_a_condition_that_can_never_hold_is_noticed(never: str) -> None:
    [said] = found(CHECK.format(never))
    assert said == f"“{never}”永远不会成立，这条规则不起作用"


def test_very_many_rules_about_the_same_are_compared_in_bounded_time() -> None:
    clauses = [CHECK.format(f"总额 > {n}元") for n in range(2_000)]
    assert found(*clauses, CHECK.format("7元 < 总额")) == ["这条检查和第 37 行（条款8）的一样，会算两次"]
