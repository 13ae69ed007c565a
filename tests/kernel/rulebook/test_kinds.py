"""Kinds of rule in their variations: what each way of writing comes to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import (
    Access,
    Check,
    Consequence,
    Deadline,
    Duty,
    Escalation,
    Gate,
    Metric,
    Pay,
    Plan,
    Rulebook,
    Scorecard,
    Step,
)
from dianzhang.kernel.units import Span, Unit

from .words import VOCABULARY

HEAD = "---\n制度: 试\n代号: t\n版本: 1\n生效: 2026-01-01\n---\n# 一 条款 {#c}\n"


def book(rules: str) -> Rulebook:
    compiled = compile_text(HEAD + "```rule\n" + rules + "\n```\n", VOCABULARY)
    assert [e.message.zh for e in compiled.errors] == []
    assert compiled.rulebook is not None
    return compiled.rulebook


def only(rules: str, kind: type) -> Any:
    (rule,) = book(rules).of(kind)
    return rule


CHINESE = """
期限: {从: 客诉.受理, 到: 客诉.上报, 若: 进展 = 处理中, 时限: 10分钟, 责任: 客服组长, 暂停: {进展: 已解决},
  提醒: [1分钟], 超时处理: {自动: 上报, 通知: 经办人}, 事项: x}
审批: {动作: 订单.放行, 若: 总额 >= 1000元, 审批人: [运营组长, 电商总监], 方式: 比例 60%, 超时处理: {1天: 同意}}
权限: {岗位: 客服专员, 可做: [客诉.查看], 范围: 全部, 可见: 订单.成本}
"""
ENGLISH = """
deadline: {from: complaint.accept, to: complaint.escalate, when: stage = open, within: 10 minutes,
  owner: service_lead, pause: {stage: solved}, remind: [1 minute], escalate: {do: escalate, notify: owner}, title: x}
gate: {action: order.release, when: total >= 1000 yuan, approvers: [ops_lead, director], manner: share 60%,
  timeouts: {1 day: agree}}
