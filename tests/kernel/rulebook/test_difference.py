"""What changes from one version to another, in words, and for whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianzhang.kernel.rulebook import Change, difference
from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rules import OWNER

from .words import VOCABULARY

HEAD = '---\n制度: 试\n代号: t\n版本: "1"\n生效: 2026-01-01\n---\n'
TEN = (
    "期限: {从: 客诉.受理, 到: [客诉.解决, 客诉.上报], 时限: 10分钟, 责任: 经办人, "
    "超时处理: {自动: 客诉.上报, 通知: 客服组长}}"
)
ASKED = "审批: {动作: 订单.放行, 若: 总额 >= 1000元, 审批人: 运营组长}"
MAY = "权限: {岗位: 订单审核, 可做: 订单.放行, 范围: 全部}"
RATE = "指标: {名: 流程达成率, 公式: 0.5, 单位: 比例}"
CARD = "考核: {岗位: 客服专员, 周期: 月, 构成: [{指标: 流程达成率, 权重: 60%}, {指标: 回访率, 权重: 40%}]}"


def clause(name: str, *rules: str, title: str = "", text: str = "", marker: str = "") -> str:
    blocks = "".join(f"```rule\n{rule}\n```\n" for rule in rules)
    return f"# {title or name} {{#{name}}}\n{marker}\n\n{text}\n\n{blocks}"


def changes(old: str, new: str, head: str = HEAD) -> list[Change]:
    before, after = compile_text(HEAD + old, VOCABULARY), compile_text(head + new, VOCABULARY)
    assert (before.errors, after.errors) == ([], [])
    return difference(before, after)


def said(found: list[Change]) -> list[tuple[str, str, list[str]]]:
    return [(change.what, change.about.zh, [one.zh for one in change.words]) for change in found]


def test_a_shorter_span_is_said_with_both_values_and_whom_it_concerns() -> None:
    found = changes(clause("a", TEN), clause("a", TEN.replace("10分钟", "5分钟")))
    assert said(found) == [("changed", "期限", ["时限：10分钟 → 5分钟"])]
    assert found[0].posts == (OWNER, "service_lead")


@pytest.mark.parametrize(
    "spelt",
    [
        TEN.replace("10分钟", "十分钟"),
        TEN.replace("从: 客诉.受理", "from: complaint.accept"),
        TEN.replace("期限", "deadline"),
    ],
)
def test_another_spelling_is_no_change(spelt: str) -> None:
    assert changes(clause("a", TEN), clause("a", spelt)) == []


def test_a_formula_in_other_signs_is_no_change() -> None:
    assert changes(clause("a", ASKED), clause("a", ASKED.replace("总额 >= 1000元", "总额 ≥ 1000.00 元"))) == []


def test_a_gate_concerns_who_approves_and_who_acts() -> None:
    found = changes(clause("a", ASKED, MAY), clause("a", ASKED.replace("运营组长", "电商总监"), MAY))
    assert said(found) == [("changed", "审批", ["审批人：运营组长 → 电商总监"])]
    assert set(found[0].posts) == {"ops_lead", "director", "order_desk"}


def test_a_rule_put_before_another_changes_only_itself() -> None:
    more = (
        TEN.replace("10分钟", "1小时")
        .replace("从: 客诉.受理", "从: 客诉.上报")
        .replace("[客诉.解决, 客诉.上报]", "客诉.解决")
    )
    found = changes(clause("a", TEN), clause("a", more, TEN))
    assert [(change.what, change.about.zh) for change in found] == [("added", "期限")]


def test_a_key_that_came_and_a_key_that_went() -> None:
    longer = TEN.replace("责任: 经办人", "责任: 经办人, 提醒: 3分钟")
    assert said(changes(clause("a", TEN), clause("a", longer))) == [("changed", "期限", ["提醒：加上 3分钟"])]
    assert said(changes(clause("a", longer), clause("a", TEN))) == [("changed", "期限", ["提醒：去掉 3分钟"])]


def test_a_weight_is_named_by_its_metric() -> None:
    visits = "指标: {名: 回访率, 公式: 0.5, 单位: 比例}"
    new = CARD.replace("60%", "70%").replace("40%", "30%")
    found = changes(clause("a", RATE, visits, CARD), clause("a", RATE, visits, new))
    assert said(found) == [
        ("changed", "考核", ["构成 · 流程达成率 · 权重：60% → 70%", "构成 · 回访率 · 权重：40% → 30%"])
    ]
    assert found[0].posts == ("service_agent",)


def test_a_clause_that_came_and_one_that_went() -> None:
    found = changes(clause("a", TEN), clause("b", ASKED))
    assert [(change.clause, change.what, change.about.zh) for change in found] == [
        ("b", "added", "条款"), ("b", "added", "审批"), ("a", "removed", "条款"), ("a", "removed", "期限"),
    ]  # fmt: skip


def test_a_rule_that_moved_to_another_clause_is_not_new() -> None:
    found = changes(clause("a", TEN, title="旧条"), clause("b", TEN, title="新条"))
    assert said(found)[1] == ("changed", "期限", ["从“旧条”移来，没有改"])
    assert [change.what for change in found] == ["added", "changed", "removed"]


def test_text_heading_and_how_it_is_kept() -> None:
    found = changes(
        clause("a", text="先问清楚。再动手。", title="做事", marker="倡导: 靠自觉"),
        clause("a", text="先问清楚。写下来。", title="办事", marker="记录: 备注里有"),
    )
    assert said(found) == [
        ("changed", "标题", ["做事 → 办事"]),
        ("changed", "落实方式", ["倡导（靠自觉） → 记录（备注里有）"]),
        ("changed", "条文", ["− 再动手。", "+ 写下来。"]),
    ]


def test_the_front_matter() -> None:
    found = changes(clause("a", TEN), clause("a", TEN), HEAD.replace("2026-01-01", "2026-07-01"))
    assert [(change.about.zh, change.words[0].zh) for change in found] == [("生效日", "2026-01-01 → 2026-07-01")]


def test_english() -> None:
    [change] = changes(clause("a", TEN), clause("a", TEN.replace("10分钟", "5分钟")))
    assert (change.about.en, change.words[0].en) == ("deadline", "within: 10分钟 → 5分钟")


RULES = [TEN, ASKED, MAY, RATE, TEN.replace("10分钟", "2小时"), ASKED.replace("1000", "500")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(RULES[:4]), unique=True), st.lists(st.sampled_from(RULES[:4]), unique=True))
def test_no_change_means_the_same_rules(old: list[str], new: list[str]) -> None:
    """Whatever the order they stand in; and what came one way went the other."""
    there, back = changes(clause("a", *old), clause("a", *new)), changes(clause("a", *new), clause("a", *old))
    assert (there == []) == (set(old) == set(new))
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(change.what for change in there) == sorted(swapped[change.what] for change in back)


def test_a_duty_concerns_who_owes_it() -> None:
    weekly = "例行: {事项: 周报, 责任: 客服组长, 周期: 每周, 时间: '星期一 12:00', 证明: 客诉.解决}"
    [change] = changes(clause("a", weekly), clause("a", weekly.replace("12:00", "10:00")))
    assert (change.about.zh, [one.zh for one in change.words]) == ("例行", ["时间：星期一 12:00 → 星期一 10:00"])
    assert change.posts == ("service_lead",)
