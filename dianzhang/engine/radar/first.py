"""What presses most, in the one order of the radar: for the day's page, for programs and other short lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ..access import Actor
from ..deadlines import ClockView
from ..models import ClockRow
from ..moment import now
from ..prepared import prepared
from .asking import SCOPES, Asked, narrowed, shape_of
from .bands import RESTING, Stretch, bands
from .lines import Line, of_clocks, told


def first(actor: Actor, scope: str = "mine", limit: int = 50) -> list[ClockView]:
    """The first deadlines as the radar has them (dates of records left out), ``limit`` at most.

    Two statements, however many run.  Those that fall due first hold all of every band but the last of theirs; of that
    one the dearest may fall due later, so it is read again in its own order.  Resting ones come last.
    """
    moment = now()
    asked = Asked(scope if scope in SCOPES else "all")
    shape, values = shape_of(actor, asked)
    due = _due_first(*shape, limit, moment=moment, **values)
    spans = bands(moment)
    found = sorted((_line(row, spans) for row in due), key=lambda line: (_place(line.band, spans), *line.key))
    if len(found) < limit:
        found += of_clocks(actor, asked, moment, Stretch(RESTING, None, None), None, limit - len(found))
    elif found:
        last = spans[_place(found[-1].band, spans)]
        found = [line for line in found if line.band != last.band]
        found += of_clocks(actor, asked, moment, last, None, limit - len(found))
    return [line.view for line in told(found, actor) if line.view is not None]


def _line(row: ClockRow, spans: list[Stretch]) -> Line:
    due: datetime = row.due_at  # type: ignore[assignment]  # asked for as one that has a time
    band = next(one.band for one in spans if one.end is None or due < one.end)
    return Line(band, row.rank_at or due, row.pk, row)


def _place(band: str, spans: list[Stretch]) -> int:
    return next(n for n, one in enumerate(spans) if one.band == band)


@prepared
def _due_first(
    scope: str, views: Any, filters: tuple[str, ...], limit: int, *, moment: Any, **values: Any
) -> QuerySet[ClockRow]:
    return narrowed(scope, views, filters, moment, values).filter(due_at__isnull=False).order_by("due_at", "id")[:limit]
