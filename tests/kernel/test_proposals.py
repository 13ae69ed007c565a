"""When a rule proposes a reward or a penalty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dianzhang.kernel.formula import Scope, Symbol, parse
from dianzhang.kernel.proposals import DISMISSAL, propose
from dianzhang.kernel.rules import Consequence
from dianzhang.kernel.units import Unit

BELOW = parse("得分 < 60%", Scope([Symbol("score", ("得分",), Unit.RATIO)]))


def rule(run: int) -> Consequence:
    return Consequence("c/consequence-1", "c", 1, when=BELOW, posts=("ops",), propose="绩效改进计划", run=run)


@pytest.mark.parametrize(
    ("run", "scores", "proposed"),
    [
        (1, ["0.59"], True), (1, ["0.6"], False), (1, [None], False), (1, [], False),
        (2, ["0.5", "0.5"], True), (2, ["0.5"], False), (2, ["0.7", "0.5"], False), (2, ["0.5", "0.7"], False),
        (2, ["0.5", None, "0.5"], False), (2, ["0.9", "0.5", "0.5"], True),
    ],
)  # fmt: skip
def test_a_run_needs_each_of_its_periods(run: int, scores: list[str | None], proposed: bool) -> None:
    periods: list[dict[str, Any]] = [{"score": Decimal(s) if s else None} for s in scores]
    found = propose(rule(run), periods)
    assert (found is not None) is proposed
    if found:
        assert [figures["score"] for figures in found.figures] == [Decimal(s) for s in scores[-run:] if s]


# What ends an employment, in the words that people use for it.
ENDS = [
    "辞退", "开除", "开除了他", "建议予以开除", "解雇", "提议解聘", "从店里除名", "裁员", "裁减人员", "劝退",
    "解除劳动合同", "解除合同", "终止劳动关系", "解除与其的劳动合同", "终止聘用", "不再续签劳动合同",
    "Dismissal", "dismiss", "dismiss the employee", "be dismissed", "Termination", "terminate the contract",
    "terminate his employment", "contract terminated", "termination.", "fire", "fire him", "firing",
    "to be fired", "Lay off", "layoff", "laid off", "made redundant", "sack the worker", "let him go",
]  # fmt: skip
# The same signs and letters in something else.
ENDS_NOT = [
    "绩效改进计划", "调岗培训", "警告一次", "展开除尘培训", "分开除以两个月", "从删除名单里恢复", "清除名额",
    "了解雇员手册", "了解聘用流程", "裁员工餐补贴", "解除禁言", "解除预警", "解除封号", "推辞退款要写明",
    "劝退款的买家", "终止促销", "解除绑定", "tell first and fire drill", "fire-drill", "fire safety training",
    "Fire Warden course", "confirm the plan", "firefighting", "display offers", "play-off", "terminal training",
    "terminate the campaign", "dismiss the reminder", "dismissive tone: training", "confirmation",
    "layout course", "a sack race", "let the group go first",
]  # fmt: skip


@pytest.mark.requirement("K7.3")
@pytest.mark.parametrize("text", ENDS)
def test_dismissal_is_recognised(text: str) -> None:
    assert DISMISSAL.search(text)


@pytest.mark.parametrize("text", ENDS_NOT)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert not DISMISSAL.search(text)
