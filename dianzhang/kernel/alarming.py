"""Whether a number is out of line by an alarm of the rulebook.  Pure: who asks brings the number and what to hold it
against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from .expecting import Band
from .holidays import holiday
from .pacing import Pace
from .rules import Alarm

Sense = Literal["", "below", "above", "behind", "low", "high"]


def figure_out(rule: Alarm, value: Decimal) -> Sense:
    """Whether a value passes one of the figures of the rule; just on it does not."""
    if rule.below is not None and value < rule.below:
        return "below"
    return "above" if rule.above is not None and value > rule.above else ""


def band_out(rule: Alarm, value: Decimal, band: Band | None) -> Sense:
    """Whether a value lies outside of what is expected, on a side that the rule looks at."""
    side = band.side(value) if band is not None else ""
    return side if side and rule.outside in (side, "both") else ""


def pace_out(rule: Alarm, pace: Pace | None, *, ceiling: bool = False) -> Sense:
    """Whether a target is behind by more than the share of the rule; ``ceiling``: past what is due by more."""
    if rule.behind is None or pace is None or pace.ahead is None or pace.due is None:
        return ""
    short = pace.ahead if ceiling else -pace.ahead
    return "behind" if short > abs(pace.due) * rule.behind else ""


def in_campaign(rule: Alarm, day: date) -> bool:
    """Whether the rule calls the day one of a campaign."""
    return any(first <= f"{day:%m-%d}" <= last for first, last in rule.campaign)


def special_of(rule: Alarm, day: date) -> str:
    """What an out of the ordinary day is, empty for ordinary ones: days of the same name are compared."""
    if in_campaign(rule, day):
        return "campaign"
    return holiday_of(day)


def holiday_of(day: date) -> str:
    """The public holiday that a day is off for; empty for ordinary ones."""
    found = holiday(day)
    return found.zh if found is not None and found.zh else ""


def watched(rule: Alarm, day: date) -> bool:
    """Whether the rule looks at the day at all."""
    return rule.only != "campaign" or in_campaign(rule, day)
