"""The last step: a platform's order file, dropped on the page and taken in by a worker."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from dianzhang.engine.models import Shop
from dianzhang.trade import uploads
from dianzhang.trade.models import OrderUpload

from ..who import Asking
from .walking import draw, step


@step
def orders(request: Asking) -> HttpResponse:
    """Choose shop and file; what is known already is left as it is."""
    error = ""
    if request.method == "POST":
        file, shop = request.FILES.get("file"), request.POST.get("shop", "")
        if not isinstance(file, UploadedFile):
            error = gettext("选一个文件。")
        elif not Shop.objects.filter(code=shop).exists():
            error = gettext("选一家店铺。")
        else:
            try:
                made = uploads.keep(
                    file.chunks(),
                    file.name or "",
                    shop,
                    request.person,
                    request.actor.post,
                    get_language() or "zh-hans",
                )
            except uploads.TooLarge:
                error = gettext("文件超过 300 MB：用 dianzhang import orders，或分成几份。")
            else:
                return HttpResponseRedirect(f"{reverse('setup-orders')}?upload={made.pk}")
    upload = None
    if (number := request.GET.get("upload", "")).isdecimal():
        upload = OrderUpload.objects.filter(pk=int(number), person=request.person).first()
    work = _work(upload) if upload is not None else None
    return draw(
        request,
        "orders",
        422 if error else 200,
        error=error,
        shops=Shop.objects.order_by("id"),
        work=work,
        upload=upload,
    )


@step
def watch(request: Asking, upload_id: int) -> HttpResponse:
    """How far it is; a POST stops it."""
    upload = get_object_or_404(OrderUpload, pk=upload_id, person=request.person)
    if request.method == "POST":
        OrderUpload.objects.filter(pk=upload.pk, done_at=None).update(stop=True)
        return HttpResponseRedirect(f"{reverse('setup-orders')}?upload={upload.pk}")
    if not request.headers.get("HX-Request"):
        raise Http404
    return render(request, "web/setup/upload.html", {"work": _work(upload), "upload": upload})


def _work(upload: OrderUpload) -> dict[str, object]:
    address = reverse("setup-upload", args=[upload.pk])
    running = upload.done_at is None
    return {
        "label": upload.name, "done": upload.bytes_read // 1024, "whole": max(upload.size // 1024, 1),
        "note": gettext("新 %(taken)s 单，更新 %(updated)s 单，退回 %(rejected)s 行") % {
            "taken": upload.taken, "updated": upload.updated, "rejected": upload.rejected,
        },
        "state": "running" if running else "finished", "poll": address, "stop": address,
        "url": "" if running else reverse("list", args=["order"]),
    }  # fmt: skip
