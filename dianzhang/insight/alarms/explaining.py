"""Why an alarm went off, for one reader: the number with what it was held against, as a chart and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.kernel.alarming import special_of
from dianzhang.kernel.expecting import Band, comparable
from dianzhang.kernel.rules import Alarm
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define
from dianzhang.measure.rights import why_not
from dianzhang.ui.charts import Chart, Number, Series
from dianzhang.ui.wording import duration, exact_money, plain_number

from ..moves.moving import move
from ..moves.parts import Move, spans
from .counting import Counted
from .models import NumberAlarm
from .watching import expected_days

SHOWN = 30  # days of the chart


@dataclass(frozen=True)
class Explained:
    """``hidden``: why this reader does not get the number; then there is nothing else."""

    definition: Definition | None
    hidden: str = ""
    chart: Chart | None = None
    moved: Move | None = None


def explain(alarm: NumberAlarm, actor: Actor) -> Explained:
    """What the reader may know of it."""
    day, hour = day_and_hour(alarm.last_span)
    definition = define(alarm.metric, day)
    if definition is None:
        return Explained(None, gettext("现在的制度里没有这个数了。"))
    if hidden := why_not(actor, definition, Slice(day - timedelta(SHOWN), day)):
        return Explained(definition, hidden)
    rule = rulebooks.rule_of(alarm.version_id, alarm.rule)
    if not isinstance(rule, Alarm):
        return Explained(definition)
    moved = move(actor, definition, spans(day, 1, 7)) if hour is None else None
    return Explained(definition, "", _chart(alarm, definition, rule, day, hour), moved)


def day_and_hour(span: str) -> tuple[date, int | None]:
    day, _sign, hour = span.partition("T")
    return date.fromisoformat(day), int(hour) if hour else None


def _chart(alarm: NumberAlarm, definition: Definition, rule: Alarm, day: date, hour: int | None) -> Chart:
    if hour is None:
        days = [day - timedelta(n) for n in reversed(range(SHOWN))]
        found = list(expected_days(definition, alarm.shop_key, days, rule))
    else:  # the same hour of the days that it was compared with
        like = sorted(comparable(day, lambda one: special_of(rule, one)))
        counted = Counted(definition, (alarm.shop_key,), (*like, day), hour)
        found = [(one, counted.value(alarm.shop_key, one), None) for one in (*like, day)]
    return drawn(definition, found, rule)


def drawn(
    definition: Definition, found: Sequence[tuple[date, Decimal | None, Band | None]], rule: Alarm | None
) -> Chart:
    """The number, the band of what is expected, and the figures of the rule as lines."""
    by = 100 if definition.unit is Unit.RATIO else 1

    def line(values: Sequence[Decimal | None]) -> list[Number | None]:
        return [None if value is None else value * by for value in values]

    series = [Series(gettext("实际"), line([value for _day, value, _band in found]), "act")]
    if any(band is not None for _day, _value, band in found):
        series.append(Series(gettext("预期上限"), line([b.high if b else None for _d, _v, b in found]), "rest"))
        series.append(Series(gettext("预期下限"), line([b.low if b else None for _d, _v, b in found]), "rest"))
    for name, figure in ((gettext("最低"), rule.below), (gettext("最高"), rule.above)) if rule is not None else ():
        if figure is not None:
            series.append(Series(name, line([figure] * len(found)), "warn"))
    labels = [f"{day:%m-%d}" for day, _value, _band in found]
    unit = "%" if definition.unit is Unit.RATIO else ""
    return Chart(gettext("实际和预期"), labels, series, unit=unit, write=lambda value: _said(value, definition.unit))


def _said(value: Number, unit: Unit) -> str:
    number = Decimal(str(value))
    if unit is Unit.MONEY:
        return exact_money(int(number * 100))
    return duration(number) if unit is Unit.DURATION else plain_number(number.quantize(Decimal("0.01")))
