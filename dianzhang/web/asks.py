"""Requests for approval: to read, and to decide."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import reading, registry, rulebooks
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import one
from dianzhang.engine.actions.approvals import seat_for, title_of, waiting_for
from dianzhang.engine.facts import read_inputs
from dianzhang.engine.models import Approval, ClockRow, Note
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages

from .acting import go
from .due import clock_of, record_address
from .history import label, shown
from .shell import show
from .values import cell, column_label, hidden
from .who import Asking, working
from .words import action_name, parts, post_name, state_name, subject_name, timed_out, word

RECENT = 30


@working
@require_GET
def approvals(request: Asking) -> HttpResponse:
    """What waits for me; what I asked for; what was decided."""
    actor = request.actor
    held = organisation().posts_of.get(actor.person_id or 0, ())
    tab = request.GET.get("tab", "mine")
    if tab == "asked":
        found = Approval.objects.filter(owner=request.person).order_by("-id")[:RECENT]
    elif tab == "decided":
        found = (
            Approval.objects.filter(seats__person=request.person)
            .exclude(seats__answer="")
            .distinct()
            .order_by("-id")[:RECENT]
        )
    else:
        found = waiting_for(actor.person_id or 0, held).prefetch_related("seats")
    tabs = [("mine", gettext("待我审批")), ("asked", gettext("我发起的")), ("decided", gettext("我批过的"))]
    return show(
        request,
        "web/approvals.html",
        {
            "asks": [ask_of(approval, actor) for approval in found],
            "tabs": [{"label": label, "url": f"?tab={code}", "current": code == tab} for code, label in tabs],
            "empty": empty(tab),
        },
    )


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
    if approval.status == "agreed":
        messages.success(request, gettext("同意了。%(result)s") % {"result": word(approval.result)})
    elif verb == "approval.agree":
        messages.success(request, gettext("同意了，还要等其他人。"))
    else:
        messages.info(
            request, gettext("撤回了。") if verb == "approval.withdraw" else gettext("驳回了，已告诉申请人。")
        )
    return go(request, back)


def ask_of(approval: Approval, actor: Actor) -> dict[str, Any]:
    """For ``ui/approval.html``."""
    action = registry.actions.get(approval.action)
    subject = registry.subjects.get(approval.target_kind)
    clause = reading.clause_of(approval.version_id, approval.gate)
    clock = (
        ClockRow.objects.filter(subject_kind="approval", subject_id=approval.pk, live=True).order_by("due_at").first()
    )
    mine = approval.status == "waiting" and seat_for(approval, actor) is not None
    own = approval.owner_id == actor.person_id
    visible = subject is not None and approval.target_id is not None
    verb = action_name(action) if action else approval.action
    what = subject_name(subject) if subject else ""
    title = title_of(approval)
    title = title if title.startswith(what) else f"{what} {title}"
    return {
        "id": approval.pk,
        "title": f"{verb} · {title}",
        "url": record_address(approval.target_kind, approval.target_id) if visible and approval.target_id else "",
        "from": who_asks(approval),
        "at": approval.asked_at,
        "reason": reason_of(approval),
        "clause": clause,
        "clock": clock_of(clock) if clock else None,
        "timeout": timeout_of(approval),
        "changes": inputs_of(approval),
        "manner": approval.manner,
        "round": round_of(approval),
        "decide_url": reverse("decide", args=[approval.pk]),
        "mine": mine,
        "own": own and approval.status == "waiting",
        "status": ""
        if approval.status == "waiting"
        else state_name(registry.subjects["approval"], "status", approval.status),
        "result": word(approval.result),
        "why_not": gettext("这是你自己提交的，提交人不审批本人事项。") if own and approval.status == "waiting" else "",
    }


def who_asks(approval: Approval) -> str:
    name = organisation().names.get(approval.owner_id or 0, gettext("系统"))
    if not approval.post:
        return name
    return gettext("%(name)s（%(post)s）") % {"name": name, "post": post_name(approval.post)}


def reason_of(approval: Approval) -> str:
    """What the applicant last wrote beside the record."""
    if approval.target_id is None or approval.owner_id is None:
        return ""
    notes = Note.objects.filter(
        subject_kind=approval.target_kind, subject_id=approval.target_id, author=approval.owner_id
    )
    return notes.order_by("-id").values_list("text", flat=True).first() or ""


def timeout_of(approval: Approval) -> str:
    """What happens when nobody decides, as the gate says."""
    gate = rulebooks.rule_of(approval.version_id, approval.gate)
    if gate is None or not getattr(gate, "timeouts", ()):
        return ""
    return parts(timed_out(timeout) for timeout in gate.timeouts)


def inputs_of(approval: Approval) -> list[dict[str, Any]]:
    """What it is about, and what was asked for, by name."""
    subject = registry.subjects.get(approval.target_kind)
    action = registry.actions.get(approval.action)
    given = json.loads(approval.input)
    found: list[dict[str, Any]] = []
    if subject is not None and action is not None:
        if approval.target_id:
            found = facts_of(subject.name, approval.target_id)
        for name, value in read_inputs(action, given).items():
            if value not in (None, ""):
                found.append({"label": label(subject, name), "was": None, "now": shown(subject, name, value)})
    return found


def facts_of(kind: str, record_id: int) -> list[dict[str, Any]]:
    """The record itself: enough to decide by without opening it."""
    declared = pages.records.get(kind)
    subject = registry.subjects[kind]
    record = subject.model._default_manager.filter(pk=record_id).first()
    if declared is None or record is None:
        return []
    nobody = Actor(0, "")
    told = []
    for column in declared.facts[:6]:
        known = subject.field.get(column.name)
        if known is not None and hidden(subject, known, nobody):
            continue
        value = cell(subject, column, record, SYSTEM)
        if value is not None:
            told.append(
                {
                    "label": column_label(subject, column),
                    "was": None,
                    "now": value["tag"] if isinstance(value, dict) else value,
                }
            )
    return told


def round_of(approval: Approval) -> list[dict[str, Any]]:
    """Who decides, in their order, and what they said."""
    names = organisation().names
    states = {"agreed": "yes", "refused": "no"}
    return [
        {
            "who": names.get(seat.person_id or 0, "") if seat.answer and seat.person_id else post_name(seat.post),
            "state": states.get(seat.answer, "now" if seat.turn else "wait"),
            "at": seat.answered_at,
            "said": seat.reason,
        }
        for seat in sorted(approval.seats.all(), key=lambda seat: seat.number)
    ]
