"""The frame of every page: where one can go, who one is, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import deadlines, registry
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages
from dianzhang.engine.seats import waiting_ids
from dianzhang.engine.unmoved import once

from .who import Asking
from .words import post_name, subject_name, word

ICONS = {
    "order": "order", "complaint": "service", "leave": "leave", "sku": "goods", "target": "score", "person": "people",
    "shop": "goods", "month": "pay", "basepay": "pay", "approval": "approval", "rulebook": "rulebook",
    "unit": "people", "post": "people", "account": "lock", "leaving": "right", "export": "data", "webhook": "return",
}  # fmt: skip
THUMBS = ("order", "complaint")  # the first of these that someone may see stands on the phone's bar
DAILY = ("order", "complaint", "task", "leave")
BOARDS = {"task": "tasks"}  # subjects that one comes to by a board rather than by the list
SYSTEM = "系统"
# the module whose lists stand under one heading -> the heading; what the engine itself has is the system's
SELDOM = {"goods": "商品", "work": "制度执行", "reward": "绩效", "people": "人员", "engine": SYSTEM}
STAFF = {"person", "unit", "post", "shop"}  # the engine's subjects that are about people
OWN_PAGES = {"approval", "rulebook", "saved_view"}  # subjects whose list is a page of its own, or stands elsewhere


def show(request: Asking, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page inside the shell."""
    return render(request, template, {"shell": frame(request), **context}, status=status)


def frame(request: Asking) -> dict[str, Any]:
    """The context of ``shell.html``: five small queries, whatever the page."""
    actor = request.actor
    held = organisation().posts_of.get(actor.person_id or 0, ())
    waiting = len(waiting_ids(actor.person_id))
    return {
        "groups": navigation(request, waiting),
        "person": {"name": request.person.name, "post": post_name(actor.post), "url": reverse("pay")},
        "posts": [{"code": code, "label": post_name(code), "current": code == actor.post} for code in held],
        "switch_url": reverse("switch-post"),
        "account_url": reverse("account"),
        "notices": unread(request.person.pk),
        "notices_url": reverse("notices"),
        "unread_url": reverse("notices-unread"),
        "search_url": reverse("search"),
        "query": request.GET.get("q", "") if request.path == reverse("search") else "",
    }


@once
def unread(person_id: int) -> int:
    """How many notices someone has not read."""
    return Notice.objects.filter(person_id=person_id, read_at=None).count()


def navigation(request: Asking, waiting: int) -> list[dict[str, Any]]:
    here = request.path

    def link(label: str, url: str, icon: str, *, beside: str = "", **more: Any) -> dict[str, Any]:
        current = any(here == one or (one != "/" and here.startswith(f"{one}/")) for one in (url, beside) if one)
        return {"label": label, "url": url, "icon": icon, "current": current, **more}

    late = deadlines.tally(request.actor).late
    first = [
        link(gettext("今日"), reverse("today"), "today", thumb=True),
        link(gettext("超时雷达"), reverse("radar"), "radar", count=late, late=True, thumb=True),
        link(gettext("审批"), reverse("approvals"), "approval", count=waiting, thumb=True),
        link(gettext("日历"), reverse("calendar"), "leave"),
    ]
    listed = [name for name in pages.lists if name not in OWN_PAGES and may_list(request.actor, name)]
    thumb = next((name for name in THUMBS if name in listed), None)
    links = {
        name: link(
            subject_name(registry.subjects[name]),
            reverse(BOARDS[name]) if name in BOARDS else reverse("list", args=[name]),
            ICONS.get(name, "task"),
            beside=reverse("list", args=[name]),
            thumb=name == thumb,
        )
        for name in [*(n for n in DAILY if n in listed), *(n for n in listed if n not in DAILY)]
    }
    seldom: dict[str, list[dict[str, Any]]] = {name: [] for name in SELDOM.values()}
    for name, one in links.items():
        if name not in DAILY:
            seldom[_seldom(name)].append(one)
    if may_list(request.actor, "journal"):
        seldom[SYSTEM].append(link(gettext("日志和备份"), reverse("safety"), "lock"))
    groups: list[dict[str, Any]] = [
        {"links": first},
        {"links": [one for name, one in links.items() if name in DAILY]},
        {"links": [
            link(gettext("绩效与工资"), reverse("pay"), "pay"),
            link(gettext("章程"), reverse("rulebook"), "rulebook"),
            link(gettext("组织"), reverse("organisation"), "people"),
        ]},
        *({"name": word(name), "fold": True, "open": any(one["current"] for one in found), "links": found}
          for name, found in seldom.items()),
    ]  # fmt: skip
    return [group for group in groups if group["links"]]


def _seldom(name: str) -> str:
    """Under which heading a list stands that one does not open every day: its module's."""
    return SELDOM["people"] if name in STAFF else SELDOM.get(registry.subjects[name].model._meta.app_label, SYSTEM)


def stranger(request: HttpRequest) -> HttpResponse:
    """Logged in, but nobody of the department."""
    return render(request, "web/stranger.html", {"at": now()}, status=403)
