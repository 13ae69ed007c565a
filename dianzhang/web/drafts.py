"""Drafts of rulebooks: begun from what is in force or what ships, edited with a live check, sent for approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang import rulebooks as shipped
from dianzhang.engine import access, reading, registry, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.act import one
from dianzhang.engine.actions.rulebooks import LARGEST, RULEBOOK, unfit_to_record
from dianzhang.engine.keepers import head_of_all
from dianzhang.engine.models import Approval, Preview, RulebookVersion
from dianzhang.engine.moment import now, today
from dianzhang.engine.numbering import from_day, renumbered
from dianzhang.engine.organisation import organisation
from dianzhang.engine.seats import gather, waiting_for
from dianzhang.engine.standing import coming, standing
from dianzhang.engine.takingeffect import Need, needs, recorded
from dianzhang.engine.words import message
from dianzhang.kernel.rulebook.concerns import STEPS
from dianzhang.ui.wording import chinese

from .acting import go
from .checking import finding, finding_live
from .distrust import whole
from .due import action_of, record_address
from .previewing import usual_range
from .seat_lines import line_of_seats
from .shell import show
from .who import Asking, working
from .words import state_name

OPEN = ("draft", "submitted")
ELSEWHERE = ("rulebook.edit", "rulebook.activate")  # saved in the document; asked for by sending it


def may_edit(request: Asking) -> bool:
    return access.reach_of(request.actor, "rulebook.edit") is not None


def editing(request: Asking, version_id: int) -> RulebookVersion:
    """The draft, to those who may edit drafts and to those asked to agree to it; to others there is nothing here."""
    found = RulebookVersion.objects.filter(pk=version_id, status__in=OPEN).select_related("owner").first()
    if found is None or not reading.may_see(request.actor, RULEBOOK, found):
        raise Http404
    if not may_edit(request) and not asked_about(found, request.actor):
        raise Http404
    return found


def asked_about(version: RulebookVersion, actor: Actor) -> bool:
    return any(approval.target_id == version.pk for approval in waiting_for(actor.person_id).filter(**of(version)))


def of(version: RulebookVersion) -> dict[str, Any]:
    """The requests about a version."""
    return {"target_kind": RULEBOOK.name, "target_id": version.pk}


def writing(request: Asking) -> None:
    if not may_edit(request):
        raise Http404


@working
@require_GET
def drafts(request: Asking) -> HttpResponse:
    """What is being written, what waits for approval, and what a new one can begin from."""
    writing(request)
    rows = RulebookVersion.objects.filter(status__in=OPEN).select_related("owner").order_by("-id")[:50]
    together = rulebooks.at(now())
    return show(
        request,
        "web/drafts.html",
        {
            "drafts": [row for row in rows if reading.may_see(request.actor, RULEBOOK, row)],
            "waiting": set(_asked_for().values_list("target_id", flat=True)),
            "coming": [{"row": row, "stands": standing(row, now())} for row in coming(now())],
            "discarded": discarded(request),
            "in_force": [{"key": key, "book": book} for book, key in (together.books if together else ())],
            "library": shipped.library(),
        },
    )


def _blank() -> str:
    """In the reader's language, kept by the head of the department, from today on."""
    code = head_of_all(organisation()) or access.OWNER_POST
    post = organisation().posts.get(code)
    named = post.name if post is not None and chinese() else code
    return shipped.blank(named, today(), "zh" if chinese() else "en")


def _asked_for() -> QuerySet[Approval]:
    """The requests that wait, that some version take effect: of a draft too, where that was asked for at once."""
    return Approval.objects.filter(target_kind=RULEBOOK.name, action="rulebook.activate", status="waiting")


def discarded(request: Asking) -> list[RulebookVersion]:
    """The drafts that were thrown away last: each can be taken up again on its page."""
    rows = RulebookVersion.objects.filter(status="discarded").select_related("owner").order_by("-id")[:10]
    return [row for row in rows if reading.may_see(request.actor, RULEBOOK, row)]


@working
@require_POST
def begin(request: Asking) -> HttpResponse:
    """A new draft with the text of a version (``version``), of a shipped rulebook (``library``), as the next one; or a
    sheet to write over (``blank``)."""
    writing(request)
    text = _beginning(request)
    if text is None:
        raise Http404
    made = one("rulebook.draft", request.actor, text=from_day(renumbered(text), today()))
    if not made.done:
        messages.error(request, made.why)
        return go(request, reverse("drafts"))
    return go(request, reverse("draft", args=[made.id]))


