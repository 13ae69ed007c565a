"""``GET /{subject}`` and ``GET /{subject}/{id}``: the rows of a list, and one record with what you may do to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine import deadlines, keyset, lists, reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.models import Attachment, Note
from dianzhang.engine.models import Difference as DifferenceRow
from dianzhang.engine.pages import Filter, ListPage, pages
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.engine.reading import ActionView
from dianzhang.engine.registry import Action, Field, Subject
from dianzhang.engine.seeing import seen
from dianzhang.engine.words import action_name, word

from . import parameters, values
from .addresses import BASE, action_path, following, page_of
from .entering import Calling, endpoint
from .problems import Problem
from .shapes import Clock, Difference, Entry, File, Flagged, Offer, Page, Record, Remark, Waiting

PAGE, MOST = 50, 200
MOST_BESIDE = 100


@endpoint("GET")
def listing(request: Calling, kind: str) -> Page:
    request.need(f"{kind}:read")
    page = pages.lists.get(kind)
    if page is None or not lists.may_list(request.actor, kind):
        raise Problem("not-found", gettext("没有这个列表，或者你的岗位看不到它。"))
    query, size, after = asked(request, page)
    rows = lists.rows(page, request.actor, wanted(page, request.actor, query))
    try:
        found = keyset.page(rows, lists.order_of(page, query), after=after, size=size)
    except keyset.BadCursor:
        raise Problem("bad-cursor", where="query/after", advice=gettext("用上一页的 next，不要自己拼。")) from None
    if page.subject.gather is not None:
        page.subject.gather(found.rows)
    return Page(
        items=[Entry(**entry(request.actor, page.subject, record)) for record in found.rows],
        create=creating(request, page.subject),
        next=following(request.http.path, request.http.GET.dict(), after=found.after) if found.after else None,
    )


def asked(request: Calling, page: ListPage) -> tuple[dict[str, str], int, str]:
    """The filters of the address, how many rows, and after which."""
    names = [f.name for f in lists.filters_of(page, request.actor)]
    names += ["q"] if lists.may_search(page, request.actor) else []
    found = parameters.given(request.http, [*names, "limit", "after"])
    size = parameters.number(found, "limit", 1, MOST, PAGE)
    return {n: v for n, v in found.items() if n in names and v}, size, found.get("after", "")


def wanted(page: ListPage, actor: Actor, query: dict[str, str]) -> Q:
    found = lists.Conditions(page, actor)
    for declared in lists.filters_of(page, actor):
        if (value := query.get(declared.name)) is not None:
            try:
                found.add(declared, _known(declared, value, actor))
            except lists.Unreadable:
                like = gettext("写成 2026-11-23 这样的日期。") if declared.kind == "day" else ""
                raise parameters.unreadable(declared.name, value, like) from None
    return found.all() & lists.searched(page, query.get("q", ""), actor)


def _known(declared: Filter, value: str, actor: Actor) -> str:
    """Of what a filter offers to choose from, one or several separated by commas."""
    choices = list(lists.choices_of(declared, actor))
    for one in value.split(",") if choices else ():
        parameters.one_of({declared.name: one}, declared.name, choices, "")
    return value


@endpoint("GET")
def record(request: Calling, kind: str, record_id: int) -> Record:
    request.need(f"{kind}:read")
    parameters.given(request.http, ())
    subject, actor = registry.subjects[kind], request.actor
    found = reading.asked_for(actor, subject, record_id)
    if found is None:
        raise Problem("not-found", gettext("没有这条记录，或者你看不到它。"))
    pending = pending_of([(kind, record_id)]).get((kind, record_id), [])
    offered = reading.actions_for(actor, subject, found, pending=pending)
    differences = DifferenceRow.objects.filter(subject_kind=kind, subject_id=record_id, settled_at=None).order_by("-id")
    return Record(
        **entry(actor, subject, found, here=True),
        actions=[offer(view) for view in offered if request.may(view.action.name)],
        clocks=[clock(view) for view in deadlines.clocks_on(subject, found, actor, pending)],
        flags=[
            Flagged(
                reason=word(flag.reason), suggestion=word(flag.suggestion) or None, holds=bool(flag.act),
                standing=flag.standing, raised_at=flag.raised_at, clause=values.clause(ref),
            )
            for flag, ref in reading.flags_on(subject, found)
        ],
        waiting=[waiting(one) for one in pending],
        differences=[
            Difference(what=d.what, ours=d.ours, theirs=d.theirs, found_at=d.found_at) for d in differences[:100]
        ],
        notes=[remark(note) for note in reading.notes_on(subject, found)[:MOST_BESIDE]],
        attachments=[attached(one) for one in reading.attachments_on(subject, found)[:MOST_BESIDE]],
    )  # fmt: skip


def entry(actor: Actor, subject: Subject, record: Any, *, here: bool = False) -> dict[str, Any]:
    """What an ``Entry`` says of a record.  ``here``: it was asked for by itself, so what is beside it is read too."""
    known, hidden = dict[str, Any](), dict[str, str | None]()
    currency = values.currency_of(subject, record)
    for field in shown(subject, beside=here):
        told = seen(actor, subject, field, record, here=here)
        if told.hidden:
            hidden[field.name] = told.masked
        else:
            known[field.name] = values.stored(field, told.value, currency)
    return {
        "kind": subject.name,
        "id": record.pk,
        "revision": record.revision,
        "title": subject.title(record),
        "url": page_of(subject.name, record.pk),
        "owner": values.person(record.owner_id),
        "unit": values.unit(record.unit_id),
        "shop": values.shop(getattr(record, subject.shop_attr, None)),
        "states": {axis: getattr(record, axis) for axis in subject.axis_names},
        "fields": known,
        "masked": hidden,
    }


def shown(subject: Subject, *, beside: bool) -> Iterable[Field]:
    """The fields that stand in the record's own row; ``beside``: also those read from elsewhere, a query each."""
    columns = {f.attname for f in subject.model._meta.concrete_fields}
    return [f for f in subject.fields if f.column in columns or (beside and hasattr(subject.model, f.column))]


