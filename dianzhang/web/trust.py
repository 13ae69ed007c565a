"""Whether a shop's orders can be trusted: its sources, days without orders, a platform's file beside our records."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine.models import Shop
from dianzhang.engine.words import message
from dianzhang.gateways.orders import FileError, open_tables
from dianzhang.gateways.orders.pushed import PLATFORMS
from dianzhang.trade.column_maps import own_layouts
from dianzhang.trade.importing import may_import, shops_for
from dianzhang.trade.reconciling import MOST, Difference, Reconciled, reconcile
from dianzhang.trade.states import FULFILMENT
from dianzhang.trade.trust import WEEKS, trust_of

from .due import record_address
from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working

LARGEST = 20_000_000  # bytes: it is read while the page waits
KINDS = {
    "missing_here": _("这里没有"), "missing_there": _("文件里没有"), "total": _("总额不同"), "paid": _("实付不同"),
    "refund": _("退款不同"), "state": _("发货状态不同"),
}  # fmt: skip


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
        {"one": one, "sources": [_source(s.kind, s.last, s.pk) for s in one.sources]} for one in trust_of(shops)
    ]
    if found is not None:
        context |= {"found": found, "rows": [_row(one) for one in found.differences], "more": found.count - MOST}
    return show(request, "web/orders/trust.html", context, 422 if error else 200)


def _source(kind: str, last: Any, pk: int | None) -> dict[str, Any]:
    name = PLATFORMS.get(kind) or gettext("导入的文件")
    return {"name": name, "last": last, "url": record_address("order_source", pk) if pk is not None else ""}


def _beside(request: Asking, shops: list[Shop]) -> tuple[str, Reconciled | None]:
    """What is wrong with what was sent, or what came of it."""
    sent, code = request.FILES.get("file"), request.POST.get("shop", "")
    shop = next((one for one in shops if one.code == code), None)
    if getattr(request, TOO_LARGE, False) or (sent is not None and (sent.size or 0) > LARGEST):
        return gettext("对账的文件最多 20 MB：请按天分开对。"), None
    if not isinstance(sent, UploadedFile):
        return gettext("选一个文件。"), None
    if shop is None:
        return gettext("选一家店铺。"), None
    with NamedTemporaryFile(suffix=".csv") as held:
        for chunk in sent.chunks():
            held.write(chunk)
        held.flush()
        try:
            name = Path(sent.name or "").name[:120]
            tables = open_tables(held.name, name=name, currency=shop.currency, own=own_layouts(code))
            return "", reconcile(tables, shop.pk)
        except FileError as error:
            return message(error.message), None


def _row(one: Difference) -> dict[str, Any]:
    states = FULFILMENT.states
    return {
        "kind": gettext(KINDS[one.kind]), "number": one.number, "amount": one.kind in ("total", "paid", "refund"),
        "theirs": gettext(states.get(one.theirs, one.theirs)) if one.kind == "state" else one.theirs,
        "ours": gettext(states.get(one.ours, one.ours)) if one.kind == "state" else one.ours,
        "url": record_address("order", one.order_id) if one.order_id is not None else "",
    }  # fmt: skip
