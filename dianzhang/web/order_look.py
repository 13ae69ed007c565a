"""Order files looked at before they are taken in: what each was recognised as, its first orders, what is wrong.

Nothing is kept and nothing changes: the file stays in the browser's form until it is sent.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from dianzhang.engine.files import TooLarge
from dianzhang.engine.models import Shop
from dianzhang.engine.words import message
from dianzhang.gateways.orders import FULFILMENT, OrderRecord, OrderSource
from dianzhang.trade.held import Unread, called, held
from dianzhang.trade.importing import known_numbers, may_import, shops_for
from dianzhang.trade.states import TOLD

from .uploading import TOO_LARGE
from .who import Asking, working

LARGEST = 5_000_000  # bytes: it is read while the page waits
FIRST = 200  # orders of a table that are read
SHOWN = 5  # of them on the page


@working
@require_POST
def look(request: Asking) -> HttpResponse:
    """A part of the page: one block for each file that is chosen in the form."""
    if not may_import(request.actor) or not request.headers.get("HX-Request"):
        raise Http404
    code = request.POST.get("shop", "")
    shop = next((one for one in shops_for(request.actor) if one.code == code), None)
    files = request.FILES.getlist("file")
    large = getattr(request, TOO_LARGE, False)
    found = [_looked_at(file, shop) for file in files] if shop is not None else []
    return render(request, "web/orders/look.html", {"files": found, "large": large})


def _looked_at(file: Any, shop: Shop) -> dict[str, Any]:
    name = called(file.name)
    try:
        with held(file.chunks(), name, shop, LARGEST) as found:
            return {"name": name, "tables": [_table(table, shop) for table in found.tables]}
    except TooLarge:
        return {"name": name, "large": True}
    except Unread as error:
        return {"name": name, "wrong": str(error)}


def _table(table: OrderSource, shop: Shop) -> dict[str, Any]:
    """What one table is, and its first orders, each with whether it is known already."""
    chunk = next(iter(table.chunks(FIRST)), None)
    orders = chunk.orders if chunk is not None else []
    known = known_numbers(shop, [order.number for order in orders])
    return {
        "title": message(table.layout.title), "part": table.layout.part,
        "notes": [message(note) for note in table.notes],
        "orders": [_row(order, table) | {"known": order.number in known} for order in orders[:SHOWN]],
        "more": len(orders) - SHOWN, "whole": len(orders) < FIRST, "new": len(orders) - len(known),
        "known": len(known), "wrong": [message(one.reason) for one in chunk.rejects][:SHOWN] if chunk else [],
    }  # fmt: skip


def _row(order: OrderRecord, table: OrderSource) -> dict[str, Any]:
    goods = gettext("、").join(f"{line.title or line.sku} ×{line.quantity}" for line in order.lines[:3])
    return {
        "number": order.number, "at": order.created_at, "goods": goods + ("…" if len(order.lines) > 3 else ""),
        "total": order.total_cents,
        "state": gettext(TOLD[order.fulfilment]) if FULFILMENT in table.carries and order.fulfilment else "",
    }  # fmt: skip
