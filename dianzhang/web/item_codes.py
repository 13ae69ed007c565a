"""Codes that nobody knows yet: what waits for each, which article it looks like, and one click to say so."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.registry import actions
from dianzhang.trade.codes.queries import Waiting, waiting

from .due import act_address, record_address
from .shell import show
from .who import Asking, working


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """Most money first."""
    if not may_list(request.actor, "item_code"):
        raise Http404
    codes, count = waiting(request.actor)
    rows = [_row(one, request.actor) for one in codes]
    orders = len(set().union(*(one.orders for one in codes))) if codes else 0
    context = {"rows": rows, "count": count, "orders": orders, "more": count - len(rows)}
    return show(request, "web/item_codes.html", context)


def _row(one: Waiting, actor: Actor) -> dict[str, Any]:
    may = reading.may(actor, actions["item_code.map"], one.item)
    return {
        "item": one.item, "url": record_address("item_code", one.item.pk), "lines": one.lines,
        "orders": len(one.orders), "money": one.money_cents, "first": one.first, "like": one.like,
        "map": act_address("item_code", one.item.pk, "map") if may else "",
        "none": act_address("item_code", one.item.pk, "no_goods")
        if reading.may(actor, actions["item_code.no_goods"], one.item) else "",
    }  # fmt: skip
