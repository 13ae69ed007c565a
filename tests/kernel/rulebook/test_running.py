"""The runner of examples: what each expectation looks at, and what it says when it did not come true."""

from __future__ import annotations

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import run_examples

from .words import VOCABULARY

BOOK = """---
制度: 试
代号: t
版本: 1
生效: 2026-01-01
---
# 一 条款 {#c}
```rule
期限:
  - {从: 客诉.受理, 到: [客诉.解决, 客诉.上报], 时限: 10分钟, 事项: 处理, 提醒: 2分钟,
     超时处理: {自动: 上报, 通知: 客服组长}}
  - {从: 订单.挂起, 到: 订单.联系, 时限: 2工作小时, 责任: 订单审核}
  - {从: 订单.付款, 到: 订单.发货, 时限: 4小时, 责任: 仓储专员, 暂停: {挂起: 已挂起}}
检查:
  - {当: 订单.进入, 若: 非 地址完整, 标记: 地址不详, 处置: 挂起}
  - {当: 订单.放行, 若: 非 已联系, 标记: 没联系, 处置: 拒绝}
审批: {动作: 订单.放行, 若: 总额 >= 1000元, 审批人: 运营组长,
  超时处理: {2工作小时: 提醒, 一个工作日: 转交 电商总监, 两个工作日: 同意}}
权限: {岗位: 仓储专员, 可做: 订单.发货, 范围: 本组, 可见: 订单.收货地址}
指标: {名: 流程达成率, 公式: 按时时限数 ÷ 应履约时限数}
考核: {岗位: 客服专员, 构成: [{指标: 流程达成率, 权重: 100%}]}
薪酬: {岗位: 客服专员, 项目: {底薪: 2000元, 绩效工资: 综合得分率 × 500元}}
"""
COMPLAINT = '发生: ["10:00 客诉.受理 by 周可"]'
ORDER = '发生: ["10:00 订单.进入 {总额: 1200}", "10:05 订单.挂起 by 赵宁"'


def failures(example: str) -> list[str]:
    text = BOOK + f"例: {{名: 甲, {example}}}\n```\n"
    compiled = compile_text(text, VOCABULARY)
    assert [e.message.zh for e in compiled.errors] == []
    assert compiled.rulebook is not None
    (outcome,) = run_examples(compiled.rulebook, VOCABULARY)
    assert all(text.split("\n")[failure.line - 1].startswith("例") for failure in outcome.failures)
    return [failure.message.zh for failure in outcome.failures]


