"""报警: a number that is out of line opens a task for a post, with the emergency plan as its checklist."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from ...messages import Message
from ...rules import Alarm
from ..context import Context, Slot
from ..forms import Form, Keys
from ..nodes import Items, Text
from ..values import number_of
from ..words import calendar_of, choice_of, percent_of, posts_of, span_of, time_of_day
from .briefing import named_number

KEYS: Keys = {
    "title": ("事项", "name"),
    "number": ("指标",),
    "each": ("每",),
    "by": ("分",),
    "below": ("低于",),
    "above": ("高于",),
    "behind": ("落后目标",),
    "outside": ("超出预期",),
    "campaign": ("大促",),
    "only": ("只看",),
    "due": ("时间",),
    "owner": ("责任",),
    "notify": ("通知",),
    "within": ("时限",),
    "calendar": ("日历",),
    "plan": ("预案",),
}
USUAL = "09:00"
MOST = 20  # steps of an emergency plan
LONGEST = 120  # letters of a title
_EACH: dict[str, Literal["day", "hour"]] = {
    "天": "day", "日": "day", "小时": "hour", "时": "hour", "day": "day", "hour": "hour",
}  # fmt: skip
_BY: dict[str, Literal["shop", "all"]] = {"店铺": "shop", "全部": "all", "shop": "shop", "all": "all"}
_OUTSIDE: dict[str, Literal["low", "high", "both"]] = {
    "低": "low", "高": "high", "高低": "both", "low": "low", "high": "high", "both": "both",
}  # fmt: skip
_ONLY: dict[str, Literal["campaign"]] = {"大促": "campaign", "campaign": "campaign"}
_DAYS = re.compile(r"(\d{1,2})-(\d{1,2})(?:\s*(?:至|到|–|—|~|to)\s*(\d{1,2})-(\d{1,2}))?")
_A_LEAP_YEAR = 2024


def compile_alarm(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    title, number_text = form.text("title", need=True), form.text("number", need=True)
    number = named_number(context, number_text) if number_text else None
    owner = posts_of(context, form.texts("owner", need=True))
    within = span_of(context, form.text("within", need=True), positive=True)
    due = form.text("due")
    at = time_of_day(context, due) if due is not None else USUAL
    below, above = (_figure(context, form.text(key)) for key in ("below", "above"))
    behind = percent_of(context, form.text("behind"))
    outside = choice_of(context, form.text("outside"), _OUTSIDE, ("高、低或高低", "of low, high, both"))
    campaign = _campaign(context, form.texts("campaign"))
    only = choice_of(context, form.text("only"), _ONLY, ("大促", "campaign"))
    each = choice_of(context, form.text("each"), _EACH, ("天或小时", "day or hour")) or "day"
    steps = _steps(form)
    if len(owner) > 1:
        context.report.error(form.nodes["owner"].place, "责任只能是一个岗位", "exactly one post is responsible")
    if not title or not number or len(owner) != 1 or not within or not at or campaign is None:
        return
    if _wrong(context, form, title, steps, campaign):
        return
    slot.add(
        Alarm(
            **base, name=title.value, number=number, each=each,
            by=choice_of(context, form.text("by"), _BY, ("店铺或全部", "shop or all")) or "shop",
            below=below, above=above, behind=behind, outside=outside or "", campaign=campaign, only=only or "", at=at,
            owner=owner[0], notify=posts_of(context, form.texts("notify")), within=within,
            calendar=calendar_of(context, form.text("calendar")), plan=steps,
        ),
        context,
    )  # fmt: skip


def _wrong(
    context: Context, form: Form, title: Text, steps: tuple[str, ...], campaign: tuple[tuple[str, str], ...]
) -> bool:
    """What makes no sense together."""
    said = [key for key in ("below", "above", "behind", "outside") if form.has(key)]
    if not said:
        context.report.error(
            form.place, "报警要写什么时候报", "an alarm says when it goes off",
            Message("写 低于、高于、落后目标 或 超出预期", "write below, above, behind or outside"),
        )  # fmt: skip
    elif form.has("behind") and form.value("each") in ("小时", "时", "hour"):
        context.report.error(
            form.nodes["behind"].place, "目标按天看，不能每小时", "a target is held against days, not hours"
        )
    elif form.has("only") and not campaign:
        context.report.error(form.nodes["only"].place, "只看大促，要写大促是哪几天", "which days are the campaign's?")
    elif len(title.value) > LONGEST or len(steps) > MOST:
        context.report.error(
            form.place, f"事项最多 {LONGEST} 个字，预案最多 {MOST} 步",
            f"a title has {LONGEST} letters at most, a plan {MOST} steps",
        )  # fmt: skip
    else:
        return False
    return True


def _steps(form: Form) -> tuple[str, ...]:
    """The lines of the plan as they are written: 、 within one parts nothing."""
    node = form.node("plan")
    lines = node.nodes if isinstance(node, Items) else [node] if node is not None else []
    for one in lines:
        if not isinstance(one, Text):
            form.report.error(one.place, "预案的每一步是一句话", "each step of the plan is one text")
    return tuple(one.value for one in lines if isinstance(one, Text) and one.value)


def _figure(context: Context, text: Text | None) -> Decimal | None:
    """``100``, ``5%``, ``1000元``."""
    if text is None:
        return None
    number = number_of(text.value)
    if number is None:
        context.report.error(
            text.place, f"读不懂“{text.value}”是多少", f"cannot read how much “{text.value}” is",
            Message("写成 100、5% 或 1000元", "write 100, 5% or 1000元"),
        )  # fmt: skip
    return number


def _campaign(context: Context, texts: list[Text]) -> tuple[tuple[str, str], ...] | None:
    """``11-01 至 11-11``, ``06-18``: of each year; None where one cannot be read."""
    found = []
    for text in texts:
        said = _DAYS.fullmatch(text.value.strip())
        days = _days(said) if said else None
        if days is None:
            context.report.error(
                text.place, f"读不懂“{text.value}”是哪几天", f"cannot read which days “{text.value}” are",
                Message("写成 11-01 至 11-11，或 06-18", "write 11-01 to 11-11, or 06-18"),
            )  # fmt: skip
            return None
        found.append(days)
    return tuple(found)


def _days(said: re.Match[str]) -> tuple[str, str] | None:
    try:
        first = date(_A_LEAP_YEAR, int(said[1]), int(said[2]))
        last = date(_A_LEAP_YEAR, int(said[3]), int(said[4])) if said[3] else first
    except ValueError:
        return None
    return (f"{first:%m-%d}", f"{last:%m-%d}") if first <= last else None
