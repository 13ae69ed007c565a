"""What a suggestion moved: its number in the days of the trial, and in as many days before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define, over

from ..models import Suggestion

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Effect:
    """``before`` and ``after`` are of the whole department; None: there is no value, which is not 0."""

    definition: Definition
    earlier: Slice
    trial: Slice
    before: Decimal | None
    after: Decimal | None


def days_of(suggestion: Suggestion) -> tuple[Slice, Slice] | None:
    """The days before and those of the trial, equally many; None before it is tried."""
    first, last = suggestion.first_day, suggestion.last_day
    if first is None or last is None:
        return None
    return Slice(first - (last - first) - DAY, first - DAY), Slice(first, last)


def definition_of(suggestion: Suggestion) -> Definition | None:
    """What the number meant on the first day of the trial, for both sides of it."""
    day: date | None = suggestion.first_day
    return define(suggestion.measure, day) if suggestion.measure and day is not None else None


def effect_of(suggestion: Suggestion) -> Effect | None:
    """Reckoned now.  None where no number was named, or there is none of that name any more."""
    definition, days = definition_of(suggestion), days_of(suggestion)
    if definition is None or days is None:
        return None
    return Effect(definition, *days, *(over(definition, of) for of in days))
