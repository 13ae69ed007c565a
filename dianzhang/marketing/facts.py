"""Facts put in and taken out: of one shop, layout and day there is one report's, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act
from dianzhang.gateways.reports import Layout, Report, Row, scores_of

from .models import (
    ContentFact,
    DataReport,
    Fact,
    PromotionFact,
    ReportDay,
    ReportNote,
    ScoreFact,
    ServiceFact,
    TrafficFact,
)
from .states import BY_NAME

# What the reports of a family become.  Scores stand beside the visitors of a shop's own daily report.
MODELS: dict[str, tuple[type[Fact], ...]] = {
    "promotion": (PromotionFact,), "traffic": (TrafficFact, ScoreFact), "service": (ServiceFact,),
    "content": (ContentFact,), "score": (ScoreFact,),
}  # fmt: skip
_COMMON = ("report_id", "shop_id", "unit_id", "layout", "first", "day")
_PROMOTION = (
    *_COMMON, "scene", "campaign", "ad", "item", "spend_cents", "shown", "clicks", "conversions", "orders",
    "sales_cents", "counts",
)  # fmt: skip
_TRAFFIC = (*_COMMON, "level", "item", "channel", "detail", "visitors", "views", "bounced", "carts")
_DESK = ("sessions", "people", "asked", "buyers", "sales", "rated", "rated_good")
_SERVICE = (
    *_COMMON, "agent", "person_id", *("sales_cents" if name == "sales" else name for name in _DESK),
    "response_seconds", "first_response_seconds",
)  # fmt: skip
_CONTENT = (
    *_COMMON, "content", "title", "form", "plays", "likes", "comments", "shares", "visitors", "orders", "sales_cents",
)  # fmt: skip
_SCORE = (*_COMMON, "component", "score", "full")
_DAY = ("report_id", "shop_id", "layout", "family", "level", "day", "first", "last")
_NOTE = ("report_id", "line", "column", "why", "said")


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def put(report: DataReport, found: Report, act: Act) -> None:
    """The rows of a report as facts, the days that it tells of, and what was done to it on the way."""
    common = (report.id, report.shop_id, report.unit_id, found.layout.name)
    if found.layout.family == "promotion":
        told = told_elsewhere(report.shop_id, found.layout, found.first, found.last)
        for row in found.rows:
            values = (*_promotion(row), row.day not in told)
            act.add_values(PromotionFact, _PROMOTION, (*common, row.first, row.day, *values))
    elif found.layout.family == "traffic":
        for row in found.rows:
            act.add_values(TrafficFact, _TRAFFIC, (*common, row.first, row.day, *_traffic(row, found.layout)))
    elif found.layout.family == "service":
        people = _people()
        for row in found.rows:
            act.add_values(ServiceFact, _SERVICE, (*common, row.first, row.day, *_service(row, people)))
    elif found.layout.family == "content":
        for row in found.rows:
            act.add_values(ContentFact, _CONTENT, (*common, row.first, row.day, *_content(row)))
    for row in found.rows:
        for values in _scores(row):
            act.add_values(ScoreFact, _SCORE, (*common, row.first, row.day, *values))
    about = (found.layout.name, found.layout.family, found.layout.level)
    for day, (first, last) in spans(found).items():
        act.add_values(ReportDay, _DAY, (report.id, report.shop_id, *about, day, first, last))
    for note in found.notes:
        act.add_values(ReportNote, _NOTE, (report.id, note.line, note.column[:80], note.why, note.said[:120]))


def spans(found: Report) -> dict[date, tuple[date, date]]:
    """Day -> the days with which it is told as one sum; mostly itself alone.

    A day between the first and the last of which no row tells is one on which nothing was: the report speaks of it.
    """
    told = {day: (day, day) for day in days_between(found.first, found.last)}
    for first, last in {(row.first, row.day) for row in found.rows if row.first < row.day}:
        for day in days_between(first, last):
            had = told[day]
            told[day] = (min(first, had[0]), max(last, had[1]))
    return told


def _promotion(row: Row) -> tuple[Any, ...]:
    names = (row.names.get(name, "") for name in ("scene", "campaign", "ad", "item"))
    figures = (row.figures.get(name) for name in ("spend", "shown", "clicks", "conversions", "orders", "sales"))
    return (*names, *figures)


def _traffic(row: Row, layout: Layout) -> tuple[Any, ...]:
    names = (row.names.get(name, "") for name in ("item", "channel", "detail"))
    return (layout.level, *names, *(row.figures.get(name) for name in ("visitors", "views", "bounced", "carts")))


def _service(row: Row, people: dict[str, int]) -> tuple[Any, ...]:
    """Averages of the file become what all sessions took together, which can be added; where it tells no sessions,
    those of the buyers who were answered."""
    agent, people_met = row.names.get("agent", ""), row.figures.get("people")
    sessions = row.figures.get("sessions")
    answered = people_met if sessions is None else sessions

    def whole(name: str) -> int | None:
        average = row.figures.get(name)
        return None if average is None or answered is None else average * answered

    person = people.get(agent) or people.get(agent.replace("：", ":").rpartition(":")[2].strip())
    return (agent, person, *(row.figures.get(name) for name in _DESK), whole("response"), whole("first_response"))


def _content(row: Row) -> tuple[Any, ...]:
    names = (row.names.get(name, "") for name in ("content", "content_title", "form"))
    figures = ("plays", "likes", "comments", "shares", "visitors", "orders", "sales")
    return (*names, *(row.figures.get(name) for name in figures))


def _scores(row: Row) -> Iterator[tuple[str, Decimal, Decimal | None]]:
    for score in scores_of(row):
        full = None if score.full is None else Decimal(score.full) / 1000
        yield score.component, Decimal(score.value) / 1000, full


def _people() -> dict[str, int]:
    """Names and codes of those who were ever here; a name that two have is nobody's."""
    org = organisation()
    named: dict[str, set[int]] = {}
    for pk, name in org.names.items():
        named.setdefault(name, set()).add(pk)
    return {name: next(iter(pks)) for name, pks in named.items() if len(pks) == 1} | org.codes


