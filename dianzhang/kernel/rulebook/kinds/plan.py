"""倒排: steps worked backward or forward from a date of a subject, each with its A, R, C and I."""

from __future__ import annotations

from ...rules import Plan, Step
from ...units import Span, Unit
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import condition
from ..words import calendar_of, field_of, posts_of, span_of, subject_of

KEYS: Keys = {
    "subject": ("对象",),
    "base": ("基准",),
    "when": ("若",),
    "calendar": ("日历",),
    "steps": ("步骤",),
}
STEP: Keys = {
    "title": ("事项", "name"),
    "before": ("提前",),
    "after": ("推后",),
    "accountable": ("负责",),
    "responsible": ("执行",),
    "consulted": ("咨询",),
    "informed": ("知会",),
}


def compile_plan(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    subject_text = form.text("subject", need=True)
    base_text = form.text("base", need=True)
    subject = subject_of(context, subject_text) if subject_text else None
    calendar = calendar_of(context, form.text("calendar"))
    forms = form.forms("steps", STEP, ("步骤", "step"), need=True)
    steps = [_step(step, context) for step in forms]
    _once(forms, context)
    if subject is None or base_text is None:
        return
    if subject.awaits:  # its fields are not known before its module comes
        slot.add(None, context)
        return
    when_text = form.text("when")
    when = condition(context, when_text, subject.name)
    day = field_of(context, base_text, subject, (Unit.DATE, Unit.TIME))
    if day and all(steps) and (when or when_text is None):
        made = tuple(s for s in steps if s)
        slot.add(
            Plan(**base, subject=subject.name, base=day.name, steps=made, when=when, calendar=calendar), context
        )  # fmt: skip


def _step(form: Form, context: Context) -> Step | None:
    name = form.text("title", need=True)
    before = span_of(context, form.text("before", need=not form.has("after")), negative=True)
    if form.has("after"):
        if form.has("before"):
            context.report.error(
                form.nodes["after"].place, "“提前”和“推后”只能写一个", "“before” and “after” exclude each other"
            )
        after = span_of(context, form.text("after"))
        before = Span(-after.days, -after.seconds, after.working) if after else None
    accountable = posts_of(context, form.texts("accountable", need=True))
    if len(accountable) > 1:
        context.report.error(form.nodes["accountable"].place, "负责只能是一个岗位", "exactly one post is accountable")
    raci = [posts_of(context, form.texts(key)) for key in ("responsible", "consulted", "informed")]
    if name is None or before is None or len(accountable) != 1:
        return None
    return Step(name.value, before, accountable[0], *raci)


def _once(forms: list[Form], context: Context) -> None:
    """A step is known by its name when the base date moves."""
    seen: set[str] = set()
    for form in forms:
        text = form.nodes.get("title")
        word = getattr(text, "value", "")
        if word in seen and text is not None:
            context.report.error(text.place, f"步骤“{word}”写了两次", f"the step “{word}” is given twice")
        seen.add(word)
