"""Doing things: the form of an action, one record or many, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.gating import clause_of_gate, gates_on, unit_of
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.registry import Action, Subject

from . import exceptions, moved
from .acting_post import settle, unanswered
from .distrust import inside, whole
from .due import approvers_of, record_address
from .fields import each_item, fields_of, read
from .many import chosen_items, counted, lines_of, per_item, summary, units_of, within_reach
from .shell import show
from .who import Asking, working
from .words import action_name, subject_name


def find(kind: str, verb: str) -> Action:
    """An action that people may ask for.  404 for any other: consequences and most observations have no page.

    An observation passes every gate and check: it comes from a file or an API, unless people note it too (``by_hand``).
    """
    action = registry.actions.get(f"{kind}.{verb}")
    if action is None or not action.for_people:
        raise Http404
    return action


def find_record(request: Asking, subject: Subject, record_id: int) -> Any:
    """A record this person may see; 404 otherwise, as if it were not there."""
    record = reading.asked_for(request.actor, subject, record_id)
    if record is None:
        raise Http404
    return record


def may_do(actor: Actor, action: Action, record_id: int) -> bool:
    record = reading.find(actor, action.subject, record_id)
    return record is not None and reading.may(actor, action, record)


@working
@require_http_methods(["GET", "POST"])
def act(request: Asking, kind: str, record_id: int, verb: str) -> HttpResponse:
    """The form of an action on one record, and its doing."""
    action = find(kind, verb)
    which = settle(request, lambda actor: may_do(actor, action, record_id))
    record = find_record(request, action.subject, record_id)
    if not reading.may(request.actor, action, record):
        raise Http404
    address = reverse("act", args=[kind, record_id, verb])
    gated = gate_of(request.actor, action, [unit_of(record)])
    if request.method == "GET":
        begun = dict(action.begins(record)) if action.begins is not None else {}
        begun |= action.fills(record, request.actor) if action.fills is not None else {}
        form = form_of(action, address, {**begun, **request.GET.dict(), "revision": str(record.revision)}, gated=gated)
        form |= about_exception(request, action, record, request.GET)
        form["fields"] += which
        return answer_form(request, form, about=action.subject.title(record))
    if which:
        form = form_of(action, address, request.POST, gated=gated)
        form["fields"] += unanswered(which)
        return answer_form(request, form, about=action.subject.title(record), status=422)
    given = read(action.input, request.POST)
    outcome = perform(action.name, Item(record_id, whole(request.POST.get("revision")), given), request.actor)[0]
    if moved.asks(request):
        _level, text = said(action, outcome)
        return moved.answer(request, action, outcome, text, way_back(request, action, outcome))
    typed = outcome.field_errors or any((given or {}).values())
    if outcome.status == "refused" and action.input is not None and typed:  # it stays, whatever stood against it
        form = form_of(action, address, request.POST, outcome, gated=gated)
        form |= about_exception(request, action, record, request.POST)
        return answer_form(request, form, about=action.subject.title(record), status=422)
    if outcome.status == "moved_on":
        return moved_on(request, outcome, record_address(kind, record_id))
    tell(request, action, outcome)
    return go(request, inside(request.POST.get("next"), record_address(kind, record_id)))


def about_exception(request: Asking, action: Action, record: Any, values: Any) -> dict[str, Any]:
    return exceptions.asking_for(request, action, record, values) if exceptions.is_exception(action.name) else {}


@working
@require_http_methods(["GET", "POST"])
def create(request: Asking, kind: str, verb: str) -> HttpResponse:
    """The form of an action that makes a record."""
    action = find(kind, verb)
    which = settle(request, lambda actor: reading.may_create(actor, action))
    if not reading.may_create(request.actor, action):
        raise Http404
    address = reverse("create", args=[kind, verb])
    gated = gate_of(request.actor, action)
    if request.method == "GET" or which:
        values: Any = request.GET if request.method == "GET" else request.POST
        if request.method == "GET" and action.fills is not None:
            values = {**action.fills(request.GET, request.actor), **request.GET.dict()}
        form = form_of(action, address, values, gated=gated)
        form["fields"] += which if request.method == "GET" else unanswered(which)
        return answer_form(request, form, status=200 if request.method == "GET" else 422)
    outcome = perform(action.name, Item(data=read(action.input, request.POST)), request.actor)[0]
    if outcome.status in ("refused", "moved_on"):
        return answer_form(request, form_of(action, address, request.POST, outcome, gated=gated), status=422)
    tell(request, action, outcome)
    made = outcome.status == "done" and outcome.id
    there = record_address(kind, outcome.id) if made and outcome.id else reverse("list", args=[kind])
    return go(request, inside(request.POST.get("next"), there))


@working
@require_POST
def bulk(request: Asking, kind: str, verb: str) -> HttpResponse:
    """The same action on many: asks for its input once, and for what each has for itself; says what became of each."""
    action = find(kind, verb)
    items_sent = chosen_items(request)
    which = settle(request, lambda actor: bool(within_reach(actor, action, items_sent)))
    chosen = within_reach(request.actor, action, items_sent)
    if not chosen:
        messages.warning(request, gettext("还没有选中任何一条。"))
        return go(request, inside(request.POST.get("next"), reverse("list", args=[kind])))
    given = read(action.input, request.POST)
    if which or (action.input is not None and "go" not in request.POST):
        form = bulk_form(request, action, chosen, {})
        form["fields"] += unanswered(which) if "go" in request.POST else which
        return answer_form(request, form, about=counted(len(chosen)))
    own = per_item(request, action)
    items = [Item(pk, revision, {**given, **own.get(pk, {})} if action.input else None) for pk, revision in chosen]
    outcomes = perform(action.name, items, request.actor)
    if all(outcome.field_errors for outcome in outcomes):
        return answer_form(
            request,
            bulk_form(request, action, chosen, outcomes[0].field_errors),
            about=counted(len(chosen)),
            status=422,
        )
    back = inside(request.POST.get("next"), reverse("list", args=[kind]))
    context = {"outcomes": summary(action, outcomes), "back": back}
    if request.headers.get("HX-Request"):
        return render(request, "web/outcomes_dialog.html", context)
    return show(request, "web/outcomes.html", context)


def form_of(
    action: Action,
    address: str,
    values: Any,
    outcome: Outcome | None = None,
    *,
    gated: dict[str, Any] | None,
    skip: Sequence[str] = (),
) -> dict[str, Any]:
    """A form for ``ui/form.html``; ``gated``: who would have to agree (``gate_of``)."""
    errors = outcome.field_errors if outcome is not None else {}
    fields = fields_of(action, values, errors, skip=skip)
    names = {name for field in fields for name in field.get("names", [field["name"]])}
    whole = [text for name, text in errors.items() if name.partition(".")[0] not in names]
    if outcome is not None and not errors and outcome.why:
        whole = [outcome.why]
    return {
        "title": action_name(action)
        if not action.word.creates
        else f"{subject_name(action.subject)} · {action_name(action)}",
        "action": address,
        "fields": [*fields, *hidden(values, "revision", "next")],
        "errors": whole,
        "submit": action_name(action),
        "htmx": True,
        "gate": gated,
        "clause": gated["clause"] if gated else None,
    }


def hidden(values: Any, *names: str) -> list[dict[str, Any]]:
    return [{"name": name, "kind": "hidden", "value": values.get(name)} for name in names if values.get(name)]


def gate_of(actor: Actor, action: Action, units: Iterable[int | None] = (None,)) -> dict[str, Any] | None:
    """Who would have to agree, by the rulebooks in force that apply to records of these units."""
    gates = gates_on(actor, action, units)
    if not gates:
        return None
    conditional = all(gate.when is not None for gate in gates)
    return {
        "approver": approvers_of(gates),
        "clause": clause_of_gate(gates[0]),
        "maybe": conditional,
    }


def bulk_form(
    request: Asking, action: Action, chosen: list[tuple[int, int | None]], errors: dict[str, str]
) -> dict[str, Any]:
    each = each_item(action.input)
    address = reverse("bulk", args=[action.subject.name, action.name.partition(".")[2]])
    refused = Outcome("refused", field_errors=errors)
    gated = gate_of(request.actor, action, units_of(action, chosen))
    form = form_of(action, address, request.POST, refused, gated=gated, skip=each)
    form["fields"] += [{"name": "item", "kind": "hidden", "value": f"{pk}:{revision or ''}"} for pk, revision in chosen]
    form["fields"].append({"name": "go", "kind": "hidden", "value": "1"})
    if each and action.input is not None:
        form["fields"].insert(0, lines_of(request, action, [pk for pk, _revision in chosen], each))
    return form


def tell(request: Asking, action: Action, outcome: Outcome) -> None:
    """A line at the next page: done, waiting for approval, or why not."""
    level, text = said(action, outcome)
    done = outcome.status == "done"
    messages.add_message(request, level, text, way_back(request, action, outcome) if done else "")
    if done and outcome.shown_once:
        secret = gettext("请现在就记下，以后不再显示：%(secret)s") % {"secret": outcome.shown_once}
        messages.warning(request, secret, extra_tags="stays")


def said(action: Action, outcome: Outcome) -> tuple[int, str]:
    """What became of it, in words, and how loud."""
    given = {"action": action_name(action), "why": outcome.why}
    match outcome.status:
        case "done":
            return messages.SUCCESS, gettext("%(action)s：办好了。") % given
        case "unchanged":
            return messages.INFO, gettext("%(action)s：本来就是这样，没有改动。") % given
        case "awaiting":
            return messages.INFO, outcome.why
        case _:
            return messages.ERROR, gettext("%(action)s没有办成：%(why)s") % given


def way_back(request: Asking, action: Action, outcome: Outcome) -> str:
    """Where what was just done is taken back, for one who may; empty where it cannot be."""
    undo = registry.actions.get(action.undo or "")
    if undo is None or outcome.record is None or not reading.may(request.actor, undo, outcome.record):
        return ""
    address = reverse("act", args=[undo.subject.name, outcome.record.pk, undo.name.partition(".")[2]])
    back = inside(request.POST.get("next"), "")
    return f"{address}?{urlencode({'next': back})}" if back else address


def answer_form(request: Asking, form: dict[str, Any], *, about: str = "", status: int = 200) -> HttpResponse:
    """Into the dialog when htmx asks, else as a page of its own: the form works without scripts."""
    if request.headers.get("HX-Request"):
        return render(request, "ui/form_dialog.html", {"form": form, "about": about}, status=status)
    form = {**form, "htmx": False}
    return show(request, "web/form.html", {"form": form, "about": about}, status=status)


def moved_on(request: Asking, outcome: Outcome, back: str) -> HttpResponse:
    """Someone was quicker.  In a dialog a line says so and the page is drawn anew; without scripts a page does."""
    if request.headers.get("HX-Request"):
        messages.warning(request, outcome.why)
        return go(request, back)
    return render(request, "409.html", {"why": outcome.why, "back": back}, status=409)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """On to another page of this house, in a way that a dialog understands too."""
    address = inside(address)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