def standing(shop: int, layout: str, days: Sequence[date]) -> Any:
    """Days that an earlier report of this layout stands for."""
    return ReportDay.objects.filter(shop_id=shop, layout=layout, day__gte=days[0], day__lte=days[-1]).order_by("day")


def remove(report: DataReport, days: Iterable[date] | None = None) -> None:
    """Take a report's facts away: all, or those of some days."""
    within = Q(report=report) if days is None else Q(report=report, day__in=list(days))
    for model in MODELS.get(report.family, ()):
        model._default_manager.filter(within).delete()
    ReportDay.objects.filter(within).delete()


def told_elsewhere(shop: int, layout: Layout, first: date, last: date) -> set[date]:
    """Days whose money a report of all scenes tells already: this one is kept for its campaigns and counts nothing."""
    whole = _whole_of(layout)
    if whole is None or whole == layout.name:
        return set()
    days = ReportDay.objects.filter(shop_id=shop, layout=whole, day__gte=first, day__lte=last)
    return set(days.values_list("day", flat=True))


def recount(shop: int, layout: Layout, fresh: Sequence[date] = ()) -> None:
    """Of reports that tell the same money twice that of all scenes counts, day by day.

    ``fresh``: days that such a report is about to tell.
    """
    whole = _whole_of(layout)
    if whole != layout.name:
        return
    parts = [one.name for one in BY_NAME.values() if one.overlaps == layout.overlaps and one.name != whole]
    facts = PromotionFact.objects.filter(shop_id=shop, layout__in=parts)
    days = {*fresh, *ReportDay.objects.filter(shop_id=shop, layout=whole).values_list("day", flat=True)}
    facts.filter(day__in=days, counts=True).update(counts=False)
    facts.filter(counts=False).exclude(day__in=days).update(counts=True)


def _whole_of(layout: Layout) -> str | None:
    """The layout that has the money of all scenes, among those that tell the same; None where it is told once."""
    alike = [one.name for one in BY_NAME.values() if layout.overlaps and one.overlaps == layout.overlaps]
    return next((name for name in alike if not BY_NAME[name].scene), None)
