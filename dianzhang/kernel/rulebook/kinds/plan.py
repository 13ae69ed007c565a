"""倒排: steps worked backward from a date of a subject, each with its A, R, C and I."""

from __future__ import annotations

from ...rules import Plan, Step
from ...units import Unit
from ..context import Context, Slot
from ..forms import Form, Keys
from ..words import field_of, posts_of, span_of, subject_of

KEYS: Keys = {"subject": ("对象",), "base": ("基准",), "steps": ("步骤",)}
_STEP: Keys = {
    "title": ("事项", "name"),
    "before": ("提前",),
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
    steps = [_step(step, context) for step in form.forms("steps", _STEP, ("步骤", "step"), need=True)]
    if subject is None or base_text is None:
        return
    if subject.awaits:  # its fields are not known before its module comes
        slot.add(None, context)
        return
    day = field_of(context, base_text, subject, (Unit.DATE, Unit.TIME))
    if day and all(steps):
        slot.add(Plan(**base, subject=subject.name, base=day.name, steps=tuple(s for s in steps if s)), context)


def _step(form: Form, context: Context) -> Step | None:
    name = form.text("title", need=True)
    before = span_of(context, form.text("before", need=True), negative=True)
    accountable = posts_of(context, form.texts("accountable", need=True))
    if len(accountable) > 1:
        context.report.error(form.nodes["accountable"].place, "负责只能是一个岗位", "exactly one post is accountable")
    raci = [posts_of(context, form.texts(key)) for key in ("responsible", "consulted", "informed")]
    if name is None or before is None or len(accountable) != 1:
        return None
    return Step(name.value, before, accountable[0], *raci)
