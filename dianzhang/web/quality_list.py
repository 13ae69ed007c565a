"""Trouble with the goods of a month: by article and by supplier, with the way to the cases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.moment import today
from dianzhang.measure.catalogue import month_of
from dianzhang.trade.aftersales import quality_list

from .exporting import offer
from .shell import show
from .who import Asking, working


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """``?month=2026-11``; the running month unless told."""
    if not quality_list.may_see(request.actor):
        raise Http404
    month = request.GET.get("month") or f"{today():%Y-%m}"
    try:
        first, last = month_of(month)
    except ValueError:
        raise Http404 from None
    found = quality_list.articles(request.actor, first, last)
    cases = urlencode({"cause": "quality", "asked_from": str(first), "asked_to": str(last)})
    return show(
        request,
        "web/quality_list.html",
        {
            "title": gettext("质量问题月表"),
            "month": month,
            "articles": found,
            "suppliers": quality_list.suppliers(found),
            "tabs": _tabs(first),
            "cases": f"{reverse('list', args=['aftersale'])}?{cases}",
            "export": offer(request.actor, "quality", "aftersale", urlencode({"month": month})),
        },
    )


def _tabs(first: date) -> list[dict[str, Any]]:
    """The month before, this one, the one after as long as it has begun."""
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    months = [before, first, *([after] if after <= today() else [])]
    return [
        {"label": f"{day:%Y-%m}", "url": f"?month={day:%Y-%m}", "current": day == first} for day in months
    ]  # fmt: skip
