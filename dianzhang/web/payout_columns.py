"""A payout table that no platform writes: which column is which, said once beside its first rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine import access
from dianzhang.engine.act import one
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import TooLarge, while_read
from dianzhang.engine.models import Shop
from dianzhang.engine.words import message
from dianzhang.gateways.settlements import open_payouts
from dianzhang.gateways.settlements.own import NEEDED_ROLES, columns_of
from dianzhang.gateways.tables.columns import CHARACTERS, EXAMPLES, MOST_COLUMNS, Column
from dianzhang.gateways.tables.errors import FileError
from dianzhang.trade.settlement.columns import own_layouts
from dianzhang.trade.settlement.files import LARGEST
from dianzhang.trade.settlement.pages import may_map

from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working

SAVE = "payout_columns.save"
MEANINGS: dict[str, str | Promise] = {
    "number": _("平台单号"), "at": _("入账时间"), "words": _("款项名称"), "amount": _("金额（一列）"),
    "direction": _("收支方向"), "income": _("收入"), "expense": _("支出"), "transaction": _("流水号"),
}  # fmt: skip


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """Send a table, say of each column what it is, save it for the shop."""
    if not may_map(request.actor):
        raise Http404
    if request.method != "POST":
        return _draw(request)
    return _save(request) if "header" in request.POST else _look(request)


def _draw(request: Asking, status: int = 200, **more: Any) -> HttpResponse:
    asked = {"shop": request.POST.get("shop") or request.GET.get("shop", "")}
    meanings = [(role, label, role in NEEDED_ROLES) for role, label in MEANINGS.items()]
    context = {"shops": access.shops_for(request.actor, SAVE), "asked": asked, "meanings": meanings, **more}
    return show(request, "web/payouts/columns.html", context, status)


def _look(request: Asking) -> HttpResponse:
    """The columns of what was sent; the file itself is not kept."""
    file, code = request.FILES.get("file"), request.POST.get("shop", "")
    shop = next((one for one in access.shops_for(request.actor, SAVE) if one.code == code), None)
    if getattr(request, TOO_LARGE, False):
        return _draw(request, 422, error=gettext("文件太大：传前面几百行就够了。"))
    if not isinstance(file, UploadedFile):
        return _draw(request, 422, error=gettext("选一个文件。"))
    if shop is None:
        return _draw(request, 422, error=gettext("选一家店铺。"))
    try:
        with while_read(file.chunks(), LARGEST) as (path, _digest):
            columns = columns_of(path, file.name or "")
            if known := _known(path, shop):
                return _draw(request, error=gettext("这份表已经认得（%(name)s）：直接送来。") % {"name": known})
    except TooLarge:
        return _draw(request, 422, error=gettext("文件太大：传前面几百行就够了。"))
    except FileError as error:
        turned_away("a payout table whose columns were to be told", request.actor)
        return _draw(request, 422, error=message(error.message))
    return _draw(request, columns=columns, name=Path(file.name or "").stem[:CHARACTERS])


def _known(path: Path, shop: Shop) -> str:
    """What such a table is called, if it is recognised already."""
    try:
        return message(open_payouts(path, own=own_layouts(shop.pk)).layout.title)
    except FileError:
        return ""


def _save(request: Asking) -> HttpResponse:
    headers = [header[:CHARACTERS] for header in request.POST.getlist("header")[:MOST_COLUMNS]]
    roles = request.POST.getlist("role")
    if len(roles) != len(headers):
        return _draw(request, 422, error=gettext("表单不完整：请再传一次文件。"))
    asked = {name: request.POST.get(name, "").strip() for name in ("shop", "name")}
    why = _wrong([role for role in roles if role])
    if not why:
        chosen = {role: header for role, header in zip(roles, headers, strict=True) if role}
        outcome = one(SAVE, request.actor, **asked, **chosen)
        if outcome.done:
            return HttpResponseRedirect(f"{reverse('payout-send')}?{urlencode({'shop': asked['shop']})}")
        why = outcome.why or "；".join(str(said) for said in outcome.field_errors.values())
    examples = request.POST.getlist("example")
    columns = [
        Column(header, tuple(examples[n * EXAMPLES : (n + 1) * EXAMPLES]), roles[n]) for n, header in enumerate(headers)
    ]
    return _draw(request, 422, error=why, columns=columns, name=asked["name"])


def _wrong(roles: list[str]) -> str:
    """Why columns that mean this cannot be saved, "" where they can."""
    if not set(roles) <= MEANINGS.keys():
        return gettext("选了不认识的意思。")
    if len(set(roles)) < len(roles):
        return gettext("有两列选成了同一个意思：一个意思只选一列。")
    if lacking := [MEANINGS[role] for role in NEEDED_ROLES if role not in roles]:
        return gettext("还缺：%(what)s。") % {"what": "、".join(str(label) for label in lacking)}
    return ""
