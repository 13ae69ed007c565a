"""Checking by scanning: the packing slip, then each piece, then the waybill; by a scanner, a keyboard or a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from dianzhang.engine import access, reading, registry
from dianzhang.engine.act import perform
from dianzhang.engine.distrust import whole
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order
from dianzhang.trade.states import ORDER
from dianzhang.trade.waves import scanning
from dianzhang.trade.waves.models import GOING, WaveOrder

from .shell import show
from .who import Asking, working

SCAN = "order.scan"
SHOPS = 50  # that may have an order of one number


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """``?order=12`` is the box on the table; without it the next slip is waited for."""
    if access.reach_of(request.actor, SCAN) is None:
        raise Http404
    order = _order(request)
    if request.method == "GET":
        return _page(request, order, said=request.GET.get("said", ""))
    code = request.POST.get("code", "").strip()
    if order is None:
        return _slip(request, code)
    if request.POST.get("carrier") is not None:
        return _ship(request, order, request.POST["carrier"].strip(), code)
    if not code:
        return _page(request, order)
    outcome = scanning.read(request.actor, order, code)
    if outcome.done:
        return redirect(f"{reverse('scan-check')}?{urlencode({'order': order.pk, 'said': code})}")
    return _page(request, order, wrong=outcome.why or "；".join(outcome.field_errors.values()))


def _order(request: Asking) -> Order | None:
    asked = whole(request.GET.get("order"))
    if asked is None:
        return None
    found = reading.find(request.actor, ORDER, asked)
    if found is None or not reading.may(request.actor, registry.actions[SCAN], found):
        raise Http404
    return found  # type: ignore[no-any-return]


def _slip(request: Asking, code: str) -> HttpResponse:
    """The order of a packing slip that was scanned; where two shops' orders in waves have the number, one is chosen."""
    orders = list(Order.objects.filter(number=code).select_related("shop").order_by("id")[:SHOPS])
    seen = reading.seen(request.actor, ORDER, orders)
    rows = WaveOrder.objects.filter(order__in=seen, state__in=GOING).select_related("wave__warehouse", "order__shop")
    going = list(rows.order_by("id"))
    if len(going) == 1:
        return redirect(f"{reverse('scan-check')}?order={going[0].order_id}")
    if going:
        return _page(request, None, among=going)
    why = (
        gettext("订单 %(code)s 不在任何波次里：先排进一个波次。")
        if seen
        else gettext("没有订单 %(code)s：扫的是装箱单上的条码吗？")
    )
    return _page(request, None, wrong=why % {"code": code})


def _ship(request: Asking, order: Order, carrier: str, waybill: str) -> HttpResponse:
    """The waybill was scanned: the order leaves."""
    outcome = perform("order.ship", Item(order.pk, data={"carrier": carrier, "waybill": waybill}), request.actor)[0]
    if outcome.done:
        said = gettext("订单 %(number)s 已发货：%(carrier)s %(waybill)s") % {
            "number": order.number, "carrier": carrier, "waybill": waybill.upper()
        }  # fmt: skip
        return redirect(f"{reverse('scan-check')}?{urlencode({'said': said})}")
    return _page(request, order, wrong=outcome.why or "；".join(outcome.field_errors.values()), carrier=carrier)


def _page(
    request: Asking,
    order: Order | None,
    *,
    said: str = "",
    wrong: str = "",
    carrier: str | None = None,
    among: Sequence[WaveOrder] = (),
) -> HttpResponse:
    """``among``: orders of several shops that the slip's number may mean."""
    row = scanning.place_of(order.pk) if order is not None else None
    lines = list(scanning.box(row).values()) if row is not None else []
    context: dict[str, Any] = {
        "order": order, "row": row, "lines": lines, "said": said[:200], "wrong": wrong, "among": among,
        "done": row is not None and row.state == "checked", "left": sum(line.left for line in lines),
        "carrier": carrier if carrier is not None else (row.wave.carrier if row is not None else ""),
        "gone": order is not None and order.fulfilment != "approved",
    }  # fmt: skip
    return show(request, "web/scan_check.html", context, 422 if wrong else 200)
