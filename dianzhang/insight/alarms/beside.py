"""What is expected of a number through time, beside the number itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from dianzhang.kernel.alarming import holiday_of, special_of
from dianzhang.kernel.expecting import WEEKS, Band, judged
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, values
from dianzhang.measure.series import series

from .watching import alarms

Course = list[tuple[str, Decimal | None, Band | None]]


def beside(definition: Definition, of: Slice) -> Course:
    """Each day (2026-03-25) of a slice, which has both ends, with its value and the band that the weeks before it give.

    The statements of the number itself, over some more weeks; of a share one more for what it is counted of.
    """
    assert of.first is not None
    longer = replace(of, first=of.first - timedelta(weeks=WEEKS))
    known = {date.fromisoformat(one.key): one.value for one in values(definition, "day", longer)}
    begun = min((day for day, value in known.items() if value), default=None)
    told = {day: value for day, value in known.items() if begun is not None and day >= begun}  # before, none was kept
    counts = [m for m in definition.measures() if m.unit is Unit.COUNT] if definition.unit is Unit.RATIO else []
    columns = [series(measure, "day", of) for measure in counts if measure.grain == "day"]
    special = special_days(definition.name)
    found: Course = []
    for day in sorted(day for day in known if day >= of.first):
        cases = [count for column in columns if (count := column.get(f"{day}")) is not None]
        found.append((f"{day}", known[day], judged(day, told, definition.unit, special, max(cases, default=None))))
    return found


def special_days(number: str) -> Callable[[date], str]:
    """Holidays, and the campaigns that the alarms of the rulebook on this number name."""
    rules = [rule for rule, _version in alarms() if rule.number == number and rule.campaign]

    def special(day: date) -> str:
        return next((name for rule in rules if (name := special_of(rule, day)) == "campaign"), "") or holiday_of(day)

    return special


def outside(course: Course) -> list[tuple[str, str]]:
    """The days on which the number lay outside, and on which side."""
    found = ((day, band.side(value)) for day, value, band in course if value is not None and band is not None)
    return [(day, side) for day, side in found if side]