access: {posts: service_agent, may: [complaint.view], reach: all, fields: order.cost}
"""


def test_in_english_it_is_the_same_rulebook() -> None:
    zh, en = book(CHINESE), book(ENGLISH)
    for kind in (Deadline, Gate, Access):
        (one,), (other,) = zh.of(kind), en.of(kind)
        assert _plain(one) == _plain(other)


def _plain(rule: Any) -> dict[str, Any]:
    """A rule without its line and the wording of its condition."""
    values = {name: getattr(rule, name) for name in rule.__dataclass_fields__ if name not in ("line", "when")}
    return values | {"names": rule.when.names if getattr(rule, "when", None) else None}


@pytest.mark.parametrize(
    ("manner", "expected"),
    [("", ("in_order", None)), ("方式: 依次,", ("in_order", None)), ("方式: 会签,", ("together", None)),
     ("方式: 任一,", ("any", None)), ("方式: 比例 60%,", ("share", 0.6)), ("方式: 比例0.5,", ("share", 0.5))],
)  # fmt: skip
def test_manners_of_approval(manner: str, expected: tuple[str, float | None]) -> None:
    gate = only(f"审批: {{动作: 订单.放行, {manner} 审批人: 运营组长、电商总监}}", Gate)
    assert (gate.manner, gate.share) == expected
    assert gate.approvers == ("ops_lead", "director")


def test_what_a_gate_does_when_nobody_answers() -> None:
    gate = only(
        "审批:\n  动作: 请假.申请\n  审批人: 运营组长\n"
        "  超时处理: {半小时: 提醒, 一个工作日: 转交 电商总监, 3天: 同意, 4天: 拒绝}",
        Gate,
    )
    assert [(t.after, t.do, t.to) for t in gate.timeouts] == [
        (Span(seconds=1800), "remind", None),
        (Span(days=1, working=True), "hand_over", "director"),
        (Span(days=3), "agree", None),
        (Span(days=4), "refuse", None),
    ]


def test_a_deadline_climbs_in_the_order_of_time() -> None:
    rule = only(
        "期限:\n  从: 客诉.受理\n  到: 客诉.解决\n  时限: 10分钟\n"
        "  超时处理: [{过: 1小时, 通知: 电商总监}, {自动: 客诉.上报}, {过: 5分钟, 通知: [经办人, 客服组长]}]",
        Deadline,
    )
    assert rule.escalations == (
        Escalation(Span(), "complaint.escalate", ()),
        Escalation(Span(seconds=300), None, ("@owner", "service_lead")),
        Escalation(Span(seconds=3600), None, ("director",)),
    )


@pytest.mark.parametrize(
    "condition",
    ["付款 = 未付款", '付款 = "未付款"', "订单.付款 = 'unpaid'", "payment = unpaid", "order.payment = unpaid"],
)
def test_a_state_is_written_by_either_name(condition: str) -> None:
    when = only(f"检查:\n  当: 订单.进入\n  若: {condition}\n  标记: x", Check).when
    assert when.names == {"payment"}
    assert when.value({"payment": "unpaid"}) is True
    assert when.value({"payment": "paid"}) is False
    assert when.value({}) is None


def test_conditions_read_inputs_of_the_action_and_choices() -> None:
    when = only("检查: {当: 订单.付款, 若: 订单.实付金额 < 订单.总额 且 同买家24小时单数 >= 5, 标记: x}", Check).when
    assert when.names == {"paid_amount", "total", "same_buyer_orders_24h"}
    when = only("审批: {动作: 请假.申请, 若: 假种 = 事假 或 天数 > 3, 审批人: 电商总监}", Gate).when
    assert when.value({"sort": "personal", "days": Decimal(1)}) is True


def test_a_check_without_condition_always_marks() -> None:
    rule = only("检查: {当: 订单.进入, 标记: 新单, 建议: 看一眼}", Check)
    assert (rule.when, rule.act, rule.suggestion) == (None, None, "看一眼")


def test_texts_over_several_lines() -> None:
    rule = only("检查:\n  当: 订单.进入\n  标记: x\n  若: >\n    总额 > 5元\n    且 付款 = 未付款\n", Check)
    assert rule.when.names == {"total", "payment"}


def test_an_error_in_a_formula_of_several_lines_is_found_in_its_line() -> None:
    rules = "检查:\n  当: 订单.进入\n  标记: x\n  若: >\n    总额 > 5元\n    且 付宽 = 未付款\n"
    error = compile_text(HEAD + "```rule\n" + rules + "```\n", VOCABULARY).errors[0]
    assert (error.line, error.column) == (14, 7)


def test_full_width_signs_stand_for_half_width_ones() -> None:
    rule = only(
        "检查：{当：［订单.进入］，若：（总额＞5元），标记：“大单，问一问”}".replace("［", "[").replace("］", "]"),
        Check,
    )
    assert rule.mark == "大单，问一问"
    assert rule.when.value({"total": Decimal(6)}) is True


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("建议：问：为什么，怎么办", "问：为什么，怎么办"),
        ("建议: 10：00 以前，打电话", "10：00 以前，打电话"),
        ("建议: 先打，再问， 标记：x", "先打，再问"),
        ('建议: "先打, 再问: 好"', "先打, 再问: 好"),
        ("建议: '先打''，再问'", "先打'，再问"),
        ("建议: 改（全角）价", "改（全角）价"),
    ],
)
def test_prose_between_brackets_keeps_its_signs(written: str, suggestion: str) -> None:
    mark = "" if "标记" in written else "标记: x，"
    assert only(f"检查: {{{mark}当: 订单.进入，{written}}}", Check).suggestion == suggestion


def test_metrics_use_measures_and_earlier_metrics_and_may_take_a_measures_name() -> None:
    first, second = book(
        "指标:\n  - {名: 支付金额, 公式: 支付金额 – 退款金额}\n"
        "  - {名: 半额, 公式: 支付金额 / 2, 越: 低, 粒度: 月, 说明: 一半}"
    ).of(Metric)
    assert first.formula.names == {"paid", "refunds"}
    assert second.formula.names == {"支付金额"}
    assert (first.unit, second.better, second.grain, second.note) == (Unit.MONEY, "lower", "month", "一半")


def test_a_scorecard_may_say_how_a_metric_is_attained() -> None:
    card = only(
        "考核: {岗位: 全员, 周期: 季, 构成: [{指标: 支付金额, 权重: 1, 达成: 支付金额 / GMV目标, 下限: 0}]}", Scorecard
    )
    assert card.period == "quarter"
    assert set(card.posts) == set(VOCABULARY.posts)
    (part,) = card.parts
    assert part.attain.value({"paid": Decimal(8), "gmv_target": Decimal(10)}) == Decimal("0.8")
    assert (part.weight, part.floor) == (1, 0)


def test_pay_uses_variables_parts_and_the_score() -> None:
    pay = book(
        "指标: {名: 达成率, 公式: 支付金额 / GMV目标}\n"
        "考核: {岗位: 客服专员, 构成: [{指标: 达成率, 权重: 100%}]}\n"
        "薪酬: {岗位: 客服专员, 项目: {绩效工资: 基础绩效工资 * (达成率 * 70% + 综合得分率 * 30%) – 投诉扣罚分}}"
    ).of(Pay)[0]
    formula = pay.items[0].formula
    assert formula.names == {"base_pay", "达成率", "综合得分率", "complaint_points"}
    given = {"base_pay": Decimal(1000), "达成率": Decimal(1), "综合得分率": Decimal(1), "complaint_points": Decimal(3)}
    assert formula.value(given) == 970


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("周期: 每日", "FREQ=DAILY"),
        ("周期: 每个工作日", "FREQ=DAILY;BYWORKDAY=1"),
        ("周期: 每周一、周四", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ('周期: 每周, 时间: "星期一 17:30"', "FREQ=WEEKLY;BYDAY=MO"),
        ("周期: 每月5日", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("周期: 每季", "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=-1"),
        ("周期: FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
    ],
)
def test_recurrences_of_duties(written: str, rule: str) -> None:
    if "时间" not in written:
        written += ", 时间: 17：30"
    duty = only(f"例行: {{事项: 日报, 责任: 客服组长, {written}, 证明: 客诉.解决}}", Duty)
    assert (duty.recurrence, duty.due, duty.owners, duty.proof) == (
        rule,
        "17:30",
        ("service_lead",),
        {"complaint.solve"},
    )


def test_plans_and_consequences_are_typed_and_want_examples() -> None:
    found = book(
        "倒排:\n  对象: 订单\n  基准: 承诺发货时间\n  步骤:\n"
        "    - {事项: 备货, 提前: 2天, 负责: 仓储专员, 执行: [客服专员], 知会: 运营组长}\n"
        "    - {事项: 回访, 提前: -1天, 负责: 客服组长}\n"
        "奖惩: {若: 支付金额 < GMV目标 * 60%, 岗位: 运营组长, 提议: 绩效改进计划}"
    )
    (plan,) = found.of(Plan)
    assert (plan.subject, plan.base) == ("order", "promised_at")
    assert plan.steps == (
        Step("备货", Span(days=2), "warehouse", ("service_agent",), (), ("ops_lead",)),
        Step("回访", Span(days=-1), "service_lead"),
    )
    (consequence,) = found.of(Consequence)
    assert consequence.propose == "绩效改进计划"
    assert consequence.when.value({"paid": Decimal(5), "gmv_target": Decimal(10)}) is True
    assert [c.status for c in coverage(found, VOCABULARY)] == ["unproved"]


def test_words_of_modules_to_come_make_a_clause_awaiting_and_keep_the_other_rules() -> None:
    found = book("期限:\n  - {从: 活动.开始, 到: 活动.开始, 时限: 1天}\n  - {从: 客诉.受理, 到: 客诉.解决, 时限: 1天}")
    assert [rule.id for rule in found.rules] == ["c/deadline-2"]
    assert (found.clause["c"].mark, found.clause["c"].note) == ("awaiting", "marketing")


def test_what_waits_is_passed_on_through_metrics() -> None:
    found = book(
        "指标:\n  - {名: ROI率, 公式: 投入产出比 / 3, 单位: 比例}\n  - {名: 两倍, 公式: ROI率 * 2}\n"
        "考核: {岗位: 全员, 构成: [{指标: 两倍, 权重: 100%}]}"
    )
    assert found.rules == ()
    assert found.clause["c"].note == "marketing"


def test_a_clause_that_says_nothing_of_itself_is_warned_of() -> None:
    compiled = compile_text(HEAD + "只有一句话。\n", VOCABULARY)
    assert compiled.errors == []
    assert [w.message.zh for w in compiled.warnings] == ["这一条没有规则，也没有说明怎样落实"]
