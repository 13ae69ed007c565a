"""报告: after each week or month numbers of it are drafted for whoever submits them; which of them groups may read."""

from __future__ import annotations

from typing import Literal

from ...messages import Message
from ...rules import Report
from ..context import Context, Slot
from ..forms import Form, Keys
from ..words import choice_of, posts_of, time_of_day
from .briefing import grouped_of, numbers_of

KEYS: Keys = {
    "span": ("期间",),
    "owner": ("责任", "owners"),
    "numbers": ("指标",),
    "due": ("时间",),
    "to": ("交给",),
    "groups": ("群里",),
}
MOST = 12
USUAL = "08:00"
_SPANS: dict[str, Literal["week", "month"]] = {"周": "week", "月": "month", "week": "week", "month": "month"}


def compile_report(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    span = choice_of(context, form.text("span", need=True), _SPANS, ("报告的期间", "span of a report"))
    owners = posts_of(context, form.texts("owner", need=True))
    to = posts_of(context, form.texts("to", need=True))
    texts = form.texts("numbers", need=True)
    numbers = numbers_of(context, texts)
    due = form.text("due")
    at = time_of_day(context, due) if due is not None else USUAL
    if len(numbers) > MOST:
        context.report.error(
            texts[MOST].place, f"一份报告最多 {MOST} 个数，这里有 {len(numbers)} 个",
            f"a report has {MOST} numbers at most; here are {len(numbers)}",
            Message("分成两份，或者留下要紧的", "make two of it, or keep what matters"),
        )  # fmt: skip
        return
    grouped = grouped_of(context, form.texts("groups"), numbers, ("报告", "report"))
    if span and owners and to and numbers and at and grouped is not None:
        slot.add(Report(**base, span=span, owners=owners, numbers=numbers, at=at, to=to, grouped=grouped), context)
