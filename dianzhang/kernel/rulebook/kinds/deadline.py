"""期限: from this event to that one within a span, owned by someone, resting while …, climbing to whom."""

from __future__ import annotations

from collections.abc import Mapping

from ...messages import Message
from ...rules import OWNER, Deadline, Escalation
from ...units import Span, Unit
from ...vocabulary import AxisWord, SubjectWords, nearest
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import condition
from ..nodes import Text
from ..words import actions_of, calendar_of, field_of, hint_of, own_action, posts_of, span_of

KEYS: Keys = {
    "from": ("从",),
    "when": ("若",),
    "to": ("到",),
    "within": ("时限",),
    "until": ("至",),
    "not_before": ("不早于",),
    "calendar": ("日历",),
    "owner": ("责任",),
    "pause": ("暂停",),
    "title": ("事项",),
    "remind": ("提醒",),
    "escalate": ("超时处理",),
}
ESCALATION: Keys = {"after": ("过",), "do": ("自动", "auto"), "notify": ("通知",)}


def compile_deadline(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    starts = actions_of(context, form.texts("from", need=True))
    ends = actions_of(context, form.texts("to", need=True))
    if starts and ends and starts[0].subject != ends[0].subject:
        context.report.error(
            form.nodes["to"].place,
            f"期限从{starts[0].zh}开始，要到同一对象的动作结束",
            f"a deadline that starts with {starts[0].name} must end with an action of the same subject",
        )
    span = span_of(context, form.text("within"), positive=True)
    calendar = calendar_of(context, form.text("calendar"))
    owner = _owner(form, context)
    remind = tuple(s for t in form.texts("remind") if (s := span_of(context, t, positive=True)))
    if not form.has("within") and not form.has("until"):
        context.report.error(
            form.place, "期限没有“时限”，也没有“至”", "the deadline has neither “within” nor “until”",
            Message("写 时限: 10分钟，或 至: 一个时间字段", "write within: 10 minutes, or until: a field of time"),
        )  # fmt: skip
    if not starts:
        return
    subject = context.vocabulary.subjects[starts[0].subject]
    when = form.text("when")
    judged = condition(context, when, subject.name, starts)
    until_text = form.text("until")
    until = field_of(context, until_text, subject, (Unit.TIME,)) if until_text else None
    since_text = form.text("not_before")
    since = field_of(context, since_text, subject, (Unit.TIME,)) if since_text else None
    pause = _pause(form, context, subject)
    escalations = _escalations(form, context, subject)
    if not ends or (when and not judged) or not (span or until):
        return
    slot.add(
        Deadline(
            **base, start=frozenset(a.name for a in starts), when=judged, end=frozenset(a.name for a in ends),
            span=span, until=until.name if until else None,
            since=since.name if since else None, calendar=calendar, owner=owner, pause=pause,
            escalations=escalations, remind=remind, title=form.value("title") or " / ".join(_verb(a.zh) for a in ends),
        ),
        context,
    )  # fmt: skip


def _owner(form: Form, context: Context) -> str:
    text = form.text("owner")
    posts = posts_of(context, [text], owner=True) if text else ()
    return posts[0] if posts else OWNER


def _pause(form: Form, context: Context, subject: SubjectWords) -> Mapping[str, frozenset[str]]:
    pairs = form.pairs_of("pause")
    found: dict[str, frozenset[str]] = {}
    for key, node in pairs.entries if pairs else ():
        axis = next((a for a in subject.axes.values() if key.value in (a.name, a.zh)), None)
        if axis is None:
            near = nearest(key.value, [face for a in subject.axes.values() for face in (a.name, a.zh)])
            context.report.error(
                key.place,
                f"{subject.zh}没有“{key.value}”这个状态轴", f"the {subject.name} has no state axis “{key.value}”",
                hint_of(near, subject, (a.zh for a in subject.axes.values()), subject.axes),
            )  # fmt: skip
            continue
        states = [state for text in form.texts_of(node, key.value, key.value) if (state := _state(context, text, axis))]
        found[axis.name] = frozenset(states)
    return found


def _state(context: Context, text: Text, axis: AxisWord) -> str | None:
    for code, zh in axis.states.items():
        if text.value in (code, zh):
            return code
    near = nearest(text.value, [face for pair in axis.states.items() for face in pair])
    context.report.error(
        text.place, f"{axis.zh}没有“{text.value}”这个状态", f"{axis.name} has no state “{text.value}”",
        hint_of(near, axis, axis.states.values(), axis.states),
    )  # fmt: skip
    return None


def _escalations(form: Form, context: Context, subject: SubjectWords) -> tuple[Escalation, ...]:
    found: list[Escalation] = []
    for step in form.forms("escalate", ESCALATION, ("超时处理", "escalation")):
        do_text = step.text("do")
        do = own_action(context, do_text, subject.name) if do_text else None
        after = span_of(context, step.text("after")) or Span()
        notify = posts_of(context, step.texts("notify"), owner=True, superior=True)
        if not step.has("do") and not step.has("notify"):
            context.report.error(step.place, "超时处理要写“自动”或“通知”", "an escalation needs “do” or “notify”")
        found.append(Escalation(after, do.name if do else None, notify))
    return tuple(sorted(found, key=lambda e: (e.after.days, e.after.seconds)))


def _verb(name: str) -> str:
    return name.partition(".")[2]
