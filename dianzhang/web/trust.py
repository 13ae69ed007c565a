"""Whether a shop's orders can be trusted: its sources, days without orders, a platform's file beside our records."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from dianzhang.engine.files import TooLarge
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Shop
from dianzhang.gateways.orders.pushed import PLATFORMS
from dianzhang.trade.comparing.making import compare, place_of
from dianzhang.trade.comparing.pages import may_compare
from dianzhang.trade.comparing.states import DIFFERENCE, KINDS, THEIRS
from dianzhang.trade.held import Unread, held
from dianzhang.trade.importing import may_import, shops_for
from dianzhang.trade.models import Comparison
from dianzhang.trade.reconciling import MOST, Difference, Reconciled
from dianzhang.trade.states import FULFILMENT
from dianzhang.trade.trust import WEEKS, Trust, trust_of

from .due import record_address
from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working

LARGEST = 20_000_000  # bytes: it is read while the page waits


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """For whoever may bring a shop's orders in; others find no such page."""
    if not may_import(request.actor):
        raise Http404
    shops = shops_for(request.actor)
    error, found = _beside(request, shops) if request.method == "POST" else ("", None)
    context: dict[str, Any] = {"shops": shops, "error": error, "weeks": WEEKS, "most": MOST}
    context["trust"] = [
        {
            "one": one,
            "sources": [_source(s.kind, s.last, s.pk) for s in one.sources],
            "open": _open(one),
            "pushed": len(one.sources) > 1,
        }
        for one in trust_of(shops)
    ]
    context["may_compare"], context["listed"] = may_compare(request.actor), may_list(request.actor, DIFFERENCE.name)
    if found is not None:
        made, said = found
        context |= {"made": record_address("comparison", made.pk), "found": said, "more": said.count - MOST}
        context["rows"] = [_row(one) for one in said.differences]
    return show(request, "web/orders/trust.html", context, 422 if error else 200)


def _source(kind: str, last: Any, pk: int | None) -> dict[str, Any]:
    name = PLATFORMS.get(kind) or gettext("导入的文件")
    return {"name": name, "last": last, "url": record_address("order_source", pk) if pk is not None else ""}


def _open(one: Trust) -> dict[str, Any] | None:
    """How many differences of the shop are still to be settled, and where they stand."""
    if not one.open:
        return None
    asked = urlencode({"status": "open", "shop": one.shop.pk})
    return {"count": one.open, "url": f"{reverse('list', args=[DIFFERENCE.name])}?{asked}"}


def _beside(request: Asking, shops: list[Shop]) -> tuple[str, tuple[Comparison, Reconciled] | None]:
    """What is wrong with what was sent, or what came of it."""
    sent, code = request.FILES.get("file"), request.POST.get("shop", "")
    shop = next((one for one in shops if one.code == code), None)
    if getattr(request, TOO_LARGE, False) or (sent is not None and (sent.size or 0) > LARGEST):
        return gettext("对账的文件最多 20 MB：请按天分开对。"), None
    if not isinstance(sent, UploadedFile):
        return gettext("选一个文件。"), None
    if shop is None:
        return gettext("选一家店铺。"), None
    try:
        with held(sent.chunks(), sent.name, shop, LARGEST) as file:
            outcome, found = compare(file.tables, shop, file.name, file.digest, request.actor)
            if not outcome.done:
                return outcome.why, None
            if any(kind == "missing_here" for kind, _number in found.keys):
                file.path.replace(place_of(shop.pk, file.digest))  # from there orders are taken in
            return "", (outcome.record, found)
    except TooLarge:
        return gettext("对账的文件最多 20 MB：请按天分开对。"), None
    except Unread as error:
        return str(error), None


def _row(one: Difference) -> dict[str, Any]:
    return {
        "kind": gettext(KINDS[one.kind]), "number": one.number, "amount": one.kind in ("total", "paid", "refund"),
        "theirs": gettext(THEIRS.get(one.theirs, one.theirs)) if one.kind == "state" else one.theirs,
        "ours": gettext(FULFILMENT.states.get(one.ours, one.ours)) if one.kind == "state" else one.ours,
        "url": record_address("order", one.order_id) if one.order_id is not None else "",
    }  # fmt: skip
