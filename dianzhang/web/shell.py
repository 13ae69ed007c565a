"""The frame of every page: where one can go, who one is, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import deadlines, registry
from dianzhang.engine.eventlog.asking import may_log
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages
from dianzhang.engine.prepared import prepared, summed
from dianzhang.engine.seats import waiting_ids
from dianzhang.engine.unmoved import once
from dianzhang.insight.forms.asking import may_analyse
from dianzhang.insight.process.asking import may_map

from .who import Asking
from .words import post_name, subject_name, word

ICONS = {
    "aftersale": "return", "returned": "goods", "parcel": "goods", "platform_notice": "alert", "review": "service",
    "order": "order", "complaint": "service", "leave": "leave", "sku": "goods", "target": "score", "person": "people",
    "shop": "goods", "month": "pay", "basepay": "pay", "approval": "approval", "rulebook": "rulebook",
    "warehouse": "goods", "stock": "goods", "item_code": "goods", "gift_rule": "campaign",
    "wave": "goods",
    "settlement": "pay", "payout_file": "data", "payout_terms": "pay", "payout_columns": "data", "invoice": "rulebook",
    "meeting": "people", "report": "data", "data_report": "data", "experiment": "score",
    "alarm": "alert", "rival": "search", "market_figure": "data",
    "workplan": "score",
    "document": "rulebook", "folder": "rulebook",
    "unit": "people", "post": "people", "account": "lock", "leaving": "right", "export": "data",
    "suggestion": "info", "activity": "campaign", "overtime": "clock", "webhook": "return", "robot": "service",
    "roster": "leave", "shift": "leave", "swap": "return", "handover": "right", "gap": "people",
}  # fmt: skip
THUMBS = ("order", "complaint")  # the first of these that someone may see stands on the phone's bar
DAILY = (
    "order", "wave", "aftersale", "complaint", "review", "platform_notice", "task", "meeting", "workplan", "report",
    "document",
    "roster", "leave", "overtime",
)  # fmt: skip
BOARDS = {
    "task": "tasks",
    "report": "reports",
    "document": "documents",
    "roster": "rosters",
    "item_code": "item-codes",
}  # subjects that one comes to by a page other than the list
SYSTEM, NUMBERS = "系统", "数据"
# the module whose lists stand under one heading -> the heading; what the engine itself has is the system's
SELDOM = {"goods": "商品", "work": "制度执行", "reward": "绩效", "people": "人员", "engine": SYSTEM}
TEAM = {
    "suggestion": "团队",
    "activity": "团队",
    "item_code": "商品",
    "gift_rule": "商品",
    "settlement": "结算",
    "payout_file": "结算",
    "data_report": NUMBERS,
    "experiment": NUMBERS,
    "alarm": NUMBERS,
    "rival": NUMBERS,
    "market_figure": NUMBERS,
    "payout_terms": "结算",
    "payout_columns": "结算",
    "invoice": "结算",
}  # subjects that stand under a heading of their own
STAFF = {"person", "unit", "post", "shop"}  # the engine's subjects that are about people
OWN_PAGES = {
    "approval",
    "rulebook",
    "saved_view",
    "board",
}  # subjects whose list is a page of its own, or stands elsewhere


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
        "person": {"name": request.person.name, "post": post_name(actor.post), "url": place("pay")},
        "posts": [{"code": code, "label": post_name(code), "current": code == actor.post} for code in held],
        "switch_url": place("switch-post"),
        "account_url": place("account"),
        "notices": unread(request.person.pk),
        "notices_url": place("notices"),
        "unread_url": place("notices-unread"),
        "search_url": place("search"),
        "query": request.GET.get("q", "") if request.path == place("search") else "",
    }


@lru_cache(maxsize=256)
def place(name: str, *args: str) -> str:
    """The address of one of our pages."""
    return reverse(name, args=args)


@once
def unread(person_id: int) -> int:
    """How many notices someone has not read."""
    return _unread(person=person_id)[0]  # type: ignore[no-any-return]


@prepared
def _unread(*, person: Any) -> Any:
    return summed(Notice.objects.filter(person_id=person, read_at=None), n=Count("pk")).values_list("n", flat=True)


def navigation(request: Asking, waiting: int) -> list[dict[str, Any]]:
    here = request.path

    def link(label: str, url: str, icon: str, *, beside: str = "", **more: Any) -> dict[str, Any]:
        current = any(here == one or (one != "/" and here.startswith(f"{one}/")) for one in (url, beside) if one)
        return {"label": label, "url": url, "icon": icon, "current": current, **more}

    late = deadlines.tally(request.actor).late
    first = [
        link(gettext("今日"), place("today"), "today", thumb=True),
        link(gettext("超时雷达"), place("radar"), "radar", count=late, late=True, thumb=True),
        link(gettext("审批"), place("approvals"), "approval", count=waiting, thumb=True),
        link(gettext("日历"), place("calendar"), "leave"),
        link(gettext("数据看板"), place("boards"), "data"),
        *([link(gettext("分析"), place("analysis"), "data")] if may_analyse(request.actor) else []),
    ]
    listed = [name for name in pages.lists if name not in OWN_PAGES and may_list(request.actor, name)]
    thumb = next((name for name in THUMBS if name in listed), None)
    links = {
        name: link(
            subject_name(registry.subjects[name]),
            place(BOARDS[name]) if name in BOARDS else place("list", name),
            ICONS.get(name, "task"),
            beside=place("list", name),
            thumb=name == thumb,
        )
        for name in [*(n for n in DAILY if n in listed), *(n for n in listed if n not in DAILY)]
    }
    seldom: dict[str, list[dict[str, Any]]] = {name: [] for name in (*TEAM.values(), *SELDOM.values())}
    for name, one in links.items():
        if name not in DAILY:
            seldom[_seldom(name)].append(one)
    if may_list(request.actor, "journal"):
        seldom[SYSTEM].append(link(gettext("日志和备份"), place("safety"), "lock"))
    if any(may_map(request.actor, registry.subjects[name]) for name in listed):
        seldom[NUMBERS].append(link(gettext("流程图"), place("process-begin"), "data"))
    if may_log(request.actor):
        seldom[SYSTEM].append(link(gettext("事件日志"), place("event-log"), "data"))
    groups: list[dict[str, Any]] = [
        {"links": first},
        {"links": [one for name, one in links.items() if name in DAILY]},
        {"links": [
            link(gettext("绩效与工资"), place("pay"), "pay"),
            link(gettext("章程"), place("rulebook"), "rulebook"),
            link(gettext("组织"), place("organisation"), "people"),
        ]},
        *({"name": word(name), "fold": True, "open": any(one["current"] for one in found), "links": found}
          for name, found in seldom.items()),
    ]  # fmt: skip
    return [group for group in groups if group["links"]]


def _seldom(name: str) -> str:
    """Under which heading a list stands that one does not open every day: its module's."""
    if name in TEAM:
        return TEAM[name]
    return SELDOM["people"] if name in STAFF else SELDOM.get(registry.subjects[name].model._meta.app_label, SYSTEM)


def stranger(request: HttpRequest) -> HttpResponse:
    """Logged in, but nobody of the department."""
    return render(request, "web/stranger.html", {"at": now()}, status=403)
