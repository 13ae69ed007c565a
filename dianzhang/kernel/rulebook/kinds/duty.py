"""例行: who owes what, on which recurrence, due when, proved by which event."""

from __future__ import annotations

from ...messages import Message
from ...rules import Condition, DayOff, Duty, Escalation
from ...units import Span
from ...vocabulary import ActionWord
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import condition
from ..nodes import Text
from ..recurrences import recurrence_of, weekday_first
from ..words import actions_of, calendar_of, choice_of, posts_of, span_of, time_of_day, truth_of

KEYS: Keys = {
    "title": ("事项", "name"),
    "owner": ("责任", "owners"),
    "recurrence": ("周期",),
    "due": ("时间",),
    "proof": ("证明",),
    "when": ("若",),
    "anyone": ("任一人",),
    "calendar": ("日历",),
    "day-off": ("遇休息日",),
    "early": ("可提前",),
    "covers": ("所属期",),
    "grace": ("宽限",),
    "remind": ("提醒",),
    "escalate": ("超时处理",),
}
ESCALATION: Keys = {"after": ("过",), "notify": ("通知",)}
_DAY_OFF: dict[str, DayOff] = {
    "顺延": "later", "提前": "earlier", "照常": "same", "later": "later", "earlier": "earlier", "same": "same",
}  # fmt: skip
_COVERS = {"本期": False, "上期": True, "this": False, "previous": True}


def compile_duty(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    name = form.text("title", need=True)
    owners = posts_of(context, form.texts("owner", need=True), everyone=True)
    recurrence_text, due_text = weekday_first(form.text("recurrence", need=True), form.text("due"))
    recurrence = recurrence_of(context, recurrence_text)
    recurs = recurrence_text.value.strip() if recurrence_text else ""
    opens, due = _times(context, due_text)
    proof = actions_of(context, form.texts("proof"))
    when_text = form.text("when")
    when = _when(context, form, when_text, proof)
    if not name or not owners or not recurrence or (form.has("proof") and not proof) or (when_text and not when):
        return
    off = choice_of(context, form.text("day-off"), _DAY_OFF, ("遇休息日的办法", "way to treat a day off"))
    slot.add(
        Duty(
            **base, name=name.value, owners=owners, recurrence=recurrence,
 recurs=recurs, day_off=off or _usual(recurrence), due=due,
            opens=opens, early=span_of(context, form.text("early"), positive=True) or Span(),
            grace=span_of(context, form.text("grace"), positive=True) or Span(),
            calendar=calendar_of(context, form.text("calendar")), proof=frozenset(a.name for a in proof), when=when,
            of_previous=choice_of(context, form.text("covers"), _COVERS, ("所属期", "period covered")) or False,
            anyone=truth_of(context, form.text("anyone")),
            remind=tuple(s for t in form.texts("remind") if (s := span_of(context, t, positive=True))),
            escalations=_escalations(form, context),
        ),
        context,
    )  # fmt: skip


def _when(context: Context, form: Form, text: Text | None, proof: list[ActionWord]) -> Condition | None:
    if text is None:
        return None
    if not proof:
        if not form.has("proof"):
            context.report.error(text.place, "没有“证明”，“若”无从判断", "without “proof” there is nothing for “when”")
        return None
    return condition(context, text, proof[0].subject, proof)


def _usual(recurrence: str) -> DayOff:
    """Every day and each Saturday mean just that; any other day that is off goes to a working day of its period."""
    parts = dict(part.split("=") for part in recurrence.split(";"))
    named = {day.lstrip("+-0123456789") for day in parts.get("BYDAY", "").split(",")}
    meant = (parts["FREQ"] == "DAILY" and "BYWORKDAY" not in parts) or named & {"SA", "SU"}
    return "same" if meant else "within"


def _times(context: Context, text: Text | None) -> tuple[str, str]:
    """``12:00``, or ``17:00-17:30``: from when it counts, and when it is due."""
    if text is None:
        return "", ""
    sign = next((s for s in ("—", "–", "-", "~", "～", "至") if s in text.value), None)
    if sign is None:
        return "", time_of_day(context, text) or ""
    head, _, tail = text.value.partition(sign)
    at = len(head) + len(sign)
    first = time_of_day(context, Text(head.strip(), text.at(0, len(head))))
    last = time_of_day(context, Text(tail.strip(), text.at(at, len(tail))))
    if first and last and last <= first:
        context.report.error(
            text.place, "这一段时间的结束不晚于开始", "the time ends before it begins",
            Message("跨过午夜的写两条", "write two rules for a time over midnight"),
        )  # fmt: skip
    return first or "", last or ""


def _escalations(form: Form, context: Context) -> tuple[Escalation, ...]:
    found = []
    for step in form.forms("escalate", ESCALATION, ("超时处理", "escalation")):
        after = span_of(context, step.text("after")) or Span()
        found.append(Escalation(after, None, posts_of(context, step.texts("notify", need=True), owner=True)))
    return tuple(sorted(found, key=lambda e: (e.after.days, e.after.seconds)))
