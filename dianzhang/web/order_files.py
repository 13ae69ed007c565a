"""Order files: sent from a page, how far each is, what came of it, and the rows that came back."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import TooLarge
from dianzhang.trade import uploads
from dianzhang.trade.importing import (
    BECAME,
    NEWEST,
    first_reasons,
    may_import,
    may_read_rejects,
    shops_for,
    uploads_for,
)
from dianzhang.trade.models import OrderUpload

from .distrust import inside, whole
from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """Send a file, and see those that came in before."""
    if not may_import(request.actor):
        raise Http404
    error, made = sent(request)
    if made is not None:
        return HttpResponseRedirect(f"{reverse('order-import')}?upload={made.pk}")
    names = {shop.code: shop.name for shop in shops_for(request.actor)}
    past = [
        {"upload": one, "shop": names.get(one.shop, one.shop), "url": f"{reverse('order-import')}?upload={one.pk}",
         **returned(request, one)}
        for one in uploads_for(request.actor)[:NEWEST]
    ]  # fmt: skip
    return show(request, "web/orders/import.html", {"error": error, "past": past, **looked_at(request)}, code(error))


def code(error: str) -> int:
    return 422 if error else 200


def sent(request: Asking) -> tuple[str, OrderUpload | None]:
    """What is wrong with what was sent, or the file on its way in; neither when nothing was sent."""
    if request.method != "POST":
        return "", None
    files, shop = request.FILES.getlist("file"), request.POST.get("shop", "")
    who, language = request.actor.post, get_language() or "zh-hans"
    try:
        if getattr(request, TOO_LARGE, False):
            raise TooLarge
        if not files or not all(isinstance(file, UploadedFile) for file in files):
            return gettext("选一个文件。"), None
        if shop not in {one.code for one in shops_for(request.actor)}:
            return gettext("选一家店铺。"), None
        kept = [uploads.keep(f.chunks(), f.name or "", shop, request.person, who, language, alone=False) for f in files]
        uploads.ask(kept)
        return "", kept[0]
    except TooLarge:
        return gettext("文件超过 300 MB：用 dianzhang import orders，或分成几份。"), None


def looked_at(request: Asking) -> dict[str, Any]:
    """The shops to choose from, and the file that the address names: for ``web/orders/upload.html``."""
    found: dict[str, Any] = {"shops": shops_for(request.actor)}
    number = whole(request.GET.get("upload"))
    upload = uploads_for(request.actor).filter(pk=number).first() if number is not None else None
    return found | (told(request, upload, request.get_full_path()) if upload is not None else {})


@working
@require_http_methods(["GET", "POST"])
def watch(request: Asking, upload_id: int) -> HttpResponse:
    """How far it is; a POST stops it."""
    upload, back = find(request, upload_id), f"{reverse('order-import')}?upload={upload_id}"
    back = inside(request.GET.get("next"), back)
    if request.method == "POST":
        if upload.person_id != request.person.pk:
            raise Http404
        OrderUpload.objects.filter(pk=upload.pk, done_at=None).update(stop=True)
        return HttpResponseRedirect(back)
    if not request.headers.get("HX-Request"):
        raise Http404
    return render(request, "web/orders/upload.html", told(request, upload, back))


def find(request: Asking, upload_id: int) -> OrderUpload:
    """A file that this person may know of; 404 otherwise, as if it were not there."""
    found = uploads_for(request.actor).filter(pk=upload_id).first() if may_import(request.actor) else None
    if found is None:
        raise Http404
    return cast(OrderUpload, found)


@working
@require_GET
def rejects(request: Asking, upload_id: int) -> HttpResponse:
    """The rows that were not taken, to be mended and sent again."""
    upload = find(request, upload_id)
    path = uploads.rejects_of(upload)
    if path is None:
        raise Http404
    if not may_read_rejects(request.actor, upload):
        turned_away("rejected rows that somebody else sent", request.actor, upload=upload.pk)
        raise Http404
    name = gettext("%(file)s-退回.csv") % {"file": PurePath(upload.name).stem}
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, answer)  # as every view here says it gives


def returned(request: Asking, upload: OrderUpload) -> dict[str, Any]:
    """Where the rejected rows are to be had; in words why they are not."""
    if not upload.rejected or upload.done_at is None:
        return {}
    if not may_read_rejects(request.actor, upload):
        return {"kept_back": gettext("里面有买家资料，只有传文件的人能看。")}
    if uploads.rejects_of(upload) is None:
        return {"kept_back": gettext("退回的行留 %(n)s 天，已经清掉了。") % {"n": uploads.KEPT_FOR.days}}
    return {"rejects": reverse("order-import-rejects", args=[upload.pk])}


def told(request: Asking, upload: OrderUpload, back: str) -> dict[str, Any]:
    """How far it is and what came of it; ``back``: the page on which it is watched."""
    address = f"{reverse('order-import-file', args=[upload.pk])}?{urlencode({'next': back})}"
    running, size = upload.done_at is None, kilobytes(upload.size)
    work = {
        "label": upload.name, "done": kilobytes(upload.bytes_read) if running else size, "whole": size, "unit": "KB",
        "note": counts(upload), "state": "running" if running else "finished", "poll": address,
        "stop": address if upload.person_id == request.person.pk else "",
        "url": "" if running else reverse("list", args=["order"]),
    }  # fmt: skip
    found = {"work": work, "upload": upload, **returned(request, upload)}
    path = uploads.rejects_of(upload) if "rejects" in found else None
    reasons = first_reasons(path) if path is not None else []
    return found | {"reasons": reasons, "more": max(upload.rejected - len(reasons), 0) if reasons else 0}


def counts(upload: OrderUpload) -> str:
    given = {"taken": upload.taken, "updated": upload.updated, "rejected": upload.rejected}
    said = gettext("新 %(taken)s 单，更新 %(updated)s 单，退回 %(rejected)s 行") % given
    if not upload.accounted:
        return said
    became = gettext("、").join(f"{gettext(BECAME[name])} {n:,}" for name, n in upload.accounted.items())
    lines = sum(upload.accounted.values())
    return said + gettext("；%(lines)s 行：%(became)s") % {"lines": f"{lines:,}", "became": became}


def kilobytes(size: int) -> int:
    return max(-(-size // 1024), 1) if size else 0
