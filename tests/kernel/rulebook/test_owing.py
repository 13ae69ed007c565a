"""Duties, plans and consequences in the examples of a rulebook: what holds, what does not, and what proves a rule."""

from __future__ import annotations

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import coverage, prove, run_examples

from .words import VOCABULARY

HEAD = "---\n制度: 试\n代号: t\n版本: 1\n生效: 2026-01-01\n---\n# 一 条款 {#c}\n```rule\n"
WEEKLY = '例行: {事项: 周报, 责任: 客服组长, 周期: 每周, 时间: "星期一 12:00", 证明: 客诉.反馈进度}\n'
DAILY = "例行: {事项: 日报, 责任: [客服专员], 周期: 每个工作日, 时间: 17:00-17:30, 证明: 客诉.反馈进度}\n"
PLAN = """倒排:
  对象: 订单
  基准: 承诺发货时间
  步骤:
    - {事项: 备货, 提前: 10天, 负责: 仓储专员, 执行: [客服专员]}
    - {事项: 回访, 推后: 3个工作日, 负责: 客服组长}
"""
SCORED = "考核: {岗位: [运营组长], 构成: [{指标: 流程达成率, 权重: 100%}]}\n"
METRIC = "指标: {名: 流程达成率, 公式: 按时时限数 ÷ 应履约时限数}\n"
PIP = METRIC + SCORED + "奖惩: {若: 综合得分率 < 60%, 连续: 两个月, 岗位: [运营组长], 提议: 绩效改进计划}\n"


def failures(rule: str, example: str) -> list[str]:
    compiled = compile_text(HEAD + rule + f"例: {{名: 甲, {example}}}\n```\n", VOCABULARY)
    assert [e.message.zh for e in compiled.errors] == []
    assert compiled.rulebook is not None
    (outcome,) = run_examples(compiled.rulebook, VOCABULARY)
    return [failure.message.zh for failure in outcome.failures]


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        (WEEKLY, '发生: ["周一 11:00 客诉.反馈进度 by 小林"], 现在: "周一 12:01", '
                 '预期结果: [例行 周报 按时, 例行 周报 按时 小林]'),
        (WEEKLY, '现在: "周一 12:01", 预期结果: [例行 周报 逾期 客服组长, "例行 周报 到期 周一 12:00"]'),
        (WEEKLY.replace("证明", "提醒: [2小时, 1天], 证明"), '现在: "周一 12:01", 预期结果: '
                 '["例行 周报 提醒 周一 10:00", "duty 周报 remind Monday 0:00"]'),  # not before it opens
        (WEEKLY, '现在: "周一 12:00", 预期结果: [例行 周报 未到期]'),
        (WEEKLY, '发生: ["周一 15:00 客诉.反馈进度 by 小林"], 预期结果: [例行 周报 迟交, 例行 周报 逾期]'),
        (WEEKLY, '现在: "周一 12:01", 预期结果: [duty 周报 late, duty 周报 late service_lead]'),
        (WEEKLY, 'happens: ["Monday 11:00 complaint.progress by Lin"], now: "next Monday 9:00", '
                 'expect: [duty 周报 on time Lin, duty 周报 open]'),
        (WEEKLY, '日期: 2025-10-06, 现在: "2025-10-08 18:00", '
                 '预期结果: [例行 周报 未到期, "例行 周报 到期 2025-10-09 12:00"]'),
        (DAILY, '设: {任职: {客服专员: [小林, 小周]}}, 发生: ["17:10 客诉.反馈进度 by 小林"], 现在: "17:31", '
                '预期结果: [例行 日报 按时 小林, 例行 日报 逾期 小周]'),
        (DAILY, '日期: 2025-10-01, 现在: "第8天 23:00", 预期结果: [例行 日报 没有]'),
        (DAILY, '日期: 2025-09-28, 现在: "23:00", 预期结果: [例行 日报 逾期 客服专员]'),
        (DAILY.replace("证明: 客诉.反馈进度", "任一人: 是, 证明: 客诉.反馈进度"),
         '设: {任职: {客服专员: [小林, 小周]}}, 发生: ["17:10 客诉.反馈进度 by 小周"], 现在: "17:31", '
         '预期结果: [例行 日报 按时 客服专员]'),
        (DAILY.replace("客诉.反馈进度", "客诉.受理"),  # two records of the same kind
         '发生: ["17:10 客诉.受理 by 小林", "次日 17:10 客诉.受理 by 小林"], 预期结果: [例行 日报 按时]'),
        (DAILY.replace("证明: 客诉.反馈进度", "若: 进展 = 已上报, 证明: 客诉.反馈进度"),
         '发生: ["17:10 客诉.反馈进度 by 小林"], 现在: "17:31", 预期结果: [例行 日报 逾期]'),
        (PLAN, '设: {承诺发货时间: 2026-03-11 20:00}, '
               '预期结果: [步骤 备货 2026-03-01 已过 负责 仓储专员, 步骤 回访 2026-03-16]'),
        (PLAN, '设: {承诺发货时间: 2026-03-21 20:00}, 预期结果: [step 备货 2026-03-11 accountable warehouse]'),
        (PLAN, '发生: ["10:00 订单.进入 {承诺发货时间: 2026-03-21 20:00}", '
               '"11:00 订单.付款 {承诺发货时间: 2026-03-31 20:00}"], '
               '预期结果: [步骤 备货 2026-03-21 负责 仓储专员]'),
        (PIP, '设: {岗位: 运营组长, 综合得分率: [50%, 55%]}, 预期结果: [提议 绩效改进计划]'),
        (PIP, '设: {岗位: 运营组长, 综合得分率: [70%, 55%]}, 预期结果: [无提议]'),
        (PIP, '设: {岗位: 运营组长, 综合得分率: 50%}, 预期结果: [no proposal]'),
        (PIP, '设: {岗位: 客服组长, 综合得分率: [50%, 55%]}, 预期结果: [无提议 绩效改进计划]'),
    ],
)  # fmt: skip
def test_what_comes_true(rule: str, example: str) -> None:
    assert failures(rule, example) == []


