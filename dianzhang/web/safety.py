"""Journal and backups, for whoever answers for them: fingerprint, newest seal, newest check, backups; check it now."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import reading, registry
from dianzhang.engine.act import perform
from dianzhang.engine.lists import may_list
from dianzhang.engine.outcome import Item
from dianzhang.kernel.messages import MessageError
from dianzhang.safety import chain, checks, logbook, outside, sealing, words
from dianzhang.safety.backup import scheduled
from dianzhang.safety.comparing import Broken
from dianzhang.safety.models import Backup, Check

from .acting import tell
from .shell import show
from .who import Asking, working
from .words import message

LISTED = 20  # what is broken beyond stands at the command line
BACKUPS = 8


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    _require(request)
    newest = checks.newest_done()
    running = checks.running()
    return show(
        request,
        "web/safety.html",
        {
            "seal": seals(),
            "check": shown(newest) if newest else None,
            "work": progress_of(running) if running else None,
            "may_check": reading.may_create(request.actor, registry.actions["journal.check"]),
            "backups": backups(),
        },
    )


@working
@require_POST
def check(request: Asking) -> HttpResponse:
    """Ask for it; one that is under way is as good."""
    _require(request)
    if checks.running() is None:
        action = registry.actions["journal.check"]
        outcome = perform(action.name, Item(), request.actor)[0]
        if outcome.status != "done":
            tell(request, action, outcome)
    return redirect("safety")


@working
@require_GET
def progress(request: Asking, check_id: int) -> HttpResponse:
    """How far it is; when it is over, the page shows what was found."""
    _require(request)
    found = Check.objects.filter(pk=check_id).first()
    if found is None:
        raise Http404
    if found.status != "asked":
        answer = HttpResponse(headers={"HX-Redirect": reverse("safety")})
        return answer if request.headers.get("HX-Request") else redirect("safety")
    return render(request, "ui/progress.html", {"work": progress_of(found)})


@working
@require_POST
def stop(request: Asking, check_id: int) -> HttpResponse:
    _require(request)
    if not reading.may_create(request.actor, registry.actions["journal.check"]):
        raise Http404
    Check.objects.filter(pk=check_id, status="asked").update(stop=True)
    return redirect("safety")


def _require(request: Asking) -> None:
    if not may_list(request.actor, "journal"):
        raise Http404


# --- what is shown -------------------------------------------------------------------------


def seals() -> dict[str, Any]:
    """Fingerprint and newest seal; what is wrong with the key, said."""
    sealed, top = sealing.lag()
    newest, trouble = sealing.newest(), ""
    try:
        key = outside.read().key
        if newest is not None:
            sealing.usable_key()
    except MessageError as error:
        key, trouble = newest.key if newest else None, message(error.message)
    return {
        "fingerprint": chain.fingerprint(key) if key else "",
        "sealed": sealed,
        "events": top,
        "newest": newest,
        "head": newest.head[:16] if newest else "",
        "trouble": trouble,
    }


def shown(found: Check) -> dict[str, Any]:
    result = json.loads(found.result) if found.result else {}
    broken = [Broken(**one) for one in result.get("broken", ())]
    return {
        "at": found.done_at,
        "events": found.events,
        "sealed": found.sealed,
        "count": found.broken,
        "seconds": round(found.seconds, 1),
        "lines": [message(words.said(one)) for one in broken[:LISTED]],
        "more": max(0, found.broken - LISTED),
        "notes": [message(words.NOTES[note]) for note in result.get("notes", ())],
    }


def progress_of(found: Check) -> dict[str, Any]:
    """For ``ui/progress.html``."""
    return {
        "label": gettext("正在核对日志"),
        "done": found.place,
        "whole": found.of_events,
        "note": gettext("后台在做，可以离开这一页。"),
        "state": "running",
        "poll": reverse("safety-progress", args=[found.pk]),
        "stop": reverse("safety-stop", args=[found.pk]),
    }


def backups() -> dict[str, Any]:
    folder = scheduled.folder()
    return {
        "newest": logbook.newest_backup(),
        "rows": Backup.objects.order_by("-made_at")[:BACKUPS],
        "folder": str(folder) if folder else "",
        "next": scheduled.next_at() if folder else None,
        "missed": scheduled.missed() if folder else False,
    }
