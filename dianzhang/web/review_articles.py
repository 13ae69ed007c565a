"""How the stars of each article are spread, the most bad ones first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.lists import may_list
from dianzhang.engine.moment import today
from dianzhang.service.reviews.articles import STARS, Article, spread

from .shell import show
from .who import Asking, working
from .words import word

SPANS = (7, 30, 90, 365)
NAMES = {5: "五星", 4: "四星", 3: "三星", 2: "两星", 1: "一星"}


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """``?days=30``: reviews of so many days up to today."""
    if not may_list(request.actor, "review"):
        raise Http404
    asked = request.GET.get("days", "30")
    if asked not in map(str, SPANS):
        raise Http404
    first, last = today() - timedelta(days=int(asked) - 1), today()
    articles = [_row(one, str(first), str(last)) for one in spread(request.actor, first, last)]
    tabs = [
        {"label": gettext("近 %(n)s 天") % {"n": n}, "url": f"?days={n}", "current": str(n) == asked} for n in SPANS
    ]
    return show(request, "web/review_articles.html", {"articles": articles, "tabs": tabs})


def _row(one: Article, first: str, last: str) -> dict[str, Any]:
    wanted = {"reviewed_from": first, "reviewed_to": last}
    wanted |= {"sku": one.code} if one.sku is not None else {"q": one.code} if one.code else {}
    bars = [
        {"label": word(NAMES[star]), "n": n, "level": "late" if star <= 2 else "act"}
        for star, n in zip(STARS, one.stars, strict=True)
    ]
    return {
        "name": one.name or gettext("没有写商品"), "count": one.total, "bad": one.bad, "average": one.average,
        "bad_share": one.bad_share, "bars": bars, "url": f"{reverse('list', args=['review'])}?{urlencode(wanted)}",
    }  # fmt: skip
