"""The deadlines behind a number: those of a rule, of days, of someone; also the ended ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import deadlines
from dianzhang.engine.models import ClockRow
from dianzhang.engine.organisation import organisation

from . import paging
from .distrust import whole
from .due import row_of
from .shell import show
from .who import Asking
from .words import join

FIGURES = ("state", "rule", "from", "to", "shop", "person", "unit", "post")


def behind(request: Asking) -> HttpResponse:
    """Whatever the address asks for, the newest first, as far as one may see it."""
    rows, chosen = figures(request)
    rows = rows.filter(deadlines.within_views(request.actor))
    page = paging.page(request, rows, ("-id",))
    records = deadlines.records_of(page.rows)
    seen = [deadlines.clock_view(row, records.get((row.subject_kind, row.subject_id))) for row in page.rows]
    views = [row_of(view, with_action=False) for view in seen]
    query = request.GET.copy()
    query["after"] = page.after
    return show(
        request,
        "web/deadlines.html",
        {
            "title": gettext("时限"),
            "rows": views,
            "chosen": chosen,
            "next": f"?{query.urlencode()}" if page.after else "",
            "back": reverse("radar"),
            "empty": {
                "title": gettext("没有这样的时限"),
                "text": gettext("这里只列你的岗位看得到的。换个日子，或者看全部。"),
                "picture": "radar",
                "actions": [{"label": gettext("回到超时雷达"), "url": reverse("radar")}],
            },
        },
    )


def figures(request: Asking) -> tuple[Any, list[str]]:
    """The address as a filter, and what it says in words.  What cannot be read is left out."""
    given = {name: request.GET.get(name, "") for name in FIGURES}
    rows = ClockRow.objects.exclude(subject_kind="approval") if not given["rule"] else ClockRow.objects.all()
    org, said = organisation(), []
    if given["rule"]:
        rows = rows.filter(rule=given["rule"])
    if given["state"]:
        rows = rows.filter(state__in=given["state"].split(","))
        words = {
            "met": gettext("按时"),
            "missed": gettext("逾期"),
            "running": gettext("在走"),
            "resting": gettext("暂停"),
        }
        said.append(join([words.get(state, state) for state in given["state"].split(",")]))
    for name, lookup in (("from", "due_day__gte"), ("to", "due_day__lte")):
        try:
            rows = rows.filter(**{lookup: date.fromisoformat(given[name])}) if given[name] else rows
        except ValueError:
            continue
    if given["from"] or given["to"]:
        said.append(f"{given['from']} – {given['to']}")
    ids = {name: number for name in ("shop", "person", "unit") if (number := whole(given[name])) is not None}
    if "shop" in ids:
        rows = rows.filter(shop_id=ids["shop"])
    if "person" in ids:
        posts = org.posts_of.get(ids["person"], ())
        rows = rows.filter(Q(owner_id=ids["person"]) | Q(owner_id=None, owner_post__in=posts))
        said.append(org.names.get(ids["person"], ""))
    if "unit" in ids:
        rows = rows.filter(unit_id__in=sorted(org.below.get(ids["unit"], {ids["unit"]})))
    if given["post"]:
        rows = rows.filter(owner_post=given["post"])
    return rows, [part for part in said if part]
