"""Reports of figures sent from a page, looked at before they are taken; and the days that no report tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from dianzhang.engine import access
from dianzhang.engine.act import perform
from dianzhang.engine.files import LARGEST, TooLarge, keep, of_ticket, ticket_for
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import today
from dianzhang.engine.outcome import Item
from dianzhang.engine.words import message
from dianzhang.gateways.reports import REASONS, FileError
from dianzhang.kernel.filekinds import FileKindError
from dianzhang.marketing.coverage import gaps
from dianzhang.marketing.pages import may_look, may_send
from dianzhang.marketing.preview import Preview, preview
from dianzhang.marketing.states import FAMILIES

from .due import record_address
from .shell import show
from .uploading import TOO_LARGE
from .who import Asking, working

SEND = "data_report.send"
DAYS = 30  # looked back on


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """Choose a shop and a file, look at what it is, then have it taken in."""
    if not may_send(request.actor):
        raise Http404
    shops = access.shops_for(request.actor, SEND)
    asked = {name: str(request.POST.get(name, "")) for name in ("shop", "first", "last")}
    context: dict[str, Any] = {"shops": shops, "asked": asked}
    if request.method == "POST":
        error, found, made = _sent(request, shops, asked)
        if made is not None:
            return HttpResponseRedirect(record_address("data_report", made))
        context |= {"error": error, **found}
    return show(request, "web/data_report_send.html", context, 422 if context.get("error") else 200)


def _sent(request: Asking, shops: list[Shop], asked: Mapping[str, str]) -> tuple[str, dict[str, Any], int | None]:
    """What is wrong, what was seen in the file, the record of one that is taken in."""
    shop = next((one for one in shops if one.code == asked["shop"]), None)
    if getattr(request, TOO_LARGE, False):
        return gettext("文件超过 %(n)s MB：按月份分几次导出。") % {"n": LARGEST // 1_000_000}, {}, None
    if shop is None:
        return gettext("选一家店铺。"), {}, None
    try:
        days = _days(asked)
    except ValueError:
        return gettext("日期要写成 2026-10-01 这样，从哪天和到哪天两个一起填。"), {}, None
    ticket = str(request.POST.get("ticket", ""))
    if "take" in request.POST and ticket:
        given: dict[str, Any] = {"shop": shop.code, "file": ticket}
        outcome = perform(SEND, Item(data=given | _given(days)), request.actor)[0]
        return ("", {}, outcome.id) if outcome.done else (outcome.why, {}, None)
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        try:
            ticket = ticket_for(keep(file.chunks(), file.name or ""), request.actor)
        except TooLarge:
            return gettext("文件超过 %(n)s MB：按月份分几次导出。") % {"n": LARGEST // 1_000_000}, {}, None
        except FileKindError as error:
            return message(error.message), {}, None
    kept = of_ticket(ticket, request.actor) if ticket else None
    if kept is None:
        return gettext("选一个文件。"), {}, None
    try:
        seen = preview(kept.sha256, kept.name, shop, days)
    except FileError as error:
        return message(error.message), {"ticket": ticket, "kept": kept.name}, None
    return "", {"ticket": ticket, "kept": kept.name, "seen": _shown(seen), "shop": shop}, None


def _days(asked: Mapping[str, str]) -> tuple[date, date] | None:
    """The days that were named; ValueError for one alone or what is no day."""
    if not asked["first"] and not asked["last"]:
        return None
    first, last = parse_date(asked["first"]), parse_date(asked["last"])
    if first is None or last is None or last < first:
        raise ValueError
    return first, last


def _given(days: tuple[date, date] | None) -> dict[str, Any]:
    return {} if days is None else {"first": days[0], "last": days[1]}


def _shown(seen: Preview) -> dict[str, Any]:
    return {
        "title": message(seen.title), "family": gettext(FAMILIES[seen.family]), "first": seen.first, "last": seen.last,
        "rows": seen.rows, "replaces": seen.replaces, "sums": [(gettext(zh), text) for zh, text in seen.sums],
        "counts": [(message(REASONS[why]), n) for why, n in seen.notes.items()],
        "dropped": [(note.line, message(REASONS[note.why]), note.said) for note in seen.dropped],
    }  # fmt: skip


@working
@require_GET
def gap_page(request: Asking) -> HttpResponse:
    """Of the last thirty days, those that no report of a shop tells, by what reports are about."""
    if not may_look(request.actor):
        raise Http404
    last = today() - timedelta(days=1)
    first = last - timedelta(days=DAYS - 1)
    found = gaps([shop.pk for shop in access.shops_for(request.actor, "data_report.view")], first, last)
    rows = [
        {"shop": shop, "families": [_told(code, found.get((shop.pk, code))) for code in FAMILIES]}
        for shop in access.shops_for(request.actor, "data_report.view")
    ]
    heads = [gettext(zh) for zh in FAMILIES.values()]
    context = {"rows": rows, "heads": heads, "first": first, "last": last, "may_send": may_send(request.actor)}
    return show(request, "web/data_report_gaps.html", context)


def _told(family: str, days: list[date] | None) -> dict[str, Any]:
    """``days``: those missing; None where there was never a report."""
    return {
        "label": gettext(FAMILIES[family]),
        "none": days is None,
        "days": (days or [])[:10],
        "count": len(days or []),
    }
