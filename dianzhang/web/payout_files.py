"""Files of payouts sent from a page: kept aside, read by the worker; its record says how far it is."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from dianzhang.engine import access
from dianzhang.engine.files import TooLarge
from dianzhang.trade.settlement.files import LARGEST, receive
from dianzhang.trade.settlement.pages import may_map, may_send

from .due import record_address
from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working

SEND = "payout_file.send"


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """Choose a shop and a file; what came of it stands on the file's record."""
    if not may_send(request.actor):
        raise Http404
    error, made = _sent(request) if request.method == "POST" else ("", None)
    if made is not None:
        return HttpResponseRedirect(record_address("payout_file", made))
    context = {
        "error": error, "shops": access.shops_for(request.actor, SEND), "may_map": may_map(request.actor),
        "chosen": request.POST.get("shop") or request.GET.get("shop", ""),
    }  # fmt: skip
    return show(request, "web/payout_send.html", context, 422 if error else 200)


def _sent(request: Asking) -> tuple[str, int | None]:
    """What is wrong with what was sent, or the record of the file."""
    file, shop = request.FILES.get("file"), request.POST.get("shop", "")
    too_large = gettext("文件超过 %(n)s MB：按月份分几次导出。") % {"n": LARGEST // 1_000_000}
    if getattr(request, TOO_LARGE, False):
        return too_large, None
    if not isinstance(file, UploadedFile):
        return gettext("选一个文件。"), None
    if shop not in {one.code for one in access.shops_for(request.actor, SEND)}:
        return gettext("选一家店铺。"), None
    try:
        outcome = receive(file.chunks(), file.name or "", shop, request.actor)
    except TooLarge:
        return too_large, None
    return ("", outcome.id) if outcome.done else (outcome.why, None)
