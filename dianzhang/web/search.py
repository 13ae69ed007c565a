"""Search over everything one may see: records by name, pinyin and number, who holds a post, clauses, pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading, registry, rulebooks
from dianzhang.engine.actions.organisation import PERSON
from dianzhang.engine.lists import hits, may_list
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages
from dianzhang.engine.seeing import hides
from dianzhang.kernel.spelling import begins, typed

from .distrust import whole
from .due import record_address
from .shell import ICONS, frame, show
from .who import Asking, working
from .words import join, post_name, subject_name

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
        posts(request, query, limit),
        clauses(query, limit),
    ]
    return [group for group in groups if group["hits"]]


def records(request: Asking, query: str, limit: int) -> list[dict[str, Any]]:
    """Records by their names in any spelling, by what their list searches, by their own number (#1042), or by whose
    they are: of what has no name of its own (complaints, leave, reports) the newest of the persons found.
    """
    number = whole(query.lstrip("#"))
    people = called(request, query)
    groups = []
    for name, declared in pages.lists.items():
        if not may_list(request.actor, name):
            continue
        subject = registry.subjects[name]
        rows = hits(declared, query, request.actor)
        if rows is None and number is not None:
            rows = reading.visible(request.actor, subject).filter(pk=number)
        if rows is None and people and not subject.finds and hasattr(subject.model, "owner_id"):
            rows = reading.visible(request.actor, subject).filter(owner_id__in=people)
        if rows is None:
            continue
        lines = [
            {
                "title": subject.title(record),
                "detail": subject_name(subject),
                "url": record_address(name, record.pk),
                "icon": ICONS.get(name, "right"),
            }
            for record in rows.order_by("-id")[:limit]
        ]
        groups.append({"name": subject_name(subject), "hits": lines})
    return groups


def called(request: Asking, query: str) -> list[int]:
    """Persons whose name begins so in some spelling, for whoever sees names."""
    spelled = typed(query)
    if not spelled or hides(request.actor, PERSON, "name"):
        return []
    org = organisation()
    return [person for person in org.posts_of if begins(org.names.get(person, ""), spelled)]


def posts(request: Asking, query: str, limit: int) -> dict[str, Any]:
    """Posts by name, each with its holders, for whoever has the list of persons; one leads to a holder's page."""
    found, spelled = list[dict[str, Any]](), typed(query)
    if may_list(request.actor, PERSON.name) and not hides(request.actor, PERSON, "name"):
        org = organisation()
        for code in org.posts:
            if begins(post_name(code), spelled):
                holders = [person for person in org.holders.get(code, ()) if person in org.names]
                found.append(
                    {
                        "title": post_name(code),
                        "detail": join([org.names[person] for person in holders]) or gettext("还没有人"),
                        "url": record_address("person", holders[0]) if holders else reverse("list", args=["person"]),
                        "icon": "person",
                    }
                )
    return {"name": gettext("岗位"), "hits": found[:limit]}


def clauses(query: str, limit: int) -> dict[str, Any]:
    ruleset = rulebooks.at(now())
    spelled, closest, found = typed(query), list[dict[str, Any]](), list[dict[str, Any]]()
    for clause in ruleset.clauses if ruleset else ():
        named = clause.number.startswith(query) or begins(clause.title, spelled)
        if named or query in clause.text:
            title = f"{clause.number} {clause.title}".strip()
            hit = {"title": title, "detail": "", "url": reverse("clause", args=[clause.id]), "icon": "rulebook"}
            (closest if named else found).append(hit)
    return {"name": gettext("章程"), "hits": [*closest, *found][:limit]}


def places(request: Asking, query: str) -> list[dict[str, Any]]:
    links = [link for group in frame(request)["groups"] for link in group["links"]]
    return [
        {"title": link["label"], "detail": "", "url": link["url"], "icon": link["icon"]}
        for link in links
        if query.lower() in link["label"].lower() or begins(link["label"], typed(query))
    ]
