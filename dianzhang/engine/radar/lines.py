"""The lines of the radar, page by page.

Within a band they stand by ``kernel.urgency``, the money at stake among it.  A page costs what it shows: each band is
read from an index in that order, and bands that hold nothing are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

from dianzhang.kernel.urgency import MOST

from .. import deadlines
from ..access import Actor
from ..deadlines import ClockView
from ..distrust import turned_away
from ..models import ClockRow
from ..pages import Dated
from ..pending import pending_of
from ..prepared import prepared
from .asking import Asked, dates_of, kinds_with_dates, narrowed, shape_of
from .bands import BANDS, HOUR, RESTING, Stretch, bands
from .counting import Amount

PAGE = 50
_SALT = "dianzhang.radar"


@dataclass(frozen=True)
class Line:
    """One thing owed: a deadline (``view``), or a record by its own date (``dated``)."""

    band: str
    rank: datetime | None  # None: it rests
    id: int  # of the deadline; of a date, of the record
    record: Any
    dated: Dated | None = None
    view: ClockView | None = None

    @property
    def place(self) -> tuple[datetime | None, str, int]:
        """Rank, kind (empty for deadlines, which come first at the same instant), id."""
        return self.rank, self.dated.subject.name if self.dated is not None else "", self.id

    @property
    def key(self) -> tuple[float, str, int]:
        return (self.rank.timestamp() if self.rank is not None else 0.0, *self.place[1:])


Place = tuple[datetime | None, str, int]


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    after: str  # where the next page begins; empty: this is the last


def page(
    actor: Actor, asked: Asked, moment: datetime, counts: Mapping[str, Amount], after: str = "", size: int = PAGE
) -> Page:
    """``size`` lines at most behind a cursor.  ``counts`` says which bands hold any (``counting.counted``)."""
    begun = read_cursor(after)
    wanted = [asked.band] if asked.band else list(BANDS)
    spans = {one.band: one for one in bands(moment)} | {RESTING: Stretch(RESTING, None, None)}
    found: list[Line] = []
    for band in wanted[wanted.index(begun[0]) if begun and begun[0] in wanted else 0 :]:
        span = spans[band].within(asked.hour, HOUR)
        if counts[band] and span is not None:
            behind = begun[1] if begun and begun[0] == band else None
            left = size + 1 - len(found)
            streams = [of_clocks(actor, asked, moment, span, behind, left)]
            for dated in kinds_with_dates(actor, asked) if band != RESTING else ():
                streams.append(_of_dates(actor, asked, dated, span, behind, left))
            found += islice(merge(*streams, key=lambda line: line.key), left)
        if len(found) > size:
            break
    shown = found[:size]
    return Page(told(shown, actor), cursor_of(shown[-1]) if len(found) > size else "")


def of_clocks(
    actor: Actor, asked: Asked, moment: datetime, span: Stretch, behind: Place | None, limit: int
) -> list[Line]:
    given: dict[str, Any] = {}
    if span.begin is not None:
        given |= {"begin": span.begin, "floor": span.begin - MOST}
    if span.end is not None:
        given["end"] = span.end
    past = ""
    if behind is not None:
        rank, kind, pk = behind
        past = "dates" if kind else "clocks"
        given |= ({"rank": rank} if rank is not None else {}) | ({"pk": pk} if not kind else {})
    shape, values = shape_of(actor, asked)
    rows = _clocks(*shape, span.band == RESTING, past, limit, moment=moment, **values, **given)
    return [Line(span.band, row.rank_at, row.pk, row) for row in rows]


@prepared
def _clocks(
    scope: str,
    views: Any,
    filters: tuple[str, ...],
    resting: bool,
    past: str,
    limit: int,
    *,
    moment: Any,
    **values: Any,
) -> QuerySet[ClockRow]:
    """``past``: the last line shown was a deadline, or a date, which comes behind all deadlines of its instant."""
    begin, end, floor, rank, pk = (values.pop(name, None) for name in ("begin", "end", "floor", "rank", "pk"))
    rows = narrowed(scope, views, filters, moment, values)
    if resting:
        rows = rows.filter(due_at=None)
        return (rows.filter(pk__gt=pk) if past else rows).order_by("id")[:limit]
    if begin is not None:
        rows = rows.filter(due_at__gte=begin, rank_at__gte=floor)
    if end is not None:
        rows = rows.filter(due_at__lt=end, rank_at__lt=end)
    if past:
        later = Q(rank_at__gt=rank)
        rows = rows.filter(later | Q(rank_at=rank, pk__gt=pk) if past == "clocks" else later, rank_at__gte=rank)
    return rows.order_by("rank_at", "id")[:limit]


def _of_dates(actor: Actor, asked: Asked, dated: Dated, span: Stretch, behind: Place | None, limit: int) -> list[Line]:
    """By the date itself: no money hangs on them."""
    attr, name = dated.attr, dated.subject.name
    rows = dates_of(dated, actor, asked)
    if span.begin is not None:
        rows = rows.filter(**{f"{attr}__gte": span.begin})
    if span.end is not None:
        rows = rows.filter(**{f"{attr}__lt": span.end})
    if behind is not None:
        rank, kind, pk = behind
        later = Q(**{f"{attr}__gt": rank})
        if name >= kind:
            later |= Q(**{attr: rank}, **({"pk__gt": pk} if name == kind else {}))
        rows = rows.filter(later)
    return [Line(span.band, getattr(one, attr), one.pk, one, dated) for one in rows.order_by(attr, "pk")[:limit]]


def told(lines: Sequence[Line], actor: Actor) -> list[Line]:
    """With what pages say of them, read for all at once; of a request for approval what comes next is enough."""
    clocks = deadlines.next_of_requests([line.record for line in lines if line.dated is None])
    records = deadlines.records_of(clocks)
    pending = pending_of(records)
    for dated in {line.dated.subject.name: line.dated for line in lines if line.dated is not None}.values():
        if dated.subject.gather is not None:
            dated.subject.gather([line.record for line in lines if line.dated is dated])
    return list(_with_views(lines, {row.pk for row in clocks}, records, pending, actor))


def _with_views(lines: Sequence[Line], kept: set[int], records: Any, pending: Any, actor: Actor) -> Iterator[Line]:
    for line in lines:
        if line.dated is not None:
            yield line
        elif line.id in kept:
            row = line.record
            record = records.get((row.subject_kind, row.subject_id))
            waits = pending.get((row.subject_kind, row.subject_id), ())
            yield replace(line, record=record, view=deadlines.clock_view(row, record, actor, waits))


def cursor_of(line: Line) -> str:
    """Where a line stands, signed."""
    rank, kind, pk = line.place
    return signing.dumps([line.band, rank.isoformat() if rank is not None else "", kind, pk], salt=_SALT)


def read_cursor(text: str) -> tuple[str, Place] | None:
    """The band and the place of a cursor; None for one that was not made here."""
    if not text:
        return None
    try:
        band, rank, kind, pk = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        turned_away("a cursor that was not made here", of="radar")
        return None
    return band, (datetime.fromisoformat(rank) if rank else None, kind, pk)
