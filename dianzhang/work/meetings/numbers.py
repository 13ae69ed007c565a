"""The unit's numbers on an agenda: what its chair is scored by, else the daily numbers of the rulebook.

A daily meeting looks at yesterday, a weekly one at seven days, a monthly or quarterly one at the month or the quarter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.reading import ClauseRef
from dianzhang.kernel.rules import Scorecard
from dianzhang.measure import rights
from dianzhang.measure.catalogue import Slice, month_of, period_of, span_of
from dianzhang.measure.metrics import Definition, define, work_out
from dianzhang.measure.series import total
from dianzhang.ui.figures import change, written

from ..models import Meeting

MOST = 6
DAY, WEEK, BACK = timedelta(days=1), timedelta(days=7), timedelta(days=10)
WEEKLY, MONTHLY, QUARTERLY = ("weekly", "friday"), ("monthly", "strategy"), ("quarterly",)

Days = tuple[date, date]  # both included


@dataclass(frozen=True)
class Line:
    """One number, and what it was the time before."""

    name: str
    value: str
    before: str
    moved: dict[str, Any] | None
    clause: ClauseRef | None


def spans(kind: str, day: date) -> tuple[Days, Days]:
    """The days that a meeting of this form on ``day`` looks at, and those that it compares them with.

    At a month's or quarter's beginning that is the one before; in its last weeks what there is of it.
    """
    yesterday = day - DAY
    if kind in WEEKLY:
        return (day - WEEK, yesterday), (day - 2 * WEEK, day - WEEK - DAY)
    if kind in (*MONTHLY, *QUARTERLY):
        now = _period(kind, day - BACK)
        before = _period(kind, now[0] - DAY)
        return (now[0], min(now[1], yesterday)), before
    return (yesterday, yesterday), (yesterday - WEEK, yesterday - WEEK)


def _period(kind: str, day: date) -> Days:
    return span_of(f"{day.year}-Q{(day.month + 2) // 3}") if kind in QUARTERLY else month_of(period_of(day))


def lines(meeting: Meeting, reader: Actor) -> list[Line]:
    """Those with a value that ``reader`` may see; two statements for each measure in them."""
    days, days_before = spans(meeting.kind, day_of(meeting.starts_at))
    of, of_before = (Slice(first, last, unit=_unit(meeting)) for first, last in (days, days_before))
    whole_months = days == _period("monthly", days[0])
    known = [found for name in names(meeting, days[0]) if (found := define(name, days[0])) is not None]
    shown = [one for one in known if _can_be_cut(one, of, whole_months) and not rights.why_not(reader, one, of)][:MOST]
    measures = {m.name: m for one in shown for m in one.measures()}
    now, before = ({name: total(m, cut) for name, m in measures.items()} for cut in (of, of_before))
    told = list[Line]()
    for one in shown:
        value, was = _value(one, now), _value(one, before)
        if value is not None and (value or was):  # nothing then and nothing now is not this unit's business
            better = one.metric.better if one.metric is not None else "higher"
            moved = change(value, was, one.unit, better)
            said = "" if was is None else written(was, one.unit)
            told.append(Line(one.name, written(value, one.unit), said, moved, one.clause))
    return told


def _can_be_cut(one: Definition, of: Slice, whole_months: bool) -> bool:
    """Whether all that it is made of is known of a unit, and of such days."""
    return all((of.unit is None or m.unit_of) and (whole_months or m.grain == "day") for m in one.measures())


def _unit(meeting: Meeting) -> int | None:
    """Its unit; None for the department, whose numbers are those of everything."""
    unit = organisation().units.get(meeting.unit_id or 0)
    return None if unit is None or unit.parent_id is None else unit.pk


def names(meeting: Meeting, day: date) -> Sequence[str]:
    """What the post in the chair is scored by, then the numbers that the rulebook has of each day."""
    rules = rulebooks.defining(day)
    if rules is None:
        return ()
    cards = [part.metric for card in rules.rules_of(Scorecard) if meeting.post in card.posts for part in card.parts]
    daily = [name for name, metric in rules.metrics.items() if metric.grain == "day"]
    return tuple(dict.fromkeys((*cards, *daily)))


def _value(one: Definition, measured: Mapping[str, Decimal | None]) -> Decimal | None:
    if one.metric is None:
        return measured.get(one.measures()[0].name)
    found: Decimal | None = work_out(one.metric, one.metrics or {}, measured).value
    return found
