"""A report as one reader may see it: of its numbers those that are theirs to see, of its red items too."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from dianzhang.engine.access import Actor
from dianzhang.engine.deadlines import ClockView, clock_view, owed_by, records_of, within_views
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import today
from dianzhang.engine.reading import visible
from dianzhang.engine.topics import Point, Scope, topic
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.metrics import define
from dianzhang.measure.rights import why_not

from .models import MorningReport
from .states import MORNING


def report_of(actor: Actor, day: date | None) -> MorningReport | None:
    """That of a day, or the newest; None where there is none that the reader may open."""
    rows = visible(actor, MORNING)
    found: MorningReport | None = (rows.filter(day=day) if day is not None else rows.order_by("-day")).first()
    return found


def numbers_for(actor: Actor, report: MorningReport, kept: dict[str, Any]) -> list[dict[str, Any]]:
    """The numbers of everybody that this reader gets."""
    return [one for one in kept["numbers"] if may_see(actor, one["name"], report.day)]


def may_see(actor: Actor, name: str, day: date) -> bool:
    definition = define(name, day)
    return definition is not None and not why_not(actor, definition, Slice(day, day))


def may_see_traffic(actor: Actor, day: date) -> bool:
    """Whether a split by visitors may be shown."""
    return may_see(actor, measures["visitors"].zh, day)


def red_for(actor: Actor, report: MorningReport) -> tuple[list[dict[str, Any]], dict[int, ClockView]]:
    """The red items as they were, and of those that are still open the deadline as it is now."""
    kept = json.loads(report.sent)["red"]
    ids = [one["clock"] for one in kept]
    seen = ClockRow.objects.filter(pk__in=ids)
    if not actor.unbound:
        seen = seen.filter(within_views(actor) | owed_by(actor))
    rows = {row.pk: row for row in seen}
    records = records_of([row for row in rows.values() if row.live])
    views = {
        pk: clock_view(row, records.get((row.subject_kind, row.subject_id)), actor)
        for pk, row in rows.items()
        if row.live
    }
    return [one for one in kept if one["clock"] in rows], views


@topic("morning", "昨天的早报")
def on_the_agenda(actor: Actor, scope: Scope, most: int) -> list[Point]:
    """The newest report, for the meeting of a day; older ones have been talked about."""
    if scope.kind not in DAILY:
        return []
    rows = visible(actor, MORNING).filter(day__lt=today()).order_by("-day")
    return [Point(MORNING.name, pk) for pk in rows.values_list("pk", flat=True)[:1]]


DAILY = ("standup", "morning")
