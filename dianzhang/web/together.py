"""Orders that could go out in one parcel, before they are planned into a wave: each with the way to compare them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from dianzhang.trade.parcels.together import LOOKED, groups, may_merge

from .packing import shown_value
from .shell import show
from .who import Asking, working


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """For whoever may send orders together; others find no such page."""
    if not may_merge(request.actor):
        raise Http404
    rows = [
        {
            "orders": orders, "url": reverse("order-merge", args=[orders[0].pk]), "shop": orders[0].shop,
            "buyer": shown_value(request.actor, "buyer_name", orders[0]),
            "address": shown_value(request.actor, "address", orders[0]),
            "total": sum(order.total_cents for order in orders),
        }
        for orders in groups(request.actor)
    ]  # fmt: skip
    return show(request, "web/orders/together.html", {"rows": rows, "looked": LOOKED})
