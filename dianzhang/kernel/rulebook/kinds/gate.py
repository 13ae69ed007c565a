"""审批: this action (when …) needs the agreement of others."""

from __future__ import annotations

from ...messages import Message
from ...rules import Gate, Manner, Timeout
from ...units import Span
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import condition
from ..nodes import Text
from ..words import action_of, calendar_of, choice_of, percent_of, posts_of, span_of

KEYS: Keys = {
    "action": ("动作",),
    "when": ("若",),
    "approvers": ("审批人", "approver"),
    "manner": ("方式",),
    "timeouts": ("超时处理", "timeout"),
    "calendar": ("日历",),
}
_MANNERS: dict[str, Manner] = {
    "依次": "in_order", "会签": "together", "任一": "any",
    "in order": "in_order", "together": "together", "any": "any",
}  # fmt: skip
_DO = {"提醒": "remind", "同意": "agree", "拒绝": "refuse", "remind": "remind", "agree": "agree", "refuse": "refuse"}
_HAND_OVER = ("转交", "hand over to", "hand over")
_SHARE = ("比例", "share")


def compile_gate(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    text = form.text("action", need=True)
    action = action_of(context, text) if text else None
    approvers = posts_of(context, form.texts("approvers", need=True), superior=True)
    manner, share = _manner(context, form.text("manner"))
    calendar = calendar_of(context, form.text("calendar"))
    timeouts = _timeouts(form, context)
    when = form.text("when")
    if action is None:
        return
    if action.kind != "command" and text:
        context.report.error(
            text.place, f"“{action.zh}”不是人做的动作，不能要求审批",
            f"“{action.name}” is no command of a person; it cannot be gated",
        )  # fmt: skip
    judged = condition(context, when, action.subject, [action])
    if approvers and (when is None or judged):
        slot.add(
            Gate(
                **base, action=action.name, when=judged, approvers=approvers, manner=manner, share=share,
                timeouts=timeouts, calendar=calendar,
            ),
            context,
        )  # fmt: skip


def _manner(context: Context, text: Text | None) -> tuple[Manner, float | None]:
    if text is None:
        return "in_order", None
    for word in _SHARE:
        if text.value.startswith(word):
            offset = len(word) + len(text.value[len(word) :]) - len(text.value[len(word) :].lstrip())
            rest = text.value[offset:]
            if not rest:
                context.report.error(
                    text.place, f"“{text.value}”后面要写多少才算同意", f"“{text.value}” needs how much is enough",
                    Message("写成 比例 60%", "write it like share 60%"),
                )  # fmt: skip
                return "share", None
            share = percent_of(context, Text(rest, text.at(offset, len(rest))))
            if share is not None and not 0 < share <= 1:
                context.report.error(text.place, "比例要在 0 和 100% 之间", "the share must lie between 0 and 100 %")
                share = None
            return "share", None if share is None else float(share)
    manners: dict[str, Manner] = {**_MANNERS, "比例 60%": "share", "share 60%": "share"}
    return choice_of(context, text, manners, ("审批方式", "manner of approval")) or "in_order", None


def _timeouts(form: Form, context: Context) -> tuple[Timeout, ...]:
    found: list[Timeout] = []
    pairs = form.pairs_of("timeouts")
    for key, node in pairs.entries if pairs else ():
        after = span_of(context, key, positive=True)
        if not isinstance(node, Text):
            context.report.error(node.place, "超时处理应是一个词", "a time-out needs one word")
            continue
        timeout = _timeout(context, after or Span(), node)
        if after and timeout:
            found.append(timeout)
    return tuple(found)


def _timeout(context: Context, after: Span, text: Text) -> Timeout | None:
    for word in _HAND_OVER:
        if text.value.startswith(word):
            offset = len(text.value) - len(text.value[len(word) :].lstrip())
            rest = text.value[offset:]
            posts = posts_of(context, [Text(rest, text.at(offset, len(rest)))])
            return Timeout(after, "hand_over", posts[0]) if posts else None
    do = choice_of(
        context, text, {**_DO, "转交 某岗位": "", "hand over to POST": ""}, ("超时处理", "way to treat a time-out")
    )
    return Timeout(after, do) if do else None  # type: ignore[arg-type]
