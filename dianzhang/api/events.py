"""``GET /events``: the journal by position, as far as its reader may see the records that it is about."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.facts import INPUT_READERS
from dianzhang.engine.models import Event
from dianzhang.engine.referred import referred
from dianzhang.engine.registry import Subject
from dianzhang.engine.seeing import hidden_fields
from dianzhang.kernel.formula.questions import field_of

from . import parameters, values
from .addresses import following
from .entering import Calling, endpoint
from .shapes import BIGGEST_ID, About, Events, Happened

PAGE, MOST = 100, 1000
HORIZON = 20_000  # positions that one answer goes on at most: few kinds are looked for among many events by the index
LOOKED_AT = 2000  # events read for one answer at most: one with a narrow reach is told where to go on


@endpoint("GET")
def events(request: Calling) -> Events:
    request.need("events:read")
    found = parameters.given(request.http, ("after", "limit", "kind", "subject"))
    after = parameters.number(found, "after", 0, BIGGEST_ID, 0)
    size = parameters.number(found, "limit", 1, MOST, PAGE)
    kinds = frozenset(filter(None, found.get("kind", "").split(",")))
    if "subject" in found:
        parameters.one_of(found, "subject", registry.subjects, "")
    read = read_on(request.actor, after, size, kinds=kinds, subject=found.get("subject", ""))
    query = {**request.http.GET.dict(), "after": str(read.position)}
    return Events(
        events=read.events,
        position=read.position,
        more=read.more,
        next=following(request.http.path, query) if read.more else None,
    )


@dataclass(frozen=True)
class Read:
    """Events found, the position up to which all were looked at, and whether there are further ones."""

    events: list[Happened]
    position: int
    more: bool


def read_on(actor: Actor, after: int, size: int, *, kinds: frozenset[str] = frozenset(), subject: str = "") -> Read:
    """The next events that ``actor`` may see: a stretch of the journal by its index, whatever lies before it.

    A handful of queries for each kind of record in it.  The stretch is bounded, so one who sees little, or looks for
    what is rare, may be told ``more`` without any event: the next stretch begins at ``position``.
    """
    window, horizon = min(LOOKED_AT, max(size * 4, PAGE)), after + HORIZON
    rows = Event.objects.filter(position__gt=after, position__lte=horizon)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if subject:
        rows = rows.filter(subject_kind=subject)
    wanted = list(rows.order_by("position")[: window + 1])
    if more := len(wanted) > window:
        wanted.pop()
        last = wanted[-1].position or after
    else:
        top = Event.objects.aggregate(top=Max("position"))["top"] or 0
        last, more = max(after, min(horizon, top)), top > horizon
    records = visible_records(actor, wanted)
    found: list[Happened] = []
    for row in wanted:
        record = records.get((row.subject_kind, row.subject_id))
        if record is None:
            continue
        if len(found) == size:
            return Read(found, found[-1].position, True)
        found.append(happened(actor, row, record))
    return Read(found, last, more)


def visible_records(actor: Actor, rows: Sequence[Event]) -> dict[tuple[str, int], Any]:
    """The records behind events that ``actor`` may see, by kind and id."""
    found = referred((row.subject_kind, row.subject_id) for row in rows)
    kinds: dict[str, list[Any]] = defaultdict(list)
    for (kind, _pk), record in found.items():
        kinds[kind].append(record)
    seen = {kind: reading.seen(actor, registry.subjects[kind], records) for kind, records in kinds.items()}
    return {(kind, pk): record for (kind, pk), record in found.items() if pk in seen[kind]}


def happened(actor: Actor, row: Event, record: Any) -> Happened:
    """One event, without what is hidden from ``actor``."""
    subject = registry.subjects[row.subject_kind]
    data = json.loads(row.data)
    unsigned = subject.unsigned is not None and subject.unsigned(row.kind, record, actor)
    hidden = hidden_fields(actor, subject)
    currency = values.currency_of(subject, record)
    return Happened(
        position=row.position or 0,
        id=row.pk,
        kind=row.kind,
        subject=About(kind=row.subject_kind, id=row.subject_id),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        actor=None if unsigned else values.person(row.actor_id),
        post=None if unsigned else row.post or None,
        on_behalf=None if unsigned else values.person(row.behalf_id),
        rule=row.rule or None,
        clause=values.clause(reading.clause_of(row.version_id, row.rule)),
        cause=row.cause_id,
        unit=values.unit(row.unit_id),
        shop=values.shop(row.shop_id),
        judged=row.judged,
        set={
            name: values.stored(subject.field[name], value, currency) if name in subject.field else values.plain(value)
            for name, value in data.get("set", {}).items()
            if name not in hidden
        },
        inputs=_inputs(subject, row.kind, data.get("in", {}), hidden),
        frozen={name: values.plain(value) for name, value in data.get("frozen", {}).items() if _is_shown(name, hidden)},
        axes=data.get("axes", {}),
    )


def _is_shown(frozen: str, hidden: frozenset[str]) -> bool:
    """A window measure, or what was found in one text that may be read.  Of a text that was worked out nothing says
    what it was read from, so nobody is told what was found in it."""
    field = field_of(frozen)
    return field != "" and field not in hidden


def _inputs(subject: Subject, kind: str, given: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """Inputs as they were given; money among them is yuan already."""
    action = registry.actions.get(kind)
    words = action.word.inputs if action is not None else {}
    return {
        name: values.plain(INPUT_READERS[words[name].unit](value) if name in words and value is not None else value)
        for name, value in given.items()
        if name not in hidden
    }
