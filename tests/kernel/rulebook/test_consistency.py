"""Rules that can never act, contradict each other, or say the same twice: found before they take effect."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dianzhang.kernel.rulebook import Problem
from dianzhang.kernel.rulebook import compile as compile_text

from .words import VOCABULARY

HEAD = '---\n制度: 试\n代号: t\n版本: "1"\n生效: 2026-01-01\n---\n'


def book(*clauses: str) -> str:
    """Clauses c1, c2 … with these rules."""
    return HEAD + "".join(f"# 条款{n} {{#c{n}}}\n```rule\n{rules}\n```\n" for n, rules in enumerate(clauses, 1))


def errors(*clauses: str) -> list[Problem]:
    return compile_text(book(*clauses), VOCABULARY).errors


def warnings(*clauses: str) -> list[Problem]:
    compiled = compile_text(book(*clauses), VOCABULARY)
    assert compiled.errors == []
    return compiled.warnings


TEN = "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 10分钟, 责任: 经办人}"
SHIP = "期限: {从: 订单.审核, 到: 订单.发货, 时限: 24小时, 责任: 仓储专员}"
HELD = "检查: {当: 订单.进入, 若: 总额 > 5元, 标记: 大单, 处置: 挂起}"
REFUSED = "检查: {当: 订单.发货, 若: 总额 > 5元, 标记: 大单, 处置: 拒绝}"
ASKED = "审批: {动作: 订单.放行, 审批人: 运营组长}"
MAY = "权限: {岗位: 仓储专员, 可做: 订单.发货, 范围: 全部}"
CARD = "考核: {岗位: 客服专员, 周期: 月, 构成: [{指标: 流程达成率, 权重: 100%}]}"
RATE = "指标: {名: 流程达成率, 公式: 0.5, 单位: 比例}\n"


class Wrong(NamedTuple):
    clauses: tuple[str, ...]
    line: int
    message: str


WRONG = {
    "the end lies before the start": Wrong(
        ("期限: {从: 订单.发货, 到: 订单.审核, 时限: 24小时}",), 9,
        "“订单.审核”永远不会在“订单.发货”之后发生，这个期限没有人能守住",
    ),
    "a record is made only once": Wrong(
        ("期限: {从: 订单.付款, 到: 订单.进入, 时限: 24小时}",), 9,
        "“订单.进入”永远不会在“订单.付款”之后发生，这个期限没有人能守住",
    ),
    "two spans for the same thing": Wrong(
        (TEN, TEN.replace("10分钟", "30分钟")), 13,
        "同一件事，这里要求30分钟，第 9 行（条款1）要求10分钟",
    ),
    "refused here, allowed there": Wrong(
        (REFUSED, REFUSED.replace("拒绝", "联系").replace("大单", "电话确认")), 13,
        "同样的情形，这里和第 9 行（条款1）一处不许做，一处许做",
    ),
    "two scorecards for a post": Wrong((RATE + CARD, CARD), 14, "客服专员已经有一份考核，在第 10 行（条款1）"),
    "one pay item twice": Wrong(
        ("薪酬: {岗位: 客服专员, 项目: {底薪: 2000元}}", "薪酬: {岗位: 全员, 项目: {底薪: 2100元}}"), 13,
        "客服专员的“底薪”在第 9 行（条款1）已经算过一次",
    ),
    "two items feed each other": Wrong(
        ("薪酬: {岗位: 客服专员, 项目: {奖金: 津贴 * 10%, 津贴: 奖金 + 100元}}",), 9,
        "项目互相依赖，永远算不出来：奖金 → 津贴 → 奖金",
    ),
    "three items feed each other": Wrong(
        ("薪酬: {岗位: 客服专员, 项目: {底薪: 2000元, 甲项: 丙项 + 底薪, 乙项: 甲项, 丙项: 乙项}}",), 9,
        "项目互相依赖，永远算不出来：甲项 → 丙项 → 乙项 → 甲项",
    ),
    "an item reckoned later": Wrong(
        ("薪酬: {岗位: 客服专员, 项目: {奖金: 底薪 * 10%, 底薪: 2000元}}",), 9, "“奖金”用到了后面才算的“底薪”",
    ),
}  # fmt: skip


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_contradiction_is_an_error(wrong: Wrong) -> None:
    found = errors(*wrong.clauses)
    assert [(problem.line, problem.message.zh) for problem in found] == [(wrong.line, wrong.message)]


TWICE = {
    "the same deadline": ((TEN, TEN), "这条期限和第 9 行（条款1）的一样，会算两次"),
    "the same check": ((HELD, HELD), "这条检查和第 9 行（条款1）的一样，会算两次"),
    "the same gate": ((ASKED, ASKED), "这条审批和第 9 行（条款1）的一样，会算两次"),
    "a gate within a wider one": (
        (ASKED, "审批: {动作: 订单.放行, 若: 总额 > 5元, 审批人: 运营组长}"),
        "第 9 行（条款1）已经要求每次都由同样的人审批，这一条多余",
    ),
    "a right given already": ((MAY, MAY.replace("全部", "本人")), "这里给的权限，第 9 行（条款1）都已经给了"),
    "reminded at the start": (
        (TEN.replace("责任:", "提醒: 10分钟, 责任:"),), "提前10分钟提醒，可是总共只有10分钟：一开始就会提醒",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("clauses", "message"), TWICE.values(), ids=TWICE.keys())
def test_what_is_said_twice_is_a_warning(clauses: tuple[str, ...], message: str) -> None:
    assert [problem.message.zh for problem in warnings(*clauses)] == [message]


FINE = {
    "different conditions": (HELD, HELD.replace("> 5元", "> 9元").replace("大单", "特大单")),
    "different owners": (TEN, TEN.replace("10分钟", "30分钟").replace("经办人", "客服组长")),
    "after one another": (SHIP, "期限: {从: 订单.付款, 到: 订单.审核, 时限: 4小时, 责任: 订单审核}"),
    "rights of two posts": (MAY, MAY.replace("仓储专员", "订单审核")),
    "a wider reach": (MAY.replace("全部", "本人"), MAY.replace("仓储专员", "订单审核")),
    "again and again": ("期限: {从: 订单.联系, 到: 订单.联系, 时限: 24小时}",),
    "a later gate": (ASKED, ASKED.replace("运营组长", "电商总监")),
    "items in order": ("薪酬: {岗位: 客服专员, 项目: {底薪: 2000元, 奖金: 底薪 * 10%}}",),
}


@pytest.mark.parametrize("clauses", FINE.values(), ids=FINE.keys())
def test_what_fits_together_passes(clauses: tuple[str, ...]) -> None:
    assert warnings(*clauses) == []


def test_both_places_are_named_in_english_too() -> None:
    [problem] = errors(TEN, TEN.replace("10分钟", "30分钟"))
    assert problem.message.en == "30 minutes here, 10 minutes for the same thing in line 9 (c1)"


def test_several_findings_come_at_once() -> None:
    found = errors(TEN, TEN.replace("10分钟", "1小时"), *WRONG["one pay item twice"].clauses)
    assert [problem.line for problem in found] == [13, 21]
