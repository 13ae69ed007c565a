"""Drafts of rulebooks: begun from what is in force or what ships, edited with a live check, sent for approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang import rulebooks as shipped
from dianzhang.engine import access, reading, rulebooks
from dianzhang.engine.act import one
from dianzhang.engine.actions.rulebooks import LARGEST, RULEBOOK
from dianzhang.engine.models import Preview, RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.engine.takingeffect import recorded
from dianzhang.engine.words import message
from dianzhang.kernel.rulebook.concerns import STEPS

from .acting import go
from .checking import finding, finding_live
from .distrust import whole
from .due import action_of
from .previewing import usual_range
from .shell import show
from .who import Asking, working

OPEN = ("draft", "submitted")


def may_edit(request: Asking) -> bool:
    return access.reach_of(request.actor, "rulebook.edit") is not None


def editing(request: Asking, version_id: int | None = None) -> RulebookVersion | None:
    """The draft, to those who may edit drafts; to others there is nothing here."""
    if not may_edit(request):
        raise Http404
    if version_id is None:
        return None
    found = RulebookVersion.objects.filter(pk=version_id, status__in=OPEN).first()
    if found is None or not reading.may_see(request.actor, RULEBOOK, found):
        raise Http404
    return found


@working
@require_GET
def drafts(request: Asking) -> HttpResponse:
    """What is being written, what waits for approval, and what a new one can begin from."""
    editing(request)
    rows = RulebookVersion.objects.filter(status__in=OPEN).select_related("owner").order_by("-id")[:50]
    together = rulebooks.at(now())
    return show(
        request,
        "web/drafts.html",
        {
            "drafts": [row for row in rows if reading.may_see(request.actor, RULEBOOK, row)],
            "in_force": [{"key": key, "book": book} for book, key in (together.books if together else ())],
            "library": shipped.library(),
        },
    )


@working
@require_POST
def begin(request: Asking) -> HttpResponse:
    """A new draft with the text of a version (``version``) or of a shipped rulebook (``library``)."""
    editing(request)
    text = _beginning(request)
    if text is None:
        raise Http404
    made = one("rulebook.draft", request.actor, text=text)
    if not made.done:
        messages.error(request, made.why)
        return go(request, reverse("drafts"))
    return go(request, reverse("draft", args=[made.id]))


def _beginning(request: Asking) -> str | None:
    version = whole(request.POST.get("version"))
    if version is not None:
        found = RulebookVersion.objects.filter(pk=version, status="in_force").first()
        return found.text if found is not None and reading.may_see(request.actor, RULEBOOK, found) else None
    wanted = request.POST.get("library", "")  # a name of the library, never a path
    book = next((book for book in shipped.library() if book.name == wanted), None)
    return book.file.read_text(encoding="utf-8") if book is not None else None


@working
@require_GET
def draft(request: Asking, version_id: int) -> HttpResponse:
    """The document to write in, what the compiler says of it, and the way to force."""
    version = editing(request, version_id)
    assert version is not None
    offered = [
        action_of(view, "rulebook", version.pk, version)
        for view in reading.actions_for(request.actor, RULEBOOK, version)
        if view.action.name not in ("rulebook.edit", "rulebook.activate")
    ]
    latest = Preview.objects.filter(version=version, asked_by=request.person).order_by("-id").first()
    return show(
        request,
        "web/draft.html",
        {
            "version": version, "actions": offered, "finding": finding(version.text), "preview": latest,
            "fixed": version.status != "draft", "steps": steps(version), "longest": LARGEST, "range": usual_range(),
        },
    )  # fmt: skip


def steps(version: RulebookVersion) -> list[dict[str, Any]]:
    """The records that the law asks for, and which are there."""
    return [{"name": message(said), "on": recorded(version, step)} for step, said in STEPS.items()]


@working
@require_POST
def save(request: Asking, version_id: int) -> HttpResponse:
    version = editing(request, version_id)
    assert version is not None
    text = request.POST.get("text", "").replace("\r\n", "\n")
    outcome = one("rulebook.edit", request.actor, version.pk, whole(request.POST.get("revision")), text=text)
    address = reverse("draft", args=[version.pk])
    if outcome.status in ("done", "unchanged"):
        if errors := finding(text)["errors"]:
            messages.warning(request, gettext("存好了。还有 %(n)s 处要改，改好才能送审。") % {"n": len(errors)})
        else:
            messages.success(request, gettext("草案存好了。"))
        return go(request, address)
    # What was typed stays where it was typed.
    version.text = text
    messages.error(request, outcome.why)
    context = {
        "version": version, "actions": [], "finding": finding(text), "fixed": False, "steps": steps(version),
        "longest": LARGEST, "range": usual_range(),
    }  # fmt: skip
    return show(request, "web/draft.html", context, status=409)


@working
@require_POST
def check(request: Asking) -> HttpResponse:
    """What the compiler says of a text, while it is typed."""
    editing(request)
    text = request.POST.get("text", "")[: LARGEST + 1].replace("\r\n", "\n")
    return render(request, "web/draft_finding.html", {"finding": finding_live(text, tried="tried" in request.POST)})
