"""What the alarms of the rulebook find when they look: of each rule and shop the number and what it is held against.

Nothing is written here.  Of each rule all shops and days are asked together, a statement for each measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import HOME, day_of, now
from dianzhang.kernel.alarming import Sense, band_out, figure_out, pace_out, special_of, watched
from dianzhang.kernel.expecting import WEEKS, Band, band, comparable
from dianzhang.kernel.messages import Message
from dianzhang.kernel.pacing import Pace
from dianzhang.kernel.rules import Alarm
from dianzhang.kernel.units import Unit
from dianzhang.measure.metrics import Definition, define
from dianzhang.reward.targets.words import better_low

from .aiming import paces
from .counting import ALL, HOUR, Counted, open_shops

TOO_FEW = Message("以往可比的日子还不够，看不出来", "there are too few comparable days yet to tell")
NO_TARGET = Message("这个月没有定目标", "no target is set for this month")
NO_NUMBER = Message("制度里没有这个指标了", "the rulebook has no such metric any more")
NOT_TODAY = Message("这一天不看", "this day is not watched")


@dataclass(frozen=True)
class Seen:
    """One number of one shop (``ALL``: of all) in one span: ``sense`` empty is in line, or without ``value`` not
    known, for ``reason``.  ``held`` says that there was something to hold it against."""

    rule: Alarm
    version_id: int
    shop: int
    span: str
    unit: Unit
    value: Decimal | None
    sense: Sense = ""
    band: Band | None = None
    pace: Pace | None = None
    reason: Message | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.rule.id, self.shop

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Least, middle and most: the band, the figure that was passed, or what the target wanted by now."""
        if self.sense in ("low", "high") and self.band is not None:
            return self.band.low, self.band.middle, self.band.high
        if self.sense == "behind" and self.pace is not None:
            return None, self.pace.due, None
        return self.rule.below, None, self.rule.above


def alarms() -> list[tuple[Alarm, int]]:
    """The rules in force, each with the version that it stands in."""
    rules = rulebooks.at(now())
    return [(rule, rules.key_of(rule)) for rule in rules.rules_of(Alarm)] if rules is not None else []


def span_due(rule: Alarm, moment: datetime) -> tuple[date, int | None] | None:
    """The day, or the day and hour, that the rule looks at now; None before its time of day."""
    here = moment.astimezone(HOME)
    if rule.each == "hour":
        past = here - HOUR
        return past.date(), past.hour
    return (here.date() - timedelta(1), None) if f"{here:%H:%M}" >= rule.at else None


def named(day: date, hour: int | None) -> str:
    """2026-02-11, 2026-02-11T15."""
    return f"{day}" if hour is None else f"{day}T{hour:02}"


def look(rule: Alarm, version_id: int, day: date, hour: int | None) -> list[Seen]:
    """What a rule sees of a day or an hour, shop by shop."""
    span = named(day, hour)
    definition = define(rule.number, day)
    if definition is None:
        return [Seen(rule, version_id, ALL, span, Unit.BARE, None, reason=NO_NUMBER)]
    shops = _shops(rule, day)
    if not shops:
        return []
    if not watched(rule, day):
        return [Seen(rule, version_id, shop, span, definition.unit, None, reason=NOT_TODAY) for shop in shops]
    like = comparable(day, lambda one: special_of(rule, one)) if rule.outside else []
    counted = Counted(definition, shops, (day, *like), hour)
    if (cannot := counted.cannot) is not None:
        return [Seen(rule, version_id, ALL, span, definition.unit, None, reason=cannot)]
    aims = paces(definition, shops, day) if rule.behind is not None else {}
    return [_judged(rule, version_id, counted, like, shop, day, span, aims.get(shop)) for shop in shops]


def _shops(rule: Alarm, day: date) -> tuple[int, ...]:
    """Those that are open and were so on the day."""
    found = tuple(pk for pk, shop in sorted(open_shops().items()) if day_of(shop.go_live) <= day)
    return ((ALL,) if found else ()) if rule.by == "all" else found


def _judged(
    rule: Alarm, version_id: int, counted: Counted, like: Sequence[date], shop: int, day: date, span: str,
    pace: Pace | None,
) -> Seen:  # fmt: skip
    unit = counted.definition.unit
    value, reason = counted.known(shop, day)
    if value is None:
        return Seen(rule, version_id, shop, span, unit, None, reason=reason)
    expected = None
    if rule.outside:
        expected = band((counted.value(shop, one) for one in like), unit, counted.cases(shop, day))
        reason = TOO_FEW if expected is None else None
    if rule.behind is not None and (pace is None or pace.standing == "none"):
        reason = NO_TARGET
    sense = (
        figure_out(rule, value)
        or band_out(rule, value, expected)
        or pace_out(rule, pace, ceiling=better_low(counted.definition))
    )
    return Seen(rule, version_id, shop, span, unit, value, sense, expected, pace, None if sense else reason)


def expected_days(
    definition: Definition, shop: int, days: Sequence[date], rule: Alarm
) -> Iterator[tuple[date, Decimal | None, Band | None]]:
    """Of each of some days the value and the band that the weeks before it gave: what charts draw."""
    back = [days[0] - timedelta(n) for n in range(1, WEEKS * 7 + 1)]
    counted = Counted(definition, (shop,), (*back, *days))
    if counted.cannot is not None:
        return
    for day in days:
        like = comparable(day, lambda one: special_of(rule, one))
        known = (counted.value(shop, one) for one in like if one >= back[-1])
        yield day, counted.value(shop, day), band(known, definition.unit, counted.cases(shop, day))
