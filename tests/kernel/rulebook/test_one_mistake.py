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
MAY = "（订单可用：进入 付款 挂起 联系 放行 审核 发货 拒绝）"
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
    "what a check does misspelt": Said(
        "检查: {当: 订单.放行, 若: 总额 > 9元, 标记: 大单, 处置: 拒决}", "订单没有“拒决”这个动作",
        "是不是 拒绝？" + MAY,
    ),
    "what a check does misspelt in English": Said(
        "检查: {当: 订单.放行, 若: 总额 > 9元, 标记: 大单, 处置: refus}", "订单没有“refus”这个动作",
        "是不是 refuse？" + MAY,
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
    "whoever handles it in English": Said(
        "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 1天, 责任: the handler}", "没有“the handler”这个岗位",
        "是不是 owner？" + POSTS
    ),
    "a state that there is not": Said(
        "检查: {当: 客诉.解决, 若: 进展 = 升级, 标记: 还没有方案}", "进展没有“升级”",
        "（进展可用：处理中 已上报 已解决）",
    ),
    "a state that is near one": Said(
        "检查: {当: 客诉.解决, 若: 进展 <> 已上抱, 标记: 还没有方案}", "进展没有“已上抱”",
        "是不是“已上报”？（进展可用：处理中 已上报 已解决）",
    ),
    "a measure in pay": Said(
        "薪酬: {岗位: 客服专员, 项目: {底薪: 2000元, 奖金: 支付金额 × 1%}}", "“支付金额”是度量，这里不能直接用",
        "先写成指标，再用指标的名字，如 指标: {名: …, 公式: 支付金额}",
    ),
    "a measure in a condition": Said(
        "检查: {当: 订单.进入, 若: 支付金额 > 9元, 标记: 大单}", "“支付金额”是度量，这里不能直接用",
        "这里只看记录自己的字段和状态",
    ),
    "a metric in a condition": Said(
        "指标: {名: 退款率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}\n检查: {当: 订单.进入, 若: 退款率 > 9%, 标记: 大单}",
        "“退款率”是指标，这里不能用", "这里只看记录自己的字段和状态",
    ),
    "a metric that uses itself": Said(
        "指标: {名: 退款率, 公式: 退款率 × 2, 单位: 比例}", "这里还没有“退款率”",
        "指标只能用写在它前面的，也不能用自己：把要用的写到前面",
    ),
    "a metric that uses a later one": Said(
        "指标:\n  - {名: 留存率, 公式: 1 - 退款率, 单位: 比例}\n"
        "  - {名: 退款率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}",
        "这里还没有“退款率”",
    ),
    "a field of another subject": Said(
        "检查: {当: 客诉.解决, 若: 总额 > 9元, 标记: 大单}", "“总额”是订单的字段，这里没有"
    ),
    "a field in a metric": Said(
        "指标: {名: 甲, 公式: 总额 × 2, 单位: 金额}", "“总额”是订单的字段，这里没有"
    ),
    "a plan that is wrong, with its example": Said(
        "倒排: {对象: 请假, 基准: 开始那天, 步骤: [{事项: 甲, 提前: 3天, 负责: 运营组长}]}\n"
        "例: [{设: {天数: 5}, 预期结果: [步骤 甲 2026-03-15]}]", "请假没有“开始那天”这个字段"
    ),
    "a key further in than the one above": Said(
        "期限:\n  从: 客诉.受理\n   到: 客诉.解决\n  时限: 1天\n  责任: 经办人", "缩进没有对齐",
        "同一层的键要对齐，用空格缩进，不用制表符",
    ),
    "an hour that there is not": Said(
        '例: {发生: ["25:00 客诉.受理"], 预期结果: [计时中]}', "没有这个时刻",
        "日子要有，年份在 1900 到 2999 之间，时刻从 0:00 到 23:59",
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


def test_a_clause_whose_rule_is_wrong_is_not_told_that_it_has_none() -> None:
    text = (HEAD + "审批: {动作: 订单.放行, 审批人: 打包专员}\n```\n").replace(
        "```rule", "放行要有人同意。\n\n```rule", 1
    )
    assert compile_text(text, VOCABULARY).warnings == []


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
