"""Payout files looked at before they are sent: what it was recognised as, its first movements, what is wrong.

Nothing is kept and nothing changes: the file stays in the browser's form until it is sent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from dianzhang.engine import access
from dianzhang.engine.files import while_read
from dianzhang.engine.models import Shop
from dianzhang.engine.words import message
from dianzhang.gateways.settlements import FileError, Line, open_payouts
from dianzhang.trade.models import Order
from dianzhang.trade.settlement.columns import own_layouts
from dianzhang.trade.settlement.files import LARGEST as TAKEN
from dianzhang.trade.settlement.pages import may_map, may_send
from dianzhang.trade.settlement.states import KINDS

from .payout_files import SEND
from .uploading import TOO_LARGE
from .who import Asking, working

LARGEST = 5_000_000  # bytes: it is read while the page waits
FIRST = 200  # rows that are read
SHOWN = 5  # movements on the page


@working
@require_POST
def look(request: Asking) -> HttpResponse:
    """A part of the page: what the file chosen in the form is."""
    if not may_send(request.actor) or not request.headers.get("HX-Request"):
        raise Http404
    code, file = request.POST.get("shop", ""), request.FILES.get("file")
    shop = next((one for one in access.shops_for(request.actor, SEND) if one.code == code), None)
    found: dict[str, Any] = {"large": bool(getattr(request, TOO_LARGE, False)), "most": TAKEN // 1_000_000}
    if shop is not None and isinstance(file, UploadedFile) and not found["large"]:
        found |= _looked_at(file, shop)
    return render(request, "web/payouts/look.html", found | {"may_map": may_map(request.actor)})


def _looked_at(file: Any, shop: Shop) -> dict[str, Any]:
    name = Path(file.name or "").name[:120]
    if (file.size or 0) > LARGEST:
        return {"name": name, "later": True}
    with while_read(file.chunks(), LARGEST) as (path, _digest):
        try:
            return {"name": name} | _first(str(path), name, shop)
        except FileError as error:
            return {"name": name, "wrong": message(error.message)}


def _first(path: str, name: str, shop: Shop) -> dict[str, Any]:
    """What the file is, and its first movements, each with whether its order is here."""
    found = open_payouts(path, name=name, own=own_layouts(shop.pk))
    chunk = next(iter(found.chunks(FIRST)), None)
    lines = chunk.lines if chunk is not None else []
    numbers = {line.number for line in lines if line.number}
    known = set(Order.objects.filter(shop=shop, number__in=numbers).values_list("number", flat=True))
    return {
        "title": message(found.layout.title), "rows": [_row(line, known) for line in lines[:SHOWN]],
        "more": len(lines) - SHOWN, "here": len(known), "unknown": len(numbers - known),
        "waiting": chunk.waiting if chunk is not None else 0,
        "problems": [
            gettext("第 %(line)s 行：%(why)s") % {"line": one.line, "why": message(one.why)}
            for one in (chunk.problems if chunk is not None else ())[:SHOWN]
        ],
    }  # fmt: skip


def _row(line: Line, known: set[str]) -> dict[str, Any]:
    return {
        "number": line.number, "known": line.number in known, "at": line.at, "kind": gettext(KINDS[line.kind]),
        "words": line.words, "cents": line.cents,
    }  # fmt: skip
