"""Every figure of a rule is changed a little either way, and an example that minds is found."""

from __future__ import annotations

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook.nudging import nudges
from dianzhang.kernel.rulebook.pinning import pins
from dianzhang.kernel.rules import Deadline, Rulebook
from dianzhang.kernel.ruleset import Ruleset

from .words import VOCABULARY

HEAD = "---\n制度: 试\n代号: t\n版本: 1\n生效: 2026-01-01\n---\n# 一 条款 {#c}\n```rule\n"
METRIC = "指标: {名: 流程达成率, 公式: 按时时限数 ÷ 应履约时限数}\n"


def book(rules: str) -> Rulebook:
    compiled = compile_text(HEAD + rules + "```\n", VOCABULARY)
    assert compiled.rulebook is not None, [e.message.zh for e in compiled.errors]
    return compiled.rulebook


def deadline(span: str, more: str = "") -> str:
    return f"期限: {{从: 订单.进入, 到: 订单.发货, 时限: {span}, 责任: 仓储专员{more}}}\n"


def duty(recurrence: str, more: str = "") -> str:
    return f"例行: {{事项: 周报, 责任: 客服组长, 周期: {recurrence}{more}}}\n"


@pytest.mark.requirement("R5.2")
@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (deadline("24小时"), ["span: 24 h → 23 h", "span: 24 h → 25 h"]),
        (deadline("48小时"), ["span: 48 h → 47 h", "span: 48 h → 49 h"]),
        (deadline("3天"), ["span: 72 h → 48 h", "span: 72 h → 96 h"]),
        (deadline("30秒"), ["span: 30 s → 29 s", "span: 30 s → 31 s"]),
        (deadline("1小时"), ["span: 1 h → 59 min", "span: 1 h → 1 h 1 min"]),
        (deadline("2工作小时"), ["span: 2 working h → 1 working h", "span: 2 working h → 3 working h"]),
        (deadline("1个工作日"), ["span: 1 working d → 7 working h", "span: 1 working d → 2 working d"]),
        (
            deadline("1个工作日", ", 提醒: 2小时, 超时处理: [{过: 30分钟, 通知: 客服组长}]"),
            [
                "span: 1 working d → 7 working h", "span: 1 working d → 2 working d",
                "escalations 1 after: 30 min → 29 min", "escalations 1 after: 30 min → 31 min",
                "remind 1: 2 h → 1 h", "remind 1: 2 h → 3 h",
            ],
        ),
        (
            "审批: {动作: 订单.放行, 若: 总额 >= 500元, 审批人: 运营组长, 超时处理: {两个工作日: 提醒}}\n",
            [
                "when at 7: 500 → 499", "when at 7: 500 → 501",
                "timeouts 1 after: 2 working d → 1 working d", "timeouts 1 after: 2 working d → 3 working d",
            ],
        ),
        (
            "检查: {当: 订单.进入, 若: 同买家24小时单数 >= 5 且 未付款占比 > 50%, 标记: 疑似}\n",
            ["when at 14: 5 → 4", "when at 14: 5 → 6", "when at 26: 0.50 → 0.49", "when at 26: 0.50 → 0.51"],
        ),
        (
            duty("每月5日", ", 时间: \"12:00\""),
            [
                "recurrence: FREQ=MONTHLY;BYMONTHDAY=5 → FREQ=MONTHLY;BYMONTHDAY=4",
                "recurrence: FREQ=MONTHLY;BYMONTHDAY=5 → FREQ=MONTHLY;BYMONTHDAY=6",
                "due: 12:00 → 11:59", "due: 12:00 → 12:01",
            ],
        ),
        (
            duty("每周五"),
            [
                "recurrence: FREQ=WEEKLY;BYDAY=FR → FREQ=WEEKLY;BYDAY=TH",
                "recurrence: FREQ=WEEKLY;BYDAY=FR → FREQ=WEEKLY;BYDAY=SA",
            ],
        ),
        (
            duty("每月30日或最后一天"),
            [
                "recurrence: FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1 → "
                "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
                "recurrence: FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1 → "
                "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            ],
        ),
        (
            duty("每月最后一个工作日"),
            ["recurrence: FREQ=MONTHLY;BYWORKDAY=-1 → FREQ=MONTHLY;BYWORKDAY=-2"],
        ),
        (duty("每个工作日"), []),
        (
            "薪酬: {岗位: 客服专员, 项目: {绩效: \"如果(流程达成率 < 30%, 0元, 1500元)\"}}\n" + METRIC,
            [
                "items 1 formula at 12: 0.30 → 0.29", "items 1 formula at 12: 0.30 → 0.31",
                "items 1 formula at 17: 0 → -1", "items 1 formula at 17: 0 → 1",
                "items 1 formula at 21: 1500 → 1499", "items 1 formula at 21: 1500 → 1501",
            ],
        ),
    ],
)  # fmt: skip
def test_figures_are_changed_by_one_of_what_they_are_written_in(rule: str, said: list[str]) -> None:
    assert [str(nudge) for nudge in nudges(book(rule).rules[0])] == said


def test_what_one_share_of_a_scorecard_gains_the_next_one_loses() -> None:
    card = book(
        "指标: [{名: 甲率, 公式: 按时时限数 ÷ 应履约时限数}, {名: 乙率, 公式: 按时时限数 ÷ 应履约时限数}]\n"
        "考核: {岗位: 客服专员, 构成: [{指标: 甲率, 权重: 60%, 封顶: 120%}, {指标: 乙率, 权重: 40%}]}\n"
    ).rules[2]
    found = {str(nudge): [(str(p.weight), str(p.cap)) for p in nudge.rule.parts] for nudge in nudges(card)}
    assert found == {
        "parts 1 cap: 1.2 → 1.19": [("0.6", "1.19"), ("0.4", "None")],
        "parts 1 cap: 1.2 → 1.21": [("0.6", "1.21"), ("0.4", "None")],
        "parts 1 weight: 0.6 → 0.59": [("0.59", "1.2"), ("0.41", "None")],
        "parts 1 weight: 0.6 → 0.61": [("0.61", "1.2"), ("0.39", "None")],
        "parts 2 weight: 0.4 → 0.39": [("0.61", "1.2"), ("0.39", "None")],
        "parts 2 weight: 0.4 → 0.41": [("0.59", "1.2"), ("0.41", "None")],
    }


@pytest.mark.requirement("R5.2")
def test_a_figure_is_pinned_by_an_example_that_fails_when_it_changes() -> None:
    rule = "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 10分钟, 责任: 经办人}\n"
    loose = '例: {名: 很晚了, 发生: ["10:00 客诉.受理 by 周可"], 现在: "11:00", 预期结果: [逾期 责任 经办人]}\n'
    tight = '例: {名: 十点十分, 发生: ["10:00 客诉.受理 by 周可"], 现在: "11:00", 预期结果: ["到期 10:10"]}\n'
    assert [pin.example for pin in pins(book(rule + loose), VOCABULARY)] == ["", ""]
    assert [pin.example for pin in pins(book(rule + tight), VOCABULARY)] == ["十点十分", "十点十分"]


def test_a_rule_instead_of_another_is_what_events_meet() -> None:
    rules = Ruleset(book(deadline("2小时")))
    (rule,) = rules.rulebook.rules
    other = next(nudges(rule)).rule
    changed = rules.instead(rule, other)
    assert (changed.find(rule.id), changed.rules_of(Deadline), changed.starts) == (
        other, (other,), {"order.enter": [other]},
    )  # fmt: skip
    assert (rules.find(rule.id), rules.starts) == (rule, {"order.enter": [rule]})