def _beginning(request: Asking) -> str | None:
    if "blank" in request.POST:
        return _blank()
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
    if RulebookVersion.objects.filter(pk=version_id).exclude(status__in=OPEN).exists():
        return go(request, record_address(RULEBOOK.name, version_id))  # it took effect: its page says since when
    return page(request, editing(request, version_id))


def page(request: Asking, version: RulebookVersion, *, status: int = 200) -> HttpResponse:
    latest = Preview.objects.filter(version=version, asked_by=request.person).order_by("-id").first()
    context = {
        "version": version, "finding": finding(version.text), "preview": latest, "longest": LARGEST,
        "range": usual_range(), "fixed": version.status != "draft" or not may_edit(request),
        **way(request, version, offering=status == 200),
    }  # fmt: skip
    return show(request, "web/draft.html", context, status=status)


def way(request: Asking, version: RulebookVersion, *, offering: bool = True) -> dict[str, Any]:
    """The way to force: what is there and what is missing, who is asked, and what may be done next."""
    lacking: list[Need] = []
    if version.status == "draft":
        needed = needs(version, request.actor, now())
        lacking = [need for need in needed if need.why]
        listed = [{"said": need.said, "on": need.on, "why": need.why} for need in needed]
    else:
        listed = [{"said": step["name"], "on": step["on"], "why": ""} for step in steps(version) if step["on"]]
    return {
        "needs": listed,
        "lacking": len(lacking),
        "request": decided_by(version),
        "actions": actions(request, version, lacking) if offering else [],
    }


def actions(request: Asking, version: RulebookVersion, lacking: Sequence[Need]) -> list[dict[str, Any]]:
    """Recording, sending, withdrawing: each comes back to this page, and says why it cannot be done yet."""
    back = reverse("draft", args=[version.pk])
    offered = []
    for view in reading.actions_for(request.actor, RULEBOOK, version):
        if view.action.name in ELSEWHERE or (version.status != "draft" and view.why_not):
            continue  # while it is decided upon it can only be withdrawn
        action = action_of(view, RULEBOOK.name, version.pk, version)
        action["url"] += f"?next={back}"
        if action.get("post"):
            action["fields"]["next"] = back
        action["why_not"] = action["why_not"] or _not_yet(view.action.name, version, lacking)
        offered.append(action)
    return offered


def _not_yet(name: str, version: RulebookVersion, lacking: Sequence[Need]) -> str:
    if name == "rulebook.submit" and lacking:
        return gettext("还差 %(n)s 样，见清单。") % {"n": len(lacking)}
    return unfit_to_record(version, None, None) if name == "rulebook.record" else ""


def decided_by(version: RulebookVersion) -> dict[str, Any] | None:
    """The last request that it take effect: who is asked, who has said what."""
    approval = Approval.objects.filter(**of(version), action="rulebook.activate").order_by("-id").first()
    if approval is None or (version.status == "draft" and approval.status == "void"):
        return None
    gather([approval])
    return {
        "url": record_address("approval", approval.pk),
        "status": approval.status,
        "said": state_name(registry.subjects["approval"], "status", approval.status),
        "round": line_of_seats(approval),
    }


def steps(version: RulebookVersion) -> list[dict[str, Any]]:
    """The records that the law asks for, and which are there."""
    return [{"name": message(said), "on": recorded(version, step)} for step, said in STEPS.items()]


@working
@require_POST
def save(request: Asking, version_id: int) -> HttpResponse:
    writing(request)
    version = editing(request, version_id)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    outcome = one("rulebook.edit", request.actor, version.pk, whole(request.POST.get("revision")), text=text)
    if outcome.status in ("done", "unchanged"):
        if outcome.why:
            messages.warning(request, outcome.why)
        if errors := finding(text)["errors"]:
            messages.warning(request, gettext("存好了。还有 %(n)s 处要改，改好才能送审。") % {"n": len(errors)})
        else:
            messages.success(request, gettext("草案存好了。"))
        return go(request, reverse("draft", args=[version.pk]))
    # What was typed stays where it was typed.
    version.text = text
    messages.error(request, outcome.why)
    return page(request, version, status=409)


@working
@require_POST
def check(request: Asking) -> HttpResponse:
    """What the compiler says of a text, while it is typed; beside it, whether what is saved is what stands there."""
    writing(request)
    text = request.POST.get("text", "")[: LARGEST + 1].replace("\r\n", "\n")
    context: dict[str, Any] = {"finding": finding_live(text, tried="tried" in request.POST)}
    if (number := whole(request.POST.get("draft"))) is not None:
        version = editing(request, number)
        unsaved = version.text != text
        context |= {"version": version, "typed": True, "unsaved": unsaved}
        context |= {} if unsaved else {"lacking": way(request, version, offering=False)["lacking"]}
    return render(request, "web/draft_finding.html", context)