@pytest.mark.parametrize(
    ("rule", "example", "said"),
    [
        (WEEKLY, '现在: "周一 12:01", 预期结果: [例行 周报 按时]', "实际：03-02 12:00 service_lead 逾期"),
        (WEEKLY, '现在: "周一 12:01", 预期结果: [例行 月报 按时]', "没有“月报”这项例行"),
        (WEEKLY, '现在: "周一 12:01", 预期结果: ["例行 周报 提醒 10:00"]', "实际：没有提醒"),
        (WEEKLY.replace("证明", "提醒: 2小时, 证明"),
         '现在: "周一 12:01", 预期结果: ["例行 周报 提醒 11:00"]', "实际：03-02 10:00"),
        (PLAN, "设: {承诺发货时间: 2026-03-21 20:00}, 预期结果: [步骤 备货 2026-03-12]",
         "实际：备货 2026-03-11 负责 仓储专员"),
        (PLAN, "设: {总额: 12}, 预期结果: [步骤 备货 2026-03-12]", "实际：没有排出步骤"),
        (PIP, "设: {岗位: 运营组长, 综合得分率: 90%}, 预期结果: [提议 绩效改进计划]", "实际：无提议"),
    ],
)  # fmt: skip
def test_what_does_not_and_what_was_the_case(rule: str, example: str, said: str) -> None:
    assert failures(rule, example) == [said]


PROVED = (
    WEEKLY + '例: {名: 甲, 现在: "周一 12:01", 预期结果: [例行 周报 逾期 客服组长]}\n',
    PLAN + "例: {名: 甲, 设: {承诺发货时间: 2026-03-11 20:00}, 预期结果: [步骤 备货 2026-03-01 负责 仓储专员]}\n",
    PIP + "例:\n  - {名: 甲, 设: {岗位: 运营组长, 综合得分率: [50%, 55%]}, 预期结果: [提议 绩效改进计划]}\n"
    "  - {名: 乙, 设: {岗位: 运营组长, 按时时限数: 9, 应履约时限数: 10}, "
    "预期结果: [得分 = 0.9, 指标 流程达成率 = 0.9]}\n",
)