def creating(request: Calling, subject: Subject) -> list[Offer]:
    made = [action for action in reading.creating_actions(request.actor, subject) if request.may(action.name)]
    return [offer(ActionView(action)) for action in made]


def offer(view: ActionView) -> Offer:
    return Offer(
        name=view.action.name, label=action_name(view.action), path=action_path(view.action.name), ready=view.ready,
        why_not=view.why_not or None, needs_approval=view.gated, clause=values.clause(view.clause),
        input=schema_of(view.action),
    )  # fmt: skip


def schema_of(action: Action) -> dict[str, Any] | None:
    """The JSON Schema of an action's input, whole in itself."""
    return action.input.model_json_schema() if action.input is not None else None


def clock(view: ClockView) -> Clock:
    row = view.row
    left = row.left_us // 1_000_000 if row.left_us is not None else None
    return Clock(
        rule=row.rule, what=view.what, state=row.state, owner=view.owner or None, started_at=row.started_at,
        due_at=row.due_at, ended_at=row.ended_at, seconds_left=left, open=row.live, clause=values.clause(view.clause),
    )  # fmt: skip


def waiting(one: Pending) -> Waiting:
    return Waiting(approval_id=one.approval.pk, action=one.approval.action, who=one.who)


def remark(note: Note) -> Remark:
    text = note.text if note.status != "withdrawn" else None
    return Remark(id=note.pk, by=values.person(note.author_id), at=note.written_at, text=text)


def attached(one: Attachment) -> File:
    kept = one.status == "kept"
    return File(
        id=one.pk, by=values.person(one.author_id), at=one.added_at, name=one.name if kept else None, kind=one.kind,
        size=one.size, path=f"{BASE}/attachment/{one.pk}/file" if kept else None,
    )  # fmt: skip