@pytest.mark.parametrize(
    "example",
    [
        COMPLAINT
        + ', 现在: "10:11", 预期结果: ["10:10 客诉.上报 by 系统", 客诉.上报, 逾期, 逾期 处理, 逾期 责任 周可]',
        COMPLAINT + ', 现在: "10:11", 预期结果: [通知 客服组长, 提醒 经办人, "到期 10:10", 状态 进展 = 已上报]',
        COMPLAINT + ', 现在: "10:11", 预期结果: ["10:08 提醒 经办人", "10:10 通知 客服组长", "10:08 remind owner"]',
        COMPLAINT + ', 现在: "10:10", 预期结果: [计时中 处理 责任 经办人, "到期 10:10 处理"]',
        COMPLAINT + ', 设: {经办人: 林晓}, 现在: "10:11", 预期结果: [逾期 责任 林晓]',
        '发生: ["10:00 客诉.受理 by 周可", "10:10 客诉.解决 by 周可"], 现在: 次日 9:00, 预期结果: [按时 责任 周可]',
        ORDER + '], 现在: "15:00", 预期结果: [逾期 责任 订单审核, "到期 13:05", 不计时 责任 仓储专员]',
        ORDER + ', "13:05 订单.联系"], 预期结果: [按时]',
        '日期: 2026-03-06, 发生: ["17:00 订单.挂起"], 现在: "2026-03-09 9:59", '
        '预期结果: [计时中, "到期 2026-03-09 10:00"]',
        '发生: ["8:00 订单.付款", "9:00 订单.挂起", "18:00 订单.联系", "18:00 订单.放行 by 赵宁"], 现在: "20:00", '
        '预期结果: [计时中 责任 仓储专员, "到期 21:00 发货"]',
        '发生: ["10:00 订单.进入 {地址完整: 否}"], '
        '预期结果: [标记 地址不详, "10:00 订单.挂起 by 系统", 状态 挂起 = 已挂起]',
        '发生: ["10:00 订单.进入 {地址完整: 是}"], 预期结果: [无标记, 无标记 地址不详]',
        '发生: ["订单.进入 by 系统"], 预期结果: [无标记, 直接执行]',
        ORDER + ', "10:06 订单.放行 by 赵宁"], 预期结果: [拒绝, 拒绝 没联系, 状态 挂起 = 已挂起]',
        ORDER + ', "10:06 订单.联系", "10:07 订单.放行 by 赵宁"], 预期结果: [需审批 运营组长]',
        ORDER + ', "10:06 订单.联系", "10:07 订单.放行 by 赵宁"], 现在: "第3天 10:08", '
        '预期结果: ["13:07 提醒 运营组长", "次日 10:07 转交 电商总监", 转交 电商总监, '
        '"day 3 10:07 agreed by time-out", "13:07 remind ops_lead", "next day 10:07 hand over to director"]',
        '发生: ["订单.进入 {总额: 999.99元}", "订单.挂起", "订单.联系", "订单.放行 by 赵宁"], 预期结果: [直接执行]',
        "预期结果: [允许 仓储专员 订单.发货, 允许 仓储专员 订单.发货 本组, 不许 仓储专员 订单.发货 全部]",
        "预期结果: [不许 客服专员 订单.发货, 可见 仓储专员 订单.收货地址, 不可见 客服专员 订单.收货地址]",
        "设: {按时时限数: 2, 应履约时限数: 3}, 预期结果: [指标 流程达成率 = 0.667, 指标 流程达成率 = 67%, 得分 = 0.67]",
        "设: {按时时限数: 0, 应履约时限数: 0}, 预期结果: [指标 流程达成率 = 无, 得分 = 无, 薪酬 绩效工资 = 无]",
        "设: {流程达成率: 90%}, 预期结果: [得分 客服专员 = 0.9, 薪酬 绩效工资 = 450.00, 薪酬 底薪 = 2000]",
        COMPLAINT
        + ', now: "10:11", expect: [late owner 周可, "10:10 complaint.escalate by system", notify service_lead]',
        'happens: ["10:00 complaint.accept by Zhou Ke"], now: "10:11", '
        'expect: [missed owner Zhou Ke, "10:10 complaint.escalate by system", "10:08 reminds owner"]',
        'happens: ["10:00 order.enter by Anna-Maria O’Neill {address_complete: no}"], '
        "expect: [marked 地址不详, flagged 地址不详]",
        ORDER
        + ', "10:06 订单.联系", "10:07 订单.放行 by Zhao Ning"], expect: [needs approval ops_lead, 需要审批 运营组长]',
    ],
)
def test_what_comes_true(example: str) -> None:
    assert failures(example) == []


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (COMPLAINT + ', 现在: "10:05", 预期结果: [逾期]', "实际：处理 计时中"),
        (COMPLAINT + ', 现在: "10:11", 预期结果: [按时]', "实际：处理 逾期"),
        (
            COMPLAINT + ', 现在: "10:11", 预期结果: ["10:09 客诉.上报 by 系统"]',
            "实际：03-02 10:10 客诉.上报",
        ),
        (COMPLAINT + ', 现在: "10:11", 预期结果: ["到期 10:20"]', "实际：03-02 10:10"),
        (COMPLAINT + ', 现在: "10:11", 预期结果: ["10:07 提醒 经办人"]', "实际：03-02 10:08 经办人"),
        (COMPLAINT + ', 现在: "10:08", 预期结果: ["10:08 提醒 经办人"]', "实际：没有"),
        (
            ORDER + ', "10:06 订单.联系", "10:07 订单.放行 by 赵宁"], 现在: "次日 10:08", '
            '预期结果: ["次日 9:00 转交 电商总监"]',
            "实际：03-03 10:07 电商总监",
        ),
        (
            ORDER + ', "10:06 订单.联系", "10:07 订单.放行 by 赵宁"], 现在: "次日 10:08", 预期结果: [超时同意]',
            "实际：没有",
        ),
        (COMPLAINT + ", 预期结果: [不计时]", "实际：处理 计时中"),
        (COMPLAINT + ", 预期结果: [状态 进展 = 已解决]", "实际：处理中"),
        (COMPLAINT + ', 现在: "10:11", 预期结果: [通知 电商总监]', "实际：客服组长"),
        ('发生: ["订单.进入"], 预期结果: [按时]', "没有这样的期限在计时"),
        ('发生: ["订单.进入 {地址完整: 否}"], 预期结果: [无标记]', "实际：地址不详"),
        ('发生: ["订单.进入 {地址完整: 是}"], 预期结果: [标记 地址不详]', "实际：没有"),
        (ORDER + ', "10:06 订单.放行 by 赵宁"], 预期结果: [直接执行]', "实际：拒绝 没联系"),
        (ORDER + ', "10:06 订单.放行 by 赵宁"], 预期结果: [需审批 运营组长]', "实际：拒绝 没联系"),
        (ORDER + ', "订单.联系", "订单.放行 by 赵宁"], 预期结果: [拒绝 没联系]', "实际：需审批 运营组长"),
        (ORDER + ', "订单.联系", "订单.放行 by 赵宁"], 预期结果: [直接执行]', "实际：需审批 运营组长"),
        (ORDER + ', "订单.联系", "订单.放行 by 赵宁"], 预期结果: [需审批 电商总监]', "实际：运营组长"),
        ('发生: ["订单.进入", "订单.发货 by 陈默"], 预期结果: [直接执行]', "履约是“待审核”，这时不能订单.发货"),
        ("预期结果: [允许 客服专员 订单.发货]", "实际：不许"),
        ("预期结果: [不许 仓储专员 订单.发货]", "实际：允许"),
        ("预期结果: [可见 客服专员 订单.收货地址]", "实际：不可见"),
        ("设: {流程达成率: 0.9}, 预期结果: [得分 = 0.91]", "实际：0.9"),
        ("设: {流程达成率: 0.9}, 预期结果: [指标 流程达成率 = 无]", "实际：0.9"),
        ("预期结果: [薪酬 绩效工资 = 1.00]", "实际：无"),
        ("预期结果: [薪酬 奖金 = 1.00]", "没有“奖金”这个薪酬项目"),
        ("预期结果: [得分 电商总监 = 1]", "没有这个岗位的考核"),
    ],
)
def test_what_does_not(example: str, said: str) -> None:
    assert failures(example) == [said]


def test_an_example_of_a_clause_looks_at_the_rules_of_that_clause() -> None:
    other = BOOK.replace("{#c}", "{#other}") + "```\n\n# 二 {#c}\n```rule\n"
    other += "检查: {当: 客诉.受理, 标记: 有客诉}\n"
    other += '例: {名: 甲, 发生: ["10:00 客诉.受理"], 现在: "10:11", 预期结果: [逾期]}\n```\n'
    compiled = compile_text(other, VOCABULARY)
    assert compiled.rulebook is not None
    (outcome,) = run_examples(compiled.rulebook, VOCABULARY)
    assert [failure.message.zh for failure in outcome.failures] == ["没有这样的期限在计时"]