@pytest.mark.parametrize("text", PROVED)
def test_such_clauses_are_enforced_when_an_example_misses_the_rule(text: str) -> None:
    compiled = compile_text(f"{HEAD}{text}```\n", VOCABULARY)
    assert compiled.rulebook is not None, compiled.errors
    assert [proof.rule for proof in prove(compiled, VOCABULARY) if not proof.proved] == []
    assert [c.status for c in coverage(compiled.rulebook, VOCABULARY)] == ["enforced"]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("每日", "FREQ=DAILY"),
        ("每个工作日", "FREQ=DAILY;BYWORKDAY=1"), ("every working day", "FREQ=DAILY;BYWORKDAY=1"),
        ("每周", "FREQ=WEEKLY;BYWORKDAY=-1"), ("weekly", "FREQ=WEEKLY;BYWORKDAY=-1"),
        ("每周一、周四", "FREQ=WEEKLY;BYDAY=MO,TH"), ("每个礼拜三", "FREQ=WEEKLY;BYDAY=WE"),
        ("every weekday", "FREQ=DAILY;BYWORKDAY=1"),
        ("every Monday and Thursday", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1"), ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月30日或最后一天", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("每月30日", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"), ("每月5日、20日", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
        ("每月15日、30日或最后一天", "FREQ=MONTHLY;BYMONTHDAY=15,28,29,30;BYSETPOS=1,-1"),
        ("每月10日、20日和最后一天", "FREQ=MONTHLY;BYMONTHDAY=10,20,28,29,30,31;BYSETPOS=1,2,-1"),
        ("每月最后一个工作日", "FREQ=MONTHLY;BYWORKDAY=-1"), ("每月第三个工作日", "FREQ=MONTHLY;BYWORKDAY=3"),
        ("每月倒数第二个工作日", "FREQ=MONTHLY;BYWORKDAY=-2"),
        ("last working day of each month", "FREQ=MONTHLY;BYWORKDAY=-1"),
        ("每季度第一个工作日", "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=1"),
        ("每季初", "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=1"),
        ("每季末", "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=-1"), ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=-1"),
        ("每季度最后一天", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6;BYWORKDAY=-1"), ("每年3月15日", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
    ],
)  # fmt: skip
def test_recurrences_as_people_write_them(written: str, rule: str) -> None:
    text = f"例行: {{事项: 周报, 责任: 客服组长, 周期: “{written}”}}\n".replace("“", '"').replace("”", '"')
    compiled = compile_text(f"{HEAD}{text}```\n", VOCABULARY)
    assert [e.message.zh for e in compiled.errors] == []
    assert [one.recurrence for one in compiled.draft.rules] == [rule]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("例行: {事项: 甲, 责任: 客服组长, 周期: FREQ=DAILY;COUNT=3}", "周期里不能写 COUNT"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: 每年2月30日}", "“每年2月30日”这样的日子不会有"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30}",
         "“FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30”这样的日子不会有"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: 每月32日}",
         "读不懂周期“每月32日”：“每月”后面的“32日”不是这里写得出的日子"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: 每月29日和31日}",
         "读不懂周期“每月29日和31日”：“每月”后面的“29日和31日”不是这里写得出的日子"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: 每日, 时间: 18:00-17:00}", "这一段时间的结束不晚于开始"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: 每日, 若: 进展 = 已上报}", "没有“证明”，“若”无从判断"),
        ("例行: {事项: 甲, 责任: 客服组长, 周期: 每日, 任一人: 也许}", "“也许”不是是或否"),
        ("倒排: {对象: 订单, 基准: 承诺发货时间, 步骤: [{事项: 甲, 提前: 1天, 推后: 1天, 负责: 客服组长}]}",
         "“提前”和“推后”只能写一个"),
        ("倒排: {对象: 订单, 基准: 承诺发货时间, 步骤: "
         "[{事项: 甲, 提前: 1天, 负责: 客服组长}, {事项: 甲, 提前: 2天, 负责: 客服组长}]}",
         "步骤“甲”写了两次"),
        ("奖惩: {若: 支付金额 < 1元, 岗位: 运营组长, 提议: 解除劳动合同}", "系统不提议解除劳动关系"),
        ("奖惩: {若: 支付金额 < 1元, 岗位: 运营组长, 提议: 培训, 连续: 很多}", "读不懂连续几期“很多”"),
    ],
)  # fmt: skip
def test_what_is_written_wrongly(rule: str, said: str) -> None:
    compiled = compile_text(f"{HEAD}{rule}\n```\n", VOCABULARY)
    assert [e.message.zh for e in compiled.errors] == [said]
