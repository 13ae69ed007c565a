"""Metrics: formulas of the rulebook over measures and over metrics before them.

The definition is that of the rulebook in force on the first day asked for, of each day or month of a line on the first
of it; for days before the first rulebook that knows the number, that one's: definitions of numbers reach back, verdicts
do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of
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

LATEST = datetime(9000, 1, 1, tzinfo=UTC)


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
    later: tuple[tuple[date, Definition], ...] = ()  # what else it comes to mean within the days asked for, since when

    def on(self, day: date) -> Definition:
        """What the number means over days of which this is the first."""
        return next((other for since, other in reversed(self.later) if since <= day), self)

    @property
    def newest(self) -> Definition:
        """What it means on the last of the days asked for."""
        return self.later[-1][1] if self.later else self

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
        """The measures that it is made of, on any of the days asked for."""
        if self.measure is not None:
            return [self.measure]
        assert self.metric is not None
        behind = measures_behind(self.metric, self.metrics or {})
        behind |= {measure.name for _since, other in self.later for measure in other.measures()}
        return [catalogue.measures[name] for name in sorted(behind)]

    def work_out(self, measured: Mapping[str, Any]) -> tuple[Decimal | None, Message | None]:
        """The number from the values of its measures; where it has none, why."""
        if self.measure is not None:
            return measured[self.measure.name], None
        assert self.metric is not None
        done = work_out(self.metric, self.metrics or {}, measured)
        return done.value, done.reason

    def value(self, measured: Mapping[str, Any]) -> Decimal | None:
        """As ``work_out``, without the working: a line of days asks for it many times."""
        if self.measure is not None:
            return measured.get(self.measure.name)
        assert self.metric is not None
        return value_of(self.metric, self.metrics or {}, measured)


@dataclass(frozen=True)
class Value:
    """One value of a series; ``reason`` says why there is none."""

    key: str
    value: Decimal | None
    reason: Message | None = None


def define(word: str, first: date, last: date | None = None) -> Definition | None:
    """What ``word`` means on that day: a metric of the rulebook before a measure of the same name; None if nothing.

    With ``last``, also what it comes to mean until then, where a newer rulebook defines it otherwise.
    """
    begun, turns = _defined(word, first), _turns(first)
    if begun is None:  # a newer rulebook may bring it
        came = next((day for day in turns if _defined(word, day) is not None), None)
        return define(word, came, last if last is not None and last > came else None) if came is not None else None
    later, known = list[tuple[date, Definition]](), begun
    for day in turns if last is not None and begun.metric is not None else ():
        other = _defined(word, day) if last is not None and day <= last else None
        if other is not None and other.metric is not None and _otherwise(known, other):
            later.append((day, other))
            known = other
    return replace(begun, later=tuple(later)) if later else begun


def _turns(first: date) -> list[date]:
    """The days after this one on which rulebooks begin or end."""
    days = (day_of(moment) for moment, _there in rulebooks.turns_until(LATEST))
    return [day for day in dict.fromkeys(days) if day > first]


def _otherwise(one: Definition, other: Definition) -> bool:
    """Whether two definitions are made otherwise, also by a metric that they name."""
    return _formulas(one) != _formulas(other) or one.unit is not other.unit


def _formulas(one: Definition) -> list[str]:
    """The formula of a metric, and those of the metrics that it names."""
    found, open_ones = list[str](), [one.metric]
    while open_ones:
        metric = open_ones.pop()
        if metric is None or metric.formula is None:
            continue
        found.append(metric.formula.text)
        open_ones += [other for name in sorted(metric.formula.names)
                      if (other := (one.metrics or {}).get(name)) is not None and other is not metric]  # fmt: skip
    return found


def _defined(word: str, first: date) -> Definition | None:
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
        value, reason = definition.on(days_of(key, of)[0]).work_out(measured)
        if value is None:
            reason = next((told for one in untold if (told := _why(key, of, one))), reason)
        rows.append(Value(key, value, None if value is not None else reason))
    return rows


def over(definition: Definition, of: Slice) -> Decimal | None:
    """The number over the whole slice; None where there is no value."""
    return whole(definition, of, total)[0]


Ask = Callable[[Measure, Slice], Decimal | None]


def whole(
    definition: Definition, of: Slice, ask: Ask = total, *, by: By = "month"
) -> tuple[Decimal | None, Message | None]:
    """The number over the whole slice; where there is none, why.  ``ask`` reads a measure.

    ``by`` says what the slice is asked as: a ``day`` has none of what is set by the month, nor has a part of a month
    that does not begin with it.
    """
    definition = definition.on(of.first) if of.first is not None else definition
    monthly = next((one for one in definition.measures() if one.grain == "month"), None)
    if monthly is not None and (by == "day" or of.first is None or of.first.day != 1):
        return None, _monthly(monthly)
    measured = {measure.name: ask(measure, of) for measure in definition.measures()}
    value, why = definition.work_out(measured)
    if value is not None:
        return value, None
    gone = [one for one in definition.measures() if measured[one.name] is None]
    return None, untold(gone, of) or why or next((one.unset for one in gone if one.unset), None)


def untold(measures: Iterable[Measure], of: Slice) -> Message | None:
    """Which days of a slice no source told."""
    if of.first is None or of.last is None:
        return None
    told = (one.lacking(of)(of.first, of.last) for one in measures if one.told is not None)
    return next((why for why in told if why), None)


def _why(key: str, of: Slice, lacking: catalogue.Told | None) -> Message | None:
    """Which days of a key no source told."""
    return lacking(*days_of(key, of)) if lacking is not None else None


def _all_keys(of: Slice, by: By) -> list[str]:
    return list(keys(of.first, of.last, by)) if of.first and of.last else []


def _monthly(measure: Measure) -> Message:
    return Message(f"“{measure.zh}”按月设定，没有按日的数", f"“{measure.name}” is set by the month; a day has none")
