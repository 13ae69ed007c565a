"""Before an order goes out in several parcels, or several orders in one: what goes where, and in what they differ."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine import reading, seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.act import one
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.registry import Action, actions
from dianzhang.goods.queries import warehouse_names
from dianzhang.trade.models import Order
from dianzhang.trade.parcels.alike import compare, near, why_not, why_not_with
from dianzhang.trade.parcels.contents import Pieces, left, of_parcels
from dianzhang.trade.parcels.merging import named
from dianzhang.trade.parcels.naming import Names, in_order
from dianzhang.trade.parcels.splitting import Division, SplitOff, base, divide
from dianzhang.trade.parcels.states import WAITING
from dianzhang.trade.states import ORDER

from .acting import tell
from .distrust import whole
from .shell import show
from .who import Asking, working

FORM = ("warehouse", "freight", "freight_left")


def _asked_for(request: Asking, record_id: int, names: tuple[str, ...]) -> tuple[Order, list[Action]]:
    """The order, and which of these actions this person may do on it; 404 where it is none."""
    order = reading.asked_for(request.actor, ORDER, record_id)
    may = [actions[name] for name in names if order is not None and reading.may(request.actor, actions[name], order)]
    if not may:
        raise Http404
    return order, may


@working
@require_http_methods(["GET", "POST"])
def split(request: Asking, record_id: int) -> HttpResponse:
    """How many of each article go into a parcel of their own; a look at both, then it is done."""
    order, _may = _asked_for(request, record_id, ("order.split",))
    context: dict[str, Any] = {"order": order, "warehouses": warehouse_names(), "revision": order.revision}
    try:
        rows = _rows(order)
    except ValueError as wrong:
        return show(request, "web/orders/split.html", context | {"error": str(wrong)}, 422)
    given = {name: request.POST.get(name, "").strip() for name in FORM}
    asked = [(row["name"], whole(request.POST.get(f"goes.{n}")) or 0) for n, row in enumerate(rows)]
    for row, (_name, count) in zip(rows, asked, strict=True):
        row["goes"], row["stays"] = count, row["there"] - count
    context |= {"rows": rows, "given": given}
    if request.method != "POST":
        return show(request, "web/orders/split.html", context)
    pieces = "\n".join(f"{name}×{count}" for name, count in asked if count)
    if "go" in request.POST:
        data = {name: value for name, value in given.items() if value} | {"pieces": pieces}
        outcome = one("order.split", request.actor, order.pk, whole(request.POST.get("revision")), **data)
        return _after(request, "order.split", order, outcome, "web/orders/split.html", context)
    try:
        looked = _divided(order, pieces, given)
    except ValueError as wrong:
        return show(request, "web/orders/split.html", context | {"error": str(wrong)}, 422)
    return show(request, "web/orders/split.html", context | {"looked": looked})


def _there(order: Order) -> Pieces:
    """What can be split: of the first parcel in the house, else all that is left of the order."""
    first = base(list(order.parcels.filter(status__in=WAITING).order_by("id")))
    return of_parcels([first.id])[first.id].get(order.id, {}) if first else left([order.id])[order.id]


def _rows(order: Order) -> list[dict[str, Any]]:
    """What can be split off, line by line, with the name that means it alone."""
    there = _there(order)
    names = Names(order, there)
    return [
        {"name": names.own[part], "told": names.told[part], "line": part.line, "there": there[part]}
        for part in in_order(there)
    ]


def _divided(order: Order, pieces: str, given: dict[str, str]) -> Division:
    """What it would come to.  ValueError, in words, for what cannot be; pydantic's own is one."""
    asked = SplitOff.model_validate({name: value for name, value in given.items() if value} | {"pieces": pieces})
    return divide(order, asked, list(order.parcels.filter(status__in=WAITING).order_by("id")))


@working
@require_http_methods(["GET", "POST"])
def merge(request: Asking, record_id: int) -> HttpResponse:
    """Orders to the same receiver side by side, with what they differ in and what stands against each."""
    order, may = _asked_for(request, record_id, ("order.merge", "order.merge_across"))
    across = any(action.name == "order.merge_across" for action in may)
    found = near(order)
    seen = reading.seen(request.actor, ORDER, found)
    others = [one_ for one_ in found if one_.pk in seen]
    against = {one_.pk: why_not(one_) or why_not_with(order, one_, across=across) for one_ in others}
    names = {one_.pk: named(one_, order) for one_ in others}
    ticked = set(request.POST.getlist("with"))
    columns = [
        {
            "order": one_,
            "name": names[one_.pk],
            "why": against[one_.pk],
            "ticked": names[one_.pk] in ticked if ticked else not against[one_.pk],
        }
        for one_ in others
    ]
    together = [order, *others]
    context = {
        "order": order, "columns": columns, "points": compare(together, _shown(request.actor, together)),
        "revision": order.revision, "own": why_not(order), "any": any(not why for why in against.values()),
    }  # fmt: skip
    if request.method != "POST":
        return show(request, "web/orders/merge.html", context)
    chosen = [one_ for one_ in others if names[one_.pk] in ticked]
    name = "order.merge" if all(one_.shop_id == order.shop_id for one_ in chosen) else "order.merge_across"
    numbers = "；".join(names[one_.pk] for one_ in chosen)
    outcome = one(name, request.actor, order.pk, whole(request.POST.get("revision")), others=numbers)
    return _after(request, name, order, outcome, "web/orders/merge.html", context)


def _shown(actor: Actor, orders: list[Order]) -> dict[str, list[str]]:
    """Buyer, receiver and address as this reader has them."""
    fields = {_("买家"): "buyer_name", _("电话"): "phone", _("地址"): "address"}
    return {label: [shown_value(actor, name, order) for order in orders] for label, name in fields.items()}


def shown_value(actor: Actor, name: str, order: Order) -> str:
    """A personal field of an order as this reader has it."""
    found = seeing.seen(actor, ORDER, ORDER.field[name], order, here=True)
    return str((found.masked if found.hidden else found.value) or "—")


def _after(
    request: Asking, name: str, order: Order, outcome: Outcome, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Back to the order where it was done; else the page once more, with why not."""
    if outcome.status in ("done", "awaiting"):
        tell(request, actions[name], outcome)
        return HttpResponseRedirect(reverse("record", args=["order", order.pk]))
    why = outcome.why or "；".join(str(said) for said in outcome.field_errors.values())
    return show(request, template, context | {"error": why}, 422)
