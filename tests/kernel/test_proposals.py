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


@pytest.mark.requirement("K7.3")
@pytest.mark.parametrize(
    ("text", "caught"),
    [("辞退", True), ("解除劳动合同", True), ("Termination", True), ("绩效改进计划", False), ("调岗培训", False),
     ("警告一次", False), ("tell first and fire drill", True), ("confirm the plan", False)],
)  # fmt: skip
def test_dismissal_is_recognised(text: str, caught: bool) -> None:
    assert bool(DISMISSAL.search(text)) is caught
