"""指标: a formula over measures and earlier metrics, with unit, direction and grain."""

from __future__ import annotations

from typing import Literal

from ...formula import name_problem
from ...rules import Metric
from ...units import UNIT_ZH, Unit
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import measure_symbols, metric_symbols, numeric
from ..nodes import Text
from ..words import choice_of

KEYS: Keys = {
    "name": ("名",),
    "formula": ("公式",),
    "unit": ("单位",),
    "better": ("方向", "越"),
    "grain": ("粒度",),
    "note": ("说明",),
    "english": ("英文名", "en"),
}
_NUMERIC = (Unit.MONEY, Unit.RATIO, Unit.COUNT, Unit.DURATION, Unit.POINTS)
_UNITS: dict[str, Unit] = {UNIT_ZH[unit]: unit for unit in _NUMERIC} | {unit.value: unit for unit in _NUMERIC}
_BETTER: dict[str, Literal["higher", "lower"]] = {
    "高": "higher", "低": "lower", "高越好": "higher", "低越好": "lower", "higher": "higher", "lower": "lower",
}  # fmt: skip
_GRAINS = {"日": "day", "月": "month", "day": "day", "month": "month"}


def compile_metric(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    name = form.text("name", need=True)
    if name and not _free(context, name):
        name = None
    unit = choice_of(context, form.text("unit"), _UNITS, ("单位", "unit"))
    better = choice_of(context, form.text("better"), _BETTER, ("方向", "direction"))
    grain = choice_of(context, form.text("grain"), _GRAINS, ("粒度", "grain"))
    symbols = measure_symbols(context, without=set(context.metrics) - {name.value if name else ""}) + metric_symbols(
        context
    )
    formula = numeric(context, form.text("formula", need=True), symbols, (unit,) if unit else _NUMERIC)
    if name is None:
        return
    metric = Metric(
        **base, name=name.value, formula=formula, unit=unit or (formula.unit if formula else Unit.BARE),
        better=better or "higher", grain=grain or "day", note=form.value("note"), en=form.value("english") or "",
    )  # fmt: skip
    context.metrics[metric.name] = metric  # known even when its formula is wrong: one error is enough
    if context.awaits:
        context.awaiting_metrics[metric.name] = min(context.awaits)
    if formula is not None:
        slot.add(metric, context)


def _free(context: Context, name: Text) -> bool:
    """Whether the name can be one, and is no other metric's."""
    if problem := name_problem(name.value):
        context.report.error(name.place, problem.zh, problem.en)
        return False
    if name.value in context.vocabulary.measures:
        context.report.error(
            name.place, "这是一个度量的代号，换一个名字", "this is the code of a measure; take another name"
        )
        return False
    if other := context.metrics.get(name.value):
        context.report.error(
            name.place, f"指标“{name.value}”重复，第 {other.line} 行已经有了",
            f"the metric “{name.value}” is repeated; line {other.line} has it already",
        )  # fmt: skip
        return False
    return True
