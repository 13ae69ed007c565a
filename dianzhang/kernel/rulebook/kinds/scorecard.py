"""考核: a post's metrics with weights that make 100 %, floors and caps."""

from __future__ import annotations

from decimal import Decimal

from ...messages import Message
from ...rules import Part, Scorecard
from ...units import UNIT_ZH, Unit
from ...vocabulary import nearest
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import TOTAL, number_symbols, numeric
from ..nodes import Text
from ..words import choice_of, hint_of, percent_of, posts_of

KEYS: Keys = {"posts": ("岗位", "post"), "period": ("周期",), "parts": ("构成",)}
PART: Keys = {
    "metric": ("指标",),
    "weight": ("权重",),
    "attain": ("达成",),
    "floor": ("下限",),
    "cap": ("封顶",),
}
_PERIODS = {
    "月": "month", "季": "quarter", "年": "year", "每月": "month", "每季": "quarter", "每年": "year",
    "month": "month", "quarter": "quarter", "year": "year",
}  # fmt: skip


def compile_scorecard(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    period = choice_of(context, form.text("period"), _PERIODS, ("周期", "period"))
    forms = form.forms("parts", PART, ("考核项", "part"), need=True)
    parts = [_part(part, context) for part in forms]
    good = [part for part in parts if part]
    if forms and len(good) == len(parts):  # also where a metric is not known: its weight is
        _hundred(form, context, good)
        _once(forms, context, good)
    card = Scorecard(**base, posts=posts, period=period or "month", parts=tuple(good))
    context.cards.append(card)
    slot.add(card, context)


def _part(form: Form, context: Context) -> Part | None:
    metric = form.text("metric", need=True)
    weight = percent_of(context, form.text("weight", need=True))
    floor, cap = percent_of(context, form.text("floor")), percent_of(context, form.text("cap"))
    if floor is not None and cap is not None and floor > cap:
        context.report.error(form.nodes["floor"].place, "下限高过封顶", "the floor lies above the cap")
    unit = _unit(context, metric) if metric else None
    attain_text = form.text("attain")
    attain = numeric(context, attain_text, number_symbols(context), (Unit.RATIO,))
    if metric is None or weight is None:
        return None
    if attain_text is None and unit not in (Unit.RATIO, Unit.BARE, None):
        context.report.error(
            metric.place,
            f"“{metric.value}”是{UNIT_ZH[unit]}，不是达成率", f"“{metric.value}” is {unit.value}, no attainment",
            Message("加“达成”，如 达成: 成交总额 / 成交目标", "add “attain”, like attain: gmv / gmv_target"),
        )  # fmt: skip
    return Part(metric.value, weight, floor, cap, attain)


def _unit(context: Context, text: Text) -> Unit | None:
    """The unit of a metric or measure; None where there is none of the name, which is reported."""
    if found := context.metrics.get(text.value):
        context.waits_for(context.awaiting_metrics.get(text.value))
        return Unit(found.unit)
    measure = context.vocabulary.measure(text.value)
    if measure and measure.kind != "window":
        context.waits_for(measure.awaits)
        return measure.unit
    faces = [*context.metrics, *(m.zh for m in context.vocabulary.measures.values() if m.kind != "window")]
    near = nearest(text.value, faces)
    context.report.error(text.place, f"没有“{text.value}”这个指标", f"there is no metric “{text.value}”", hint_of(near))
    return None


def _hundred(form: Form, context: Context, parts: list[Part]) -> None:
    total = sum((part.weight for part in parts), Decimal(0))
    if total != 1:
        said = f"{(total * 100).normalize():f}%"
        context.report.error(
            form.nodes["parts"].place, f"权重合计 {said}，应为 100%", f"the weights make {said}; they must make 100 %"
        )
    for part in parts:
        if part.weight < 0:
            context.report.error(form.nodes["parts"].place, "权重不能为负", "a weight cannot be negative")


def _once(forms: list[Form], context: Context, parts: list[Part]) -> None:
    seen = {TOTAL}
    for form, part in zip(forms, parts, strict=True):
        if part.metric in seen:
            place = form.nodes["metric"].place
            context.report.error(place, f"“{part.metric}”写了两次", f"“{part.metric}” stands twice")
        seen.add(part.metric)
