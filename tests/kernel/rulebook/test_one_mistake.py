"""One mistake, one message: what follows from it is not reported, and what it means to its author is."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dianzhang.kernel.rulebook import Problem
from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.vocabulary import nearest

from .test_errors import HEAD, POSTS
from .words import VOCABULARY


def problems(rules: str) -> list[Problem]:
    compiled = compile_text(HEAD + rules + "\n```\n", VOCABULARY)
    return [*compiled.errors, *compiled.warnings]


class Said(NamedTuple):
    rules: str
    message: str
    hint: str | None = None


QUOTE = "给整个公式加上引号"
COMMA = "有逗号的公式或文字，整个加上引号；数里不写千分位逗号"
CASES = {
    "a formula cut at a comma": Said(
        "检查: {当: 订单.进入, 若: 如果(总额 > 5元, 是, 否), 标记: 大单}", "公式在逗号处断开了", QUOTE
    ),
    "steps with colons cut at a comma": Said(
        "指标: {名: 档, 公式: 阶梯(支付金额 ÷ GMV目标, 不满 30%: 0, 不满 60%: 1, 其余: 2), 单位: 数量}",
        "公式在逗号处断开了", QUOTE,
    ),
    "a pay item cut at a comma": Said(
        "薪酬: {岗位: 客服专员, 项目: {底薪: 2000元, 绩效: 最大(底薪, 3元, 4元)}}", "公式在逗号处断开了", QUOTE
    ),
    "a comma inside a number": Said(
        "检查: {当: 订单.进入, 若: 总额 > 1,000元, 标记: 大单}", "这里在逗号处断开了", COMMA
    ),
    "a comma inside a text": Said(
        "检查: {当: 订单.进入, 若: 总额 > 9元, 标记: 大单, 建议: 先问买家, 再问组长}", "这里在逗号处断开了", COMMA
    ),
    "a key misspelt": Said(
        "审批: {动做: 订单.放行, 审批人: 运营组长}", "审批没有“动做”这个键",
        "是不是 动作？（可用：动作、若、审批人、方式、超时处理、日历）",
    ),
    "a kind misspelt whose names are used": Said(
        "指票: {名: 率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}\n"
        "考核: {岗位: 客服专员, 构成: [{指标: 率, 权重: 100%}]}",
        "没有“指票”这种规则",
    ),
    "a metric misspelt that pay uses": Said(
        "指标: {名: 退款率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}\n"
        "考核: {岗位: 客服专员, 构成: [{指标: 退款律, 权重: 100%}]}\n"
        "薪酬: {岗位: 客服专员, 项目: {绩效: 退款律 × 500元}}",
        "没有“退款律”这个指标", "是不是 退款率？",
    ),
    "points among money": Said(
        "薪酬: {岗位: 客服专员, 项目: {底薪: 2000元 - 10分}}", "分和金额合在一起，要先定一分合多少元",
        "写明一分合多少元，如 评分 ÷ 1分 × 10元",
    ),
    "a consequence without a scorecard": Said(
        "奖惩: {若: 综合得分率 < 60%, 岗位: 客服专员, 提议: 培训}", "客服专员没有“考核”，没有“综合得分率”可用",
        "先给这个岗位写“考核”，或改用指标",
    ),
    "pay without a scorecard": Said(
        "薪酬: {岗位: 客服专员, 项目: {绩效: 综合得分率 × 500元}}", "客服专员没有“考核”，没有“综合得分率”可用",
        "先给这个岗位写“考核”，或改用指标",
    ),
    "the superior by another name": Said(
        "审批: {动作: 订单.放行, 审批人: 直属上司}", "没有“直属上司”这个岗位", "是不是 直属上级？" + POSTS
    ),
    "the superior as 主管": Said(
        "审批: {动作: 订单.放行, 审批人: 直属主管}", "没有“直属主管”这个岗位", "是不是 直属上级？" + POSTS
    ),
    "whoever handles it by another name": Said(
        "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 1天, 责任: 处理人}", "没有“处理人”这个岗位",
        "是不是 经办人？" + POSTS
    ),
    "everyone by another name": Said(
        "例行: {事项: 日报, 责任: 所有人, 周期: 每日}", "没有“所有人”这个岗位", "是不是 全员？" + POSTS
    ),
    "a word that means nobody here": Said(
        "审批: {动作: 订单.放行, 审批人: 经办人}", "这里不能写“经办人”，要写岗位", POSTS
    ),
    "two posts in one": Said(
        "审批: {动作: 订单.放行, 审批人: 运营组长 客服组长}", "没有“运营组长 客服组长”这个岗位",
        "几个岗位用顿号分开：运营组长、客服组长",
    ),
    "a manner that there is not": Said(
        "审批: {动作: 订单.放行, 审批人: 运营组长, 方式: 大家}", "“大家”不是审批方式",
        "（可用：依次 会签 任一 比例 60%）"
    ),
    "a share of how much": Said(
        "审批: {动作: 订单.放行, 审批人: 运营组长, 方式: 比例}", "“比例”后面要写多少才算同意", "写成 比例 60%"
    ),
    "a post that is not near any": Said(
        "审批: {动作: 订单.放行, 审批人: 财务专员}", "没有“财务专员”这个岗位", POSTS
    ),
}  # fmt: skip


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_mistake_is_one_message(case: Said) -> None:
    [problem] = problems(case.rules)
    assert problem.message.zh == case.message
    if case.hint is not None:
        assert problem.hint is not None
        assert problem.hint.zh == case.hint


def test_the_weights_are_added_up_beside_a_metric_that_is_not_known() -> None:
    found = problems(
        "指标: {名: 退款率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}\n"
        "考核:\n  岗位: 客服专员\n  构成:\n    - {指标: 退款律, 权重: 65%}\n    - {指标: 退款率, 权重: 30%}"
    )
    assert [problem.message.zh for problem in found] == ["权重合计 95%，应为 100%", "没有“退款律”这个指标"]


def test_a_weight_that_cannot_be_read_is_not_added_up_as_if_it_were_none() -> None:
    found = problems(
        "指标: {名: 退款率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}\n"
        "考核:\n  岗位: 客服专员\n  构成:\n    - {指标: 退款律, 权重: 三成}\n    - {指标: 退款率, 权重: 95%}"
    )
    assert [problem.message.zh for problem in found] == ["没有“退款律”这个指标", "“三成”不是比例"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("打包专员", None), ("财务专员", None), ("订单专圆", "订单专员"), ("定单专员", "订单专员"),
        ("订单员", "订单专员"), ("运营主管", "运营组长"), ("order_desc", "order_desk"), ("fulfilment", None),
    ],
)  # fmt: skip
def test_only_what_is_near_is_suggested(word: str, near: str | None) -> None:
    assert nearest(word, ["订单专员", "运营组长", "order_desk"]) == near
