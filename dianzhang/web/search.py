"""Search over everything one may see: orders by number, people, clauses, pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading, registry, rulebooks
from dianzhang.engine.lists import may_list, may_search, searched
from dianzhang.engine.moment import now
from dianzhang.engine.pages import pages

from .distrust import whole
from .due import record_address
from .shell import ICONS, frame, show
from .who import Asking, working
from .words import subject_name

FEW, MANY = 5, 20


@working
@require_GET
def search(request: Asking) -> HttpResponse:
    """The whole page, or what hangs under the box while one types (``drop``)."""
    query = request.GET.get("q", "").strip()[:80]
    drop = "drop" in request.GET
    groups = find(request, query, FEW if drop else MANY) if len(query) > 1 or whole(query) is not None else []
    results = {"query": query, "groups": groups}
    if drop:
        return render(request, "ui/search_results.html", {"results": results}) if query else HttpResponse()
    return show(request, "web/search.html", {"results": results})


def find(request: Asking, query: str, limit: int) -> list[dict[str, Any]]:
    groups = [
        {"name": gettext("去哪里"), "hits": places(request, query)},
        *records(request, query, limit),
        clauses(query, limit),
    ]
    return [group for group in groups if group["hits"]]


def records(request: Asking, query: str, limit: int) -> list[dict[str, Any]]:
    """Records by what their list searches, or by their own number (#1042)."""
    number = whole(query.lstrip("#"))
    groups = []
    for name, declared in pages.lists.items():
        if not may_list(request.actor, name):
            continue
        subject = registry.subjects[name]
        rows = reading.visible(request.actor, subject)
        if may_search(declared, request.actor):
            rows = rows.filter(searched(declared, query, request.actor))
        elif number is not None:
            rows = rows.filter(pk=number)
        else:
            continue
        hits = [
            {
                "title": subject.title(record),
                "detail": subject_name(subject),
                "url": record_address(name, record.pk),
                "icon": ICONS.get(name, "right"),
            }
            for record in rows.order_by("-id")[:limit]
        ]
        groups.append({"name": subject_name(subject), "hits": hits})
    return groups


def clauses(query: str, limit: int) -> dict[str, Any]:
    ruleset = rulebooks.at(now())
    found = []
    for clause in ruleset.clauses if ruleset else ():
        if query in clause.title or clause.number.startswith(query) or (len(query) > 1 and query in clause.text):
            title = f"{clause.number} {clause.title}".strip()
            found.append({"title": title, "detail": "", "url": reverse("clause", args=[clause.id]), "icon": "rulebook"})
    return {"name": gettext("章程"), "hits": found[:limit]}


def places(request: Asking, query: str) -> list[dict[str, Any]]:
    links = [link for group in frame(request)["groups"] for link in group["links"]]
    return [
        {"title": link["label"], "detail": "", "url": link["url"], "icon": link["icon"]}
        for link in links
        if query.lower() in link["label"].lower()
    ]
