"""A refusal against what other rules ask for or allow: found where it is sure, and only there."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dianzhang.kernel.rulebook import compile as compile_text

from .test_consistency import book
from .words import VOCABULARY


def refused(when: str = "", action: str = "订单.发货", mark: str = "不发") -> str:
    """A check that refuses, always or when a condition holds."""
    condition = f"若: '{when}', " if when else ""
    return f"检查: {{当: {action}, {condition}标记: {mark}, 处置: 拒绝}}"


SHIP = "期限: {从: 订单.审核, 到: 订单.发货, 时限: 24小时}"
BIG_SHIP = "期限: {从: 订单.审核, 若: 总额 > 9元, 到: 订单.发货, 时限: 24小时}"
PAID_SHIP = "期限: {从: 订单.付款, 若: 非 已联系, 到: 订单.发货, 时限: 24小时}"
ANSWERED = "期限: {从: 客诉.受理, 到: [客诉.解决, 客诉.上报], 时限: 1天}"
WEEKLY = "例行: {事项: 发一次货, 责任: 仓储专员, 周期: 每周一, 证明: 订单.发货}"
WEEKLY_BIG = WEEKLY.replace("订单.发货}", "订单.发货, 若: 总额 > 9元}")
MAY_SHIP = "权限: {岗位: 仓储专员, 可做: [订单.查看, 订单.发货], 范围: 全部}"
MAY_ALL = "权限: {岗位: 仓储专员, 可做: 订单.*, 范围: 全部}"
ASKED = "审批: {动作: 订单.发货, 若: 总额 > 9元, 审批人: 运营组长}"
HELD = "检查: {当: 订单.审核, 标记: 等等, 处置: 订单.发货}"

OWED = "“订单.发货”第 13 行（条款2）一律不许做：这个期限没有人能守住"
BEGUN = "开始计时的这些情形，第 13 行（条款2）不许做“订单.发货”：数字不变，就没有人能守住"
UNPROVED = "“订单.发货”第 13 行（条款2）不许做：这项例行没有人能证明"
USELESS = "这里许做“订单.发货”，第 13 行（条款2）一律不许做"
NEVER_ASKED = "这些情形第 13 行（条款2）已经不许做，轮不到这一条"


class Case(NamedTuple):
    one: str
    other: str
    errors: list[str] = []
    warnings: list[str] = []


CASES = {
    "nobody may do what ends the deadline": Case(SHIP, refused(), [OWED]),
    "the only states it can be done in are refused": Case(SHIP, refused("履约 = 待发货 且 挂起 <> 已挂起"), [OWED]),
    "other states remain": Case(SHIP, refused("挂起 = 已挂起")),
    "the deadline has another end": Case(ANSWERED, refused(action="客诉.上报")),
    "both ends are refused": Case(
        ANSWERED, refused(action="[客诉.上报, 客诉.解决]"),
        ["“客诉.上报”、“客诉.解决”第 13 行（条款2）一律不许做：这个期限没有人能守住"],
    ),
    "the system does it all the same": Case(SHIP + "\n" + HELD, refused()),
    "refused in all the cases in which it begins": Case(BIG_SHIP, refused("总额 > 5元"), [], [BEGUN]),
    "refused in some of the cases": Case(BIG_SHIP, refused("总额 > 20元")),
    "refused until something is done, which is what the deadline is for": Case(PAID_SHIP, refused("非 已联系")),
    "a figure that an action gives anew may turn": Case(
        BIG_SHIP.replace("订单.审核, 若: 总额", "订单.审核, 若: 成本"), refused("成本 > 5元")
    ),
    "nobody may prove the duty": Case(WEEKLY, refused(), [UNPROVED]),
    "nobody may prove it in the cases that would": Case(WEEKLY_BIG, refused("总额 > 5元"), [UNPROVED]),
    "other cases prove it": Case(WEEKLY_BIG, refused("总额 > 20元")),
    "a right that nobody can use": Case(MAY_SHIP, refused(), [], [USELESS]),
    "a right that some cases leave": Case(MAY_SHIP, refused("总额 > 5元")),
    "all actions means those that there are": Case(MAY_ALL, refused()),
    "an approval that is never asked for": Case(ASKED, refused("总额 > 5元"), [], [NEVER_ASKED]),
    "an approval asked for in other cases": Case(ASKED, refused("总额 > 20元")),
    "a refusal within an earlier one": Case(
        refused("总额 > 5元"), refused("总额 > 9元", mark="太大"), [],
        ["这些情形第 9 行（条款1）已经不许做，轮不到这一条"],
    ),
    "a special reason before the general one is said": Case(refused("总额 > 9元", mark="太大"), refused("总额 > 5元")),
    "the same case refused twice with two reasons": Case(
        refused("总额 > 5元"), refused("5元 < 总额", mark="太大"), [],
        ["这些情形第 9 行（条款1）已经不许做，轮不到这一条"],
    ),
    "a refusal of more actions than the wider one": Case(
        refused(), refused("总额 > 5元", action="[订单.发货, 订单.放行]")
    ),
}  # fmt: skip


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_refusal_against_another_rule(case: Case) -> None:
    compiled = compile_text(book(case.one, case.other), VOCABULARY)
    assert [problem.message.zh for problem in compiled.errors] == case.errors
    assert [problem.message.zh for problem in compiled.warnings] == case.warnings


def test_it_is_said_where_the_end_is_written_and_what_to_do() -> None:
    [problem] = compile_text(book(SHIP, refused()), VOCABULARY).errors
    assert (problem.line, problem.clause) == (9, "c1")
    assert problem.message.en == "“order.ship” is always refused in line 13 (c2): nobody could keep this deadline"
    assert problem.hint is not None
    assert problem.hint.zh == "给拒绝加上条件，或去掉其中一条"


def gate(approvers: str, manner: str = "", when: str = "") -> str:
    more = (f", 方式: {manner}" if manner else "") + (f", 若: '{when}'" if when else "")
    return f"审批: {{动作: 订单.放行, 审批人: [{approvers}]{more}}}"


BOTH, ALL_THREE = "运营组长, 客服组长", "运营组长, 客服组长, 电商总监"
# (one gate, another of the same action): one of them adds nothing
NOTHING_MORE = [
    (gate(BOTH), gate("运营组长")),
    (gate(BOTH), gate("客服组长, 运营组长")),
    (gate(BOTH), gate(BOTH, "会签")),
    (gate(BOTH, "会签"), gate(BOTH, "任一", "总额 > 5元")),
    (gate(BOTH, "任一"), gate(BOTH)),
    (gate(BOTH, "任一"), gate(ALL_THREE, "任一")),
    (gate(ALL_THREE, "比例 60%"), gate(BOTH, "任一")),
    (gate(ALL_THREE, when="总额 > 5元"), gate("电商总监", when="总额 > 9元")),
]  # fmt: skip
# both are asked, one after the other: each has something to say
ASKED_IN_TURN = [
    (gate("运营组长"), gate("电商总监")),
    (gate("运营组长"), gate("电商总监", when="总额 > 9元")),
    (gate("运营组长"), gate(BOTH, when="总额 > 9元")),
    (gate(BOTH, "任一"), gate("客服专员, 电商总监")),
    (gate(ALL_THREE, "比例 30%"), gate("运营组长, 客服专员", "任一")),
    (gate(BOTH, "任一", "总额 > 5元"), gate(BOTH, when="总额 > 9元")),
    (gate(BOTH, when="总额 > 9元"), gate("运营组长", when="总额 > 5元")),
]  # fmt: skip


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize(("one", "other"), NOTHING_MORE)
def test_an_approval_by_those_who_have_agreed_already_adds_nothing(one: str, other: str) -> None:
    said = [problem.message.zh for problem in compile_text(book(one, other), VOCABULARY).warnings]
    assert len(said) == 1
    assert said[0].endswith("这一条多余")


@pytest.mark.parametrize(("one", "other"), ASKED_IN_TURN)
def test_approvals_of_others_are_asked_one_after_the_other(one: str, other: str) -> None:
    compiled = compile_text(book(one, other), VOCABULARY)
    assert [problem.message.zh for problem in (*compiled.errors, *compiled.warnings)] == []
