"""One action on many records: which were chosen, what each has for itself, what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.registry import Action

from .distrust import whole
from .due import record_address
from .fields import each_item, label
from .titles import titles_of
from .who import Asking
from .words import action_name, subject_name

MOST = 500  # items of one call from a page
STATES = {"done": "done", "unchanged": "done", "awaiting": "waiting"}


def chosen_items(request: HttpRequest) -> list[tuple[int, int | None]]:
    """``item=id:revision``, as the list sends them, each once; the radar adds which deadline it is about."""
    found: dict[int, int | None] = {}
    for text in request.POST.getlist("item")[:MOST]:
        pk, revision, *_deadline = [*text.split(":"), ""]
        if (record_id := whole(pk)) is not None:
            found.setdefault(record_id, whole(revision))
    return list(found.items())


def within_reach(actor: Actor, action: Action, chosen: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """Those that this person may do the action on; of the others they learn nothing, not even a title."""
    records = action.subject.model._default_manager.in_bulk([pk for pk, _revision in chosen])
    if action.open is not None and action.subject.gather is not None:
        action.subject.gather(list(records.values()))
    return [
        (pk, revision)
        for pk, revision in chosen
        if pk in records and reading.may(actor, action, records[pk])
    ]  # fmt: skip


def units_of(action: Action, chosen: list[tuple[int, int | None]]) -> Iterator[int | None]:
    """The units of the chosen records, which say what rulebooks apply; looked up when somebody wants to know."""
    known = {field.attname for field in action.subject.model._meta.fields}
    if "unit_id" not in known:
        yield None
        return
    rows = action.subject.model._default_manager.filter(pk__in=[pk for pk, _revision in chosen])
    yield from rows.order_by("unit_id").values_list("unit_id", flat=True).distinct()


def counted(n: int) -> str:
    return gettext("%(n)s 条") % {"n": n}


def per_item(request: HttpRequest, action: Action) -> dict[int, dict[str, str]]:
    """What was entered line by line: ``each.id`` with ``each.<input>`` beside it."""
    ids = [whole(pk) for pk in request.POST.getlist("each.id")]
    found: dict[int, dict[str, str]] = {pk: {} for pk in ids if pk is not None}
    for name in each_item(action.input):
        for pk, value in zip(ids, request.POST.getlist(f"each.{name}"), strict=False):
            if pk is not None and value.strip():
                found[pk][name] = value.strip()
    return found


def lines_of(request: Asking, action: Action, ids: list[int], each: list[str]) -> dict[str, Any]:
    """One line for each record, with what it has for itself."""
    assert action.input is not None
    subject = action.subject
    titles = titles_of((subject.name, pk) for pk in ids)
    before = per_item(request, action)
    columns: list[dict[str, Any]] = [{"name": "id", "label": subject_name(subject), "kind": "shown"}]
    columns += [
        {"name": name, "label": label(subject, name, action.input.model_fields[name]), "kind": "text"} for name in each
    ]
    rows = [{"id": pk, "shown": titles.get((subject.name, pk), f"#{pk}"), **before.get(pk, {})} for pk in ids]
    return {
        "name": "each",
        "label": gettext("每一条各填"),
        "kind": "lines",
        "columns": columns,
        "rows": rows,
        "fixed": True,
    }


def summary(action: Action, outcomes: list[Outcome]) -> dict[str, Any]:
    """For ``ui/outcomes.html``: the refused first."""
    items = []
    for outcome in outcomes:
        title = action.subject.title(outcome.record) if outcome.record is not None else f"#{outcome.id}"
        url = record_address(action.subject.name, outcome.id) if outcome.id else ""
        items.append({"title": title, "url": url, "state": STATES.get(outcome.status, "refused"), "why": outcome.why})
    items.sort(key=lambda item: ("refused", "waiting", "done").index(item["state"]))
    count = {state: sum(item["state"] == state for item in items) for state in ("done", "waiting", "refused")}
    return {"label": action_name(action), "items": items, **count}
