"""Tables that people bring in for a shop, other than orders: looked at first, columns told where they are strange.

What a table is and what its lines become is the module's; here are the page and the way of what was sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine import access, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import aside
from dianzhang.engine.lines import Line
from dianzhang.engine.models import Shop
from dianzhang.gateways.platform_notices import NOTICES
from dianzhang.gateways.reviews import REVIEWS
from dianzhang.gateways.tables.errors import FileError
from dianzhang.gateways.tables.headers import header_key
from dianzhang.gateways.tables.small import LARGEST, ColumnsMissing, Layout, columns_of, read_small
from dianzhang.service.brought import Taken
from dianzhang.service.platform_notices import files as platform_notices
from dianzhang.service.reviews import files as reviews

from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working
from .words import message, subject_name, word

FIRST = 20  # lines shown before they are taken in
COLUMN = "column."  # fields in which somebody says by which heading a column stands


@dataclass(frozen=True)
class Bringing:
    """A kind of table: its layout, what its lines mean, what they become, and what the page says of it."""

    layout: Layout
    action: str  # whoever may do it for a shop may bring a table in
    look_at: Callable[[Iterable[tuple[int, Mapping[str, str]]], str], list[Line]]
    take: Callable[[list[Line], Actor], Taken]
    shown: tuple[tuple[str, str | Promise], ...]  # columns of the page: a cell's name, and its heading
    about: str | Promise


KINDS = {
    "platform_notice": Bringing(
        NOTICES, "platform_notice.record", platform_notices.look_at, platform_notices.take,
        (("title", _("标题")), ("kind", _("类型")), ("number", _("平台编号")), ("due_at", _("平台时限"))),
        _("选一份通知或违规的表（Excel 或 CSV，要有标题，可以有类型、编号、扣分、罚款、平台时限、处理结果）。"
          "同一个编号再来，只更新平台改的。"),
    ),
    "review": Bringing(
        REVIEWS, "review.tell", reviews.look_at, reviews.take,
        (("rating", _("星级")), ("text", _("评价内容")), ("item_title", _("商品")), ("order_number", _("订单号"))),
        _("选一份平台导出的评价表（Excel 或 CSV，要有星级；有评价编号或者订单号，再读不会重复）。差评按章程自己立案。"),
    ),
}  # fmt: skip


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking, kind: str) -> HttpResponse:
    """Send a table, say which column is which if need be, look, take it in."""
    what, shops = KINDS[kind], access.shops_for(request.actor, KINDS[kind].action)
    if access.reach_of(request.actor, what.action) is None:
        raise Http404
    if request.method == "GET":
        _forget(request)
        return _draw(request, kind, shops)
    shop = request.POST.get("shop", "")
    if getattr(request, TOO_LARGE, False):
        return _draw(request, kind, shops, 422, error=gettext("文件太大：分成几份。"))
    if shop not in {one.code for one in shops}:
        return _draw(request, kind, shops, 422, error=gettext("选一家店铺。"))
    kept = _sent(request)
    if kept is None:
        return _draw(request, kind, shops, 422, error=gettext("选一个文件。"))
    content = kept.read_bytes()
    told = {n.removeprefix(COLUMN): str(v) for n, v in request.POST.items() if n.startswith(COLUMN) and v}
    layout = what.layout.told({name: said for name, said in told.items() if name in what.layout.columns})
    try:
        table = read_small(content, layout)
    except ColumnsMissing as missing:
        return _ask_columns(request, kind, shops, kept, missing, told)
    except FileError as error:
        turned_away(f"a table of {kind} that is none", request.actor)
        return _draw(request, kind, shops, 422, error=message(error.message))
    lines = what.look_at(table.rows, shop)
    if "take" in request.POST:
        _forget(request)
        return _take(request, kind, what, [line for line in lines if line.sound])
    found = _looked_at(what, lines)
    found |= {"kept": _token(kept), "told": [(COLUMN + name, said) for name, said in told.items()]}
    return _draw(request, kind, shops, **found, ignored="、".join(table.ignored))


def _sent(request: Asking) -> Path | None:
    """The file, kept aside under the person's own name until it is taken in, or another is sent."""
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        _forget(request)
        path = _place(request, secrets.token_hex(16))
        path.write_bytes(file.read(LARGEST + 1))
        return path
    token = request.POST.get("kept", "")
    path = _place(request, token)
    return path if len(token) == 32 and token.isalnum() and path.exists() else None


def _place(request: Asking, token: str) -> Path:
    return aside() / f"brought-{request.person.pk}-{token}.tmp"


def _token(path: Path) -> str:
    return path.stem.rpartition("-")[2]


def _forget(request: Asking) -> None:
    for path in aside().glob(_place(request, "*").name):
        path.unlink(missing_ok=True)


def _ask_columns(
    request: Asking, kind: str, shops: list[Shop], kept: Path, missing: FileError, told: Mapping[str, str]
) -> HttpResponse:
    layout = KINDS[kind].layout
    headings = columns_of(kept.read_bytes(), layout)
    if not headings:
        return _draw(request, kind, shops, 422, error=message(missing.message))
    known = {name: heading for heading, _first in headings if (name := layout.known.get(header_key(heading), ""))}
    columns = [
        {
            "name": COLUMN + name, "label": message(layout.headings([name])), "needed": name in layout.needed,
            "chosen": told.get(name) or known.get(name, ""),
        }
        for name in layout.columns
    ]  # fmt: skip
    more = {"columns": columns, "headings": headings, "kept": _token(kept)}
    return _draw(request, kind, shops, 422, error=message(missing.message), **more)


def _looked_at(what: Bringing, lines: list[Line]) -> dict[str, Any]:
    sound = [line for line in lines if line.sound]
    wrong = [
        {"line": line.line, "why": "；".join(line.wrong.values()), "said": line.cells.get(what.shown[0][0], "")[:60]}
        for line in lines
        if not line.sound
    ]
    rows = [{"line": one.line, "cells": [one.cells[name][:80] for name, _label in what.shown]} for one in sound[:FIRST]]
    return {
        "looked": True,
        "n": len(sound),
        "wrong": wrong,
        "rows": rows,
        "labels": [label for _n, label in what.shown],
    }


def _take(request: Asking, kind: str, what: Bringing, lines: list[Line]) -> HttpResponse:
    taken = what.take(lines, request.actor)
    counts = {"new": taken.new, "updated": taken.updated, "same": taken.unchanged}
    messages.success(request, gettext("新 %(new)s 条，更新 %(updated)s 条，没有变的 %(same)s 条。") % counts)
    for line, why in taken.refused[:FIRST]:
        messages.error(request, gettext("第 %(line)s 行没有读：%(why)s") % {"line": line, "why": why})
    return HttpResponseRedirect(reverse("list", args=[kind]))


def _draw(request: Asking, kind: str, shops: list[Shop], status: int = 200, **more: Any) -> HttpResponse:
    what = KINDS[kind]
    subject = registry.subjects[kind]
    context = {
        "title": gettext("%(what)s：从文件读入") % {"what": subject_name(subject)}, "about": word(str(what.about)),
        "shops": shops, "shop": request.POST.get("shop", ""), "back": reverse("list", args=[kind]), **more,
    }  # fmt: skip
    return show(request, "web/brought.html", context, status)
