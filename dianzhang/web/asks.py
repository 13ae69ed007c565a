"""Requests for approval: to read, and to decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine.act import one
from dianzhang.engine.models import Approval, Seat
from dianzhang.engine.organisation import organisation
from dianzhang.engine.seats import waiting_for

from . import paging
from .acting import go
from .ask_cards import asks_of
from .setup.steps import go_on
from .shell import show
from .who import Asking, working
from .words import join

PAGE = 20


@working
@require_GET
def approvals(request: Asking) -> HttpResponse:
    """What waits for me; what I asked for; what I decided."""
    tab = request.GET.get("tab", "mine")
    rows, order = rows_of(tab, request)
    found = paging.page(request, rows, order, PAGE)
    tabs = [("mine", gettext("待我审批")), ("asked", gettext("我发起的")), ("decided", gettext("我批过的"))]
    asks = asks_of(found.rows, request.actor)
    return show(
        request,
        "web/approvals.html",
        {
            "asks": asks,
            "tabs": [{"label": label, "url": f"?tab={code}", "current": code == tab} for code, label in tabs],
            "several": sum(ask["mine"] for ask in asks) > 1,
            "bulk_url": reverse("bulk", args=["approval", "agree"]),
            "here": request.get_full_path(),
            "next": f"?tab={tab}&after={found.after}" if found.after else "",
            "previous": f"?tab={tab}&before={found.before}" if found.before else "",
            "standing": standing(request),
            "empty": empty(tab) | {"actions": [*go_on(request.actor), which_are_asked()]},
        },
    )


def rows_of(tab: str, request: Asking) -> tuple[Any, tuple[str, ...]]:
    """The requests of a tab and their order: what waits, the oldest first; what is past, the newest."""
    if tab == "asked":
        return Approval.objects.filter(owner=request.person), ("-id",)
    if tab == "decided":
        mine = Seat.objects.filter(Q(person=request.person) | Q(behalf=request.person)).exclude(answer="")
        return Approval.objects.filter(pk__in=mine.values("approval_id")), ("-id",)
    return waiting_for(request.person.pk), ("id",)


def standing(request: Asking) -> dict[str, Any]:
    """Who stands in for me, and for whom I do."""
    org, me = organisation(), request.person.pk
    absences = org.absences
    mine = [
        {"name": org.names.get(one.stand_in_id, ""), "since": one.since, "until": one.until}
        for one in absences.appointed.get(me, ())
    ]
    return {
        "mine": mine,
        "others": join(org.names.get(person, "") for person in absences.stands_for(me)),
        "appoint_url": reverse("act", args=["person", me, "appoint_stand_in"]),
        "end_url": reverse("act", args=["person", me, "end_stand_in"]),
        "back": reverse("approvals"),
    }


def empty(tab: str) -> dict[str, Any]:
    if tab == "mine":
        return {
            "title": gettext("没有等你审批的"),
            "text": gettext("有人要做的事需要你同意时，会出现在这里，同时通知你。"),
            "picture": "approval",
        }
    return {
        "title": gettext("这里还是空的"),
        "text": gettext("要审批的动作提交之后，在这里看它走到哪一步。"),
        "picture": "approval",
    }


def which_are_asked() -> dict[str, str]:
    return {"label": gettext("看章程里哪些事要审批"), "url": reverse("rulebook")}


@working
@require_POST
def decide(request: Asking, approval_id: int) -> HttpResponse:
    """Agree or refuse.  Refusing asks for the reason."""
    approval = get_object_or_404(Approval, pk=approval_id)
    note = request.POST.get("note", "").strip()
    back = request.POST.get("next") or reverse("approvals")
    verbs = {"agree": "approval.agree", "refuse": "approval.refuse", "withdraw": "approval.withdraw"}
    verb = verbs.get(request.POST.get("decision", ""))
    if verb is None:
        return go(request, back)
    if verb == "approval.refuse" and not note:
        messages.warning(request, gettext("驳回要写理由，申请人才知道怎么改。"))
        return go(request, f"{back}#ask-{approval_id}")
    given = {"reason": note} if note and verb != "approval.withdraw" else {}
    outcome = one(verb, request.actor, approval_id, None, **given)
    if not outcome.done:
        messages.error(request, outcome.why)
        return go(request, back)
    approval.refresh_from_db()
    said = {"result": outcome.why}
    match verb, approval.status:
        case "approval.withdraw", _:
            messages.info(request, gettext("撤回了。"))
        case "approval.agree", _:
            messages.success(request, gettext("同意了。%(result)s") % said)
        case _, "refused":
            messages.info(request, gettext("驳回了，已告诉申请人。"))
        case _:
            messages.info(request, gettext("记下了你的不同意。%(result)s") % said)
    return go(request, back)
