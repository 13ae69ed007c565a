"""A table that no platform writes: which column is which, said once beside its first rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine.act import one
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import TooLarge, while_read
from dianzhang.gateways.orders import open_orders
from dianzhang.gateways.orders.own import NEEDED_ROLES, columns_of
from dianzhang.gateways.tables.columns import CHARACTERS, EXAMPLES, MOST_COLUMNS, Column
from dianzhang.gateways.tables.errors import FileError
from dianzhang.trade import uploads
from dianzhang.trade.column_maps import own_layouts
from dianzhang.trade.importing import may_import, shops_for
from dianzhang.trade.models import ColumnMap

from .distrust import whole
from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working
from .words import message

MEANINGS: dict[str, str | Promise] = {
    "number": _("订单号"), "created_at": _("下单时间"), "total": _("订单总额"), "paid_at": _("付款时间"),
    "paid": _("实付金额"), "refund": _("退款金额"), "refunded_at": _("退款时间"), "currency": _("币种"),
    "buyer_id": _("买家ID"), "buyer_name": _("买家昵称"), "receiver": _("收货人"), "phone": _("联系电话"),
    "province": _("省"), "city": _("市"), "district": _("区"), "address": _("详细地址"),
    "promised_ship_at": _("承诺发货时间"), "fulfilment": _("发货状态"),
    "carried_at": _("平台交件时间"), "arrived_at": _("平台送达时间"), "deliver_by": _("承诺送达时间"),
    "remark": _("买家留言"),
    "sku": _("商品编码"), "title": _("商品名称"), "spec": _("规格"), "quantity": _("数量"),
    "unit_price": _("单价"), "seller_receives": _("商家应收"),
}  # fmt: skip


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """Send a table, say of each column what it is, save it for the shop; drop what was said before."""
    if not may_import(request.actor):
        raise Http404
    if request.method != "POST":
        return _draw(request)
    if "drop" in request.POST:
        return _drop(request)
    return _save(request) if "header" in request.POST else _look(request)


def _draw(request: Asking, status: int = 200, **more: Any) -> HttpResponse:
    shops = shops_for(request.actor)
    names = {shop.pk: shop.name for shop in shops}
    kept = ColumnMap.objects.filter(shop__in=list(names), status="kept").order_by("-id")
    maps = [{"id": one_.pk, "name": one_.name, "shop": names[one_.shop_id]} for one_ in kept]
    asked = {"shop": request.POST.get("shop", ""), "name": request.POST.get("name", "")}
    meanings = [(role, label, role in NEEDED_ROLES) for role, label in MEANINGS.items()]
    context = {"shops": shops, "maps": maps, "asked": asked, "meanings": meanings, **more}
    return show(request, "web/orders/columns.html", context, status)


def _look(request: Asking) -> HttpResponse:
    """The columns of what was sent; the file itself is not kept."""
    file = request.FILES.get("file")
    if getattr(request, TOO_LARGE, False):
        return _draw(request, 422, error=gettext("文件太大：传前面几百行就够了。"))
    if not isinstance(file, UploadedFile):
        return _draw(request, 422, error=gettext("选一个文件。"))
    try:
        with while_read(file.chunks(), uploads.LARGEST) as (path, _digest):
            columns = columns_of(path, file.name or "")
            if known := _known(path, request.POST.get("shop", "")):
                return _draw(request, error=gettext("这份表已经认得（%(name)s）：直接导入。") % {"name": known})
    except TooLarge:
        return _draw(request, 422, error=gettext("文件太大：传前面几百行就够了。"))
    except FileError as error:
        turned_away("a table whose columns were to be told", request.actor)
        return _draw(request, 422, error=message(error.message))
    return _draw(request, columns=columns, currency=_currency(request), name=Path(file.name or "").stem[:CHARACTERS])


def _known(path: Path, shop: str) -> str:
    """What such a table is called, if it is recognised already."""
    try:
        return message(open_orders(path, own=own_layouts(shop)).layout.title)
    except FileError:
        return ""


def _currency(request: Asking) -> str:
    code = request.POST.get("shop", "")
    return next((shop.currency for shop in shops_for(request.actor) if shop.code == code), "CNY")


def _save(request: Asking) -> HttpResponse:
    headers = [header[:CHARACTERS] for header in request.POST.getlist("header")[:MOST_COLUMNS]]
    roles = request.POST.getlist("role")
    if len(roles) != len(headers):
        return _draw(request, 422, error=gettext("表单不完整：请再传一次文件。"))
    chosen = [{"role": role, "header": header} for role, header in zip(roles, headers, strict=True) if role]
    asked = {name: request.POST.get(name, "").strip() for name in ("shop", "name", "currency")}
    outcome = one("column_map.save", request.actor, **asked, columns=chosen)
    if outcome.done:
        return HttpResponseRedirect(f"{reverse('order-import-columns')}?saved={outcome.id}")
    why = outcome.why or "；".join(str(said) for said in outcome.field_errors.values())
    examples = request.POST.getlist("example")
    columns = [
        Column(header, tuple(examples[n * EXAMPLES : (n + 1) * EXAMPLES]), roles[n]) for n, header in enumerate(headers)
    ]
    return _draw(request, 422, error=why, columns=columns, currency=asked["currency"], name=asked["name"])


def _drop(request: Asking) -> HttpResponse:
    number = whole(request.POST["drop"])
    if number is None or not ColumnMap.objects.filter(pk=number).exists():
        raise Http404
    outcome = one("column_map.drop", request.actor, number)
    if not outcome.done:
        return _draw(request, 422, error=outcome.why)
    return HttpResponseRedirect(reverse("order-import-columns"))
