"""The unit's numbers on an agenda: what its chair is scored by, else the daily numbers of the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
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
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define, work_out
from dianzhang.measure.series import series
from dianzhang.ui.figures import change, written

from ..models import Meeting

MOST = 6
WEEK = 7


@dataclass(frozen=True)
class Line:
    """One number: of the day before the meeting, and of the same weekday a week before."""

    name: str
    value: str
    before: str
    moved: dict[str, Any] | None
    clause: ClauseRef | None


def lines(meeting: Meeting, reader: Actor) -> list[Line]:
    """Those with a value that ``reader`` may see."""
    day = day_of(meeting.starts_at) - timedelta(days=1)
    of = Slice(day - timedelta(days=WEEK), day, unit=_unit(meeting))
    known = [found for name in names(meeting, day) if (found := define(name, day)) is not None]
    shown = [one for one in known if not rights.why_not(reader, one, of)][:MOST]
    columns = {
        m.name: series(m, "day", of)
        for m in {m.name: m for one in shown for m in one.measures()}.values()
        if m.grain == "day"
    }
    told = list[Line]()
    for one in shown:
        value, before = (_value(one, columns, when) for when in (day, day - timedelta(days=WEEK)))
        if value is not None:
            better = one.metric.better if one.metric is not None else "higher"
            was = "" if before is None else written(before, one.unit)
            moved = change(value, before, one.unit, better)
            told.append(Line(one.name, written(value, one.unit), was, moved, one.clause))
    return told


def _unit(meeting: Meeting) -> int | None:
    """Its unit; None for the department, whose numbers are those of everything."""
    unit = organisation().units.get(meeting.unit_id or 0)
    return None if unit is None or unit.parent_id is None else unit.pk


def names(meeting: Meeting, day: date) -> Sequence[str]:
    rules = rulebooks.defining(day)
    if rules is None:
        return ()
    cards = [part.metric for card in rules.rules_of(Scorecard) if meeting.post in card.posts for part in card.parts]
    daily = [name for name, metric in rules.metrics.items() if metric.grain == "day"]
    return tuple(dict.fromkeys((*cards, *daily)))


def _value(one: Definition, columns: dict[str, Any], day: date) -> Decimal | None:
    key = day.isoformat()
    measured = {name: column.get(key) for name, column in columns.items()}
    if one.metric is None:
        return measured.get(one.measures()[0].name)
    found: Decimal | None = work_out(one.metric, one.metrics or {}, measured).value
    return found
