"""奖惩: a condition over counts or scores proposes a reward, a penalty or a plan; people decide."""

from __future__ import annotations

import re
from typing import Literal

from ...formula import Symbol
from ...messages import Message
from ...proposals import DISMISSAL
from ...rules import Consequence
from ...units import Unit
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import TOTAL, TOTAL_EN, number_symbols, numeric, scored
from ..nodes import Text
from ..words import choice_of, posts_of

KEYS: Keys = {
    "when": ("若",),
    "posts": ("岗位", "post"),
    "propose": ("提议",),
    "period": ("周期",),
    "run": ("连续",),
}
_PERIODS: dict[str, Literal["month", "quarter"]] = {
    "月": "month", "每月": "month", "季": "quarter", "每季": "quarter", "季度": "quarter", "month": "month",
    "quarter": "quarter",
}  # fmt: skip
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_MOST = 12


def compile_consequence(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    propose = form.text("propose", need=True)
    period = choice_of(context, form.text("period"), _PERIODS, ("周期", "period")) or "month"
    run = _run(context, form.text("run"))
    symbols = number_symbols(context)
    if TOTAL not in context.metrics:
        symbols.append(Symbol(TOTAL, (TOTAL, TOTAL_EN), Unit.RATIO, english=TOTAL_EN))
    when_text = form.text("when", need=True)
    when = scored(context, when_text, numeric(context, when_text, symbols, (Unit.TRUTH,)), posts)
    if propose and DISMISSAL.search(propose.value):
        context.report.error(
            propose.place, "系统不提议解除劳动关系", "the rules never propose to end an employment",
            Message(
                "写成绩效改进计划、培训、调岗，或人事和法务评估",
                "write a plan, training, a transfer, or a review by HR and legal",
            ),
        )  # fmt: skip
        return
    if propose and when is not None and run:
        made = Consequence(**base, when=when, posts=posts, propose=propose.value, period=period, run=run)
        slot.add(made, context)


def _run(context: Context, text: Text | None) -> int | None:
    """``2``, ``两个月``, ``2 months``: so many periods running."""
    if text is None:
        return 1
    found = re.fullmatch(
        r"([0-9]{1,2}|[两二三四五六])\s*(?:个?(?:月|季度|季)|次|months?|quarters?|times)?", text.value.strip()
    )
    number = (int(found[1]) if found[1].isdigit() else _NUMBERS[found[1]]) if found else 0
    if 1 <= number <= _MOST:
        return number
    context.report.error(
        text.place, f"读不懂连续几期“{text.value}”", f"cannot read how many periods running “{text.value}”",
        Message("写成 2 或 两个月", "write 2 or 2 months"),
    )  # fmt: skip
    return None
