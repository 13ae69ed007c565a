"""Sheets of a wave to print: the pick list, the packing slips, the labels; as a page and as PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from dianzhang.engine import reading, registry
from dianzhang.engine.act import perform
from dianzhang.engine.outcome import Item
from dianzhang.gateways.paper import pdf
from dianzhang.kernel import code128
from dianzhang.trade.waves import labels, sheets
from dianzhang.trade.waves.models import Wave
from dianzhang.trade.waves.states import WAVE

from .acting import tell
from .shell import show
from .who import Asking, working


@working
@require_GET
def pick_list(request: Asking, record_id: int) -> HttpResponse:
    """``?as=pdf`` for the file."""
    table = sheets.pick_list(_wave(request, record_id))
    if request.GET.get("as") == "pdf":
        return _file(pdf.tables([table]), f"pick-{record_id}.pdf")
    return render(request, "web/sheets/tables.html", {"tables": [_drawn(table)], "title": table.title})


@working
@require_GET
def slips(request: Asking, record_id: int) -> HttpResponse:
    """``?from=1&to=200``: the slots; ``as=pdf`` for the file."""
    wave = _wave(request, record_id)
    first, last = _range(request, wave)
    found = sheets.slips(wave, first, last)
    if request.GET.get("as") == "pdf":
        return _file(pdf.slips(found), f"slips-{record_id}-{first}-{last}.pdf")
    tables = [_drawn(one.table) for one in found]
    return render(request, "web/sheets/tables.html", {"tables": tables, "title": gettext("装箱单")})


@working
@require_http_methods(["GET", "POST"])
def label_page(request: Asking, record_id: int) -> HttpResponse:
    """What can be printed and what not; POST prints, and the journal knows of it."""
    wave = _wave(request, record_id)
    action = registry.actions["wave.print_labels"]
    if labels.hides(request.actor) or not reading.may(request.actor, action, wave):
        raise Http404
    first, last = _range(request, wave)
    in_full = request.POST.get("in_full") == "on"
    found = labels.labels(wave, first, last, in_full=in_full)
    if request.method == "POST" and found.ready:
        data = {"first": first, "last": last, "labels": len(found.ready), "in_full": in_full}
        outcome = perform(action.name, Item(wave.pk, data=data), request.actor)[0]
        if not outcome.done:
            tell(request, action, outcome)
            return redirect(request.get_full_path())
        if request.POST.get("as") == "pdf":
            return _file(pdf.labels(found.ready), f"labels-{record_id}-{first}-{last}.pdf")
        drawn = [{"label": one, "bars": _bars(one.waybill)} for one in found.ready]
        return render(request, "web/sheets/labels.html", {"labels": drawn, "title": gettext("面单")})
    context = {
        "wave": wave,
        "found": found,
        "first": first,
        "last": min(last, max(sheets.last_slot(wave), first)),
        "parts": _parts(wave, "wave-labels"),
    }
    return show(request, "web/sheets/label_ask.html", context)


def _wave(request: Asking, record_id: int) -> Wave:
    found = reading.find(request.actor, WAVE, record_id)
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


def _range(request: Asking, wave: Wave) -> tuple[int, int]:
    """The slots asked for, one print at most."""
    try:
        first = int(request.GET.get("from", 1))
        last = int(request.GET.get("to", first + sheets.PART - 1))
    except ValueError:
        raise Http404 from None
    if not 1 <= first <= last <= 1_000_000:
        raise Http404
    return first, min(last, first + sheets.PART - 1)


def _parts(wave: Wave, name: str) -> list[dict[str, Any]]:
    """The prints of a wave: each with its address."""
    place = reverse(name, args=[wave.pk])
    return [{"first": a, "last": b, "url": f"{place}?from={a}&to={b}"} for a, b in sheets.parts(wave)]


def _drawn(table: Any) -> dict[str, Any]:
    rows = [[(cell, n in table.numbers) for n, cell in enumerate(row)] for row in table.rows]
    heads = [(name, n in table.numbers) for n, name in enumerate(table.columns)]
    return {"table": table, "rows": rows, "heads": heads, "bars": _bars(table.code) if table.code else None}


def _bars(code: str) -> dict[str, Any] | None:
    """The bars for the page's SVG; None for what no bar code can say."""
    try:
        found, width = code128.bars(code)
    except ValueError:
        return None
    quiet = code128.QUIET
    return {"bars": [(x + quiet, wide) for x, wide in found], "width": width + 2 * quiet, "code": code}


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
