"""The gallery page, for those who build and those who check: in debugging, or for staff."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.ui.gallery import guarded, made_up, more
from dianzhang.ui.templatetags.ui import money


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Answers 404 to everybody else, as if it were not there."""
    if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise Http404
    if "toast" in request.GET:
        messages.success(request, gettext("样例：36 条已发货"))
        messages.success(request, gettext("样例：请假已提交"), extra_tags="/gallery/peek")
        messages.error(request, gettext("样例：订单已由赵宁发货，你的改址没有生效"))
    return render(request, "ui/gallery.html", context())


@require_GET
def peek(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise Http404
    return render(request, "ui/clause_peek.html", made_up.peek())


def context() -> dict[str, Any]:
    now = timezone.localtime()
    tiles = made_up.tiles()
    for tile in tiles:
        if "money" in tile:
            tile["value"] = money(tile.pop("money"), "short")
    return {
        "shell": made_up.shell(),
        "tiles": tiles,
        "radar": made_up.radar(now),
        "axes": made_up.axes(),
        "days": made_up.timeline(now),
        "table": made_up.table(now),
        "filters": made_up.filters(),
        "form": made_up.form(),
        "asks": made_up.asks(now),
        "slip": made_up.payslip(),
        "book": made_up.book(),
        "outcomes": made_up.outcomes(),
        "notices": made_up.notices(now),
        "facts": made_up.facts(),
        "meters": made_up.meters(),
        "results": made_up.results(),
        "works": made_up.work(),
        "peek": made_up.peek(),
        "flags": made_up.flags(),
        "actions": made_up.actions(),
        "empties": made_up.empties(),
        "empty_small": {"title": "今天没有逾期", "text": "守住了 26 个时限。", "small": True},
        "said": made_up.SAID,
        "calendar": more.calendar(now),
        "charts": more.charts(),
        "board": more.board(now),
        "board_rows": more.rows(now),
        "toasts": more.toasts(),
        "newcomers": guarded.newcomers(),
        "masked": guarded.masked(),
        "unmask": guarded.unmask(),
        "export_form": guarded.export_form(),
        "exports": guarded.exports(),
        "custody": guarded.custody(),
        "secrets": guarded.secrets(now),
        "invited": guarded.invited(),
    }
