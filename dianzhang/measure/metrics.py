"""Metrics: formulas of the rulebook over measures and over metrics before them.

The definition is that of the rulebook in force on the first day asked for; for days before the first rulebook, the
first one's: definitions of numbers reach back, verdicts do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.reading import ClauseRef, clause_of
from dianzhang.engine.seeing import sees_all_of
from dianzhang.kernel.formula import Formula
from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import Metric
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Unit

from . import catalogue
from .catalogue import Measure, Slice
from .series import By, days_of, keys, series, total


@dataclass(frozen=True)
class Definition:
    """What a name means: a rulebook's metric or a measure of the catalogue."""

    name: str
    unit: Unit
    text: str
    measure: Measure | None = None
    metric: Metric | None = None
    clause: ClauseRef | None = None
    metrics: Mapping[str, Metric] | None = None

    @property
    def english(self) -> str:
        """As ``text``, in English: names where the rulebook and the catalogue have them."""
        if self.metric is None:
            return self.measure.english if self.measure is not None and self.measure.english else self.text
        formula = self.metric.formula
        written = formula.english if isinstance(formula, Formula) else self.text
        return f"{self.metric.en or self.name} = {written}"

    @property
    def better(self) -> Literal["higher", "lower"]:
        """Which way is good news."""
        if self.metric is not None:
            return self.metric.better
        return self.measure.better if self.measure is not None else "higher"

    @property
    def notes(self) -> list[str]:
        """What must be said beside the number."""
        return [m.note for m in self.measures() if m.note]

    def may_be_seen_by(self, actor: Actor) -> bool:
        """Whether this reader sees every field that its measures add up: gross profit gives the cost away."""
        return all(sees_all_of(actor, measure.reads) for measure in self.measures())

    def measures(self) -> list[Measure]:
        """The measures that it is made of."""
        if self.measure is not None:
            return [self.measure]
        assert self.metric is not None
        return [catalogue.measures[name] for name in sorted(measures_behind(self.metric, self.metrics or {}))]


@dataclass(frozen=True)
class Value:
    """One value of a series; ``reason`` says why there is none."""

    key: str
    value: Decimal | None
    reason: Message | None = None


def define(word: str, first: date) -> Definition | None:
    """What ``word`` means on that day: a metric of the rulebook before a measure of the same name; None if nothing."""
    ruleset = rulebooks.defining(first)
    metric = ruleset.metrics.get(word) if ruleset else None
    if ruleset and metric is not None and metric.formula is not None:
        note = f"（{metric.note}）" if metric.note else ""
        text = f"{metric.name} = {metric.formula.text}{note}"
        return Definition(
            metric.name, metric.unit, text, None, metric, clause_of(ruleset.key_of(metric), metric.id), ruleset.metrics
        )
    measure = catalogue.find(word)
    if measure is None:
        return None
    return Definition(measure.zh, measure.unit, measure.definition or measure.zh, measure)


def known_words(first: date) -> list[str]:
    """Every name that ``define`` knows."""
    ruleset: Ruleset | None = rulebooks.defining(first)
    return [*(ruleset.metrics if ruleset else ()), *(m.zh for m in catalogue.measures.values())]


def measures_behind(metric: Metric, metrics: Mapping[str, Metric]) -> set[str]:
    """English names of the measures that a metric needs, through the metrics that it names."""
    found: set[str] = set()
    assert metric.formula is not None
    for name in metric.formula.names:
        other = metrics.get(name)
        if other is not None and other is not metric:
            found |= measures_behind(other, metrics)
        elif name in catalogue.measures:
            found.add(name)
    return found


def work_out(metric: Metric, metrics: Mapping[str, Metric], measured: Mapping[str, Any]) -> Any:
    """The explanation of a metric (``kernel.formula.Explanation``) from the values of measures."""
    assert metric.formula is not None
    values = dict(measured)
    for name in metric.formula.names:
        if name in metrics and metrics[name] is not metric:
            values[name] = work_out(metrics[name], metrics, measured).value
    return metric.formula.explain(values)  # type: ignore[attr-defined]


def value_of(metric: Metric, metrics: Mapping[str, Metric], measured: Mapping[str, Any]) -> Decimal | None:
    """As ``work_out``, without the working: a line of days asks for it many times."""
    values = dict(measured)
    assert metric.formula is not None
    for name in metric.formula.names:
        if name in metrics and metrics[name] is not metric:
            values[name] = value_of(metrics[name], metrics, measured)
    found: Decimal | None = metric.formula.value(values)
    return found


def values(definition: Definition, by: By, of: Slice) -> list[Value]:
    """The number by day or month, one statement for each measure in it."""
    columns = {m.name: series(m, by, of) for m in definition.measures() if not (by == "day" and m.grain == "month")}
    if definition.measure is not None:
        found = columns.get(definition.measure.name)
        if found is None:
            return [Value(key, None, _monthly(definition.measure)) for key in _all_keys(of, by)]
        why = Message("来源没有带这个数", "the source does not carry it")
        lacking = definition.measure.lacking(of) if None in found.values() else None
        return [
            Value(key, value, _why(key, of, lacking) or why if value is None else None) for key, value in found.items()
        ]
    assert definition.metric is not None
    names = sorted({key for column in columns.values() for key in column})
    rows = []
    gone = {n for n, column in columns.items() if catalogue.measures[n].told and None in column.values()}
    untold = [catalogue.measures[name].lacking(of) for name in sorted(gone)]
    for key in names:
        measured = {name: column.get(key, catalogue.measures[name].nothing) for name, column in columns.items()}
        done = work_out(definition.metric, definition.metrics or {}, measured)
        reason = None
        if done.value is None:
            reason = next((told for one in untold if (told := _why(key, of, one))), done.reason)
        rows.append(Value(key, done.value, reason))
    return rows


def over(definition: Definition, of: Slice) -> Decimal | None:
    """The number over the whole slice; None where there is no value."""
    measured = {measure.name: total(measure, of) for measure in definition.measures()}
    if definition.measure is not None:
        return measured[definition.measure.name]
    assert definition.metric is not None
    value: Decimal | None = work_out(definition.metric, definition.metrics or {}, measured).value
    return value


def _why(key: str, of: Slice, lacking: catalogue.Told | None) -> Message | None:
    """Which days of a key no source told."""
    return lacking(*days_of(key, of)) if lacking is not None else None


def _all_keys(of: Slice, by: By) -> list[str]:
    return list(keys(of.first, of.last, by)) if of.first and of.last else []


def _monthly(measure: Measure) -> Message:
    return Message(f"“{measure.zh}”按月设定，没有按日的数", f"“{measure.name}” is set by the month; a day has none")
