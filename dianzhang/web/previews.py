"""The replay preview of a draft: asked for, watched, stopped, read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine.models import Preview
from dianzhang.engine.moment import today
from dianzhang.ui.charts import Chart, Series

from .drafts import editing
from .pictures import answer
from .previewing import ask
from .who import Asking, working


@working
@require_POST
def start(request: Asking, version_id: int) -> HttpResponse:
    """Play the draft over the days from ``since`` to ``until``: leased work, so one may leave the page."""
    version = editing(request, version_id)
    try:
        since, until = (date.fromisoformat(request.POST.get(name, "")) for name in ("since", "until"))
    except ValueError:
        why = gettext("没有这样的日期，写成 2026-10-31 这样。")
        return render(request, "web/draft_preview.html", {"why": why}, status=422)
    until = min(until, today())  # nothing has happened after today
    since = max(since, date(2000, 1, 1))
    made = ask(version, request.person, request.actor.post, since, until, get_language() or "zh-hans")
    return render(request, "web/draft_preview.html", {"preview": made, "version": version})


@working
@require_GET
def watch(request: Asking, version_id: int, preview_id: int) -> HttpResponse:
    """How far it is, then what was found; only to whoever asked."""
    version = editing(request, version_id)
    found = Preview.objects.filter(pk=preview_id, version_id=version_id, asked_by=request.person).first()
    if found is None:
        raise Http404
    result = json.loads(found.result) if found.result else None
    context = {
        "preview": found,
        "version": version,
        "result": result,
        "stale": found.digest != version.digest,
        "chart": compared(result) if result else None,
        "picture": reverse("preview-picture", args=[version_id, preview_id]),
    }
    return render(request, "web/draft_preview.html", context)


@working
@require_GET
def picture(request: Asking, version_id: int, preview_id: int) -> HttpResponse:
    """What it found as a PNG; only to whoever asked."""
    editing(request, version_id)
    found = Preview.objects.filter(pk=preview_id, version_id=version_id, asked_by=request.person).first()
    if found is None or not found.result:
        raise Http404
    return answer(compared(json.loads(found.result)))


def compared(result: dict[str, Any]) -> Chart:
    """What was kept and missed under the rulebook as it is and under the draft, side by side."""
    words = {"met": gettext("守住"), "missed": gettext("逾期"), "excused": gettext("已免责")}
    shown = [state for state in words if result["now"][state] or result["draft"][state]]
    return Chart(
        gettext("现行和草案"),
        [words[state] for state in shown],
        [
            Series(gettext("现行"), [result["now"][state] for state in shown], "rest"),
            Series(gettext("草案"), [result["draft"][state] for state in shown], "act"),
        ],
        "bars",
    )


@working
@require_POST
def stop(request: Asking, version_id: int, preview_id: int) -> HttpResponse:
    editing(request, version_id)
    Preview.objects.filter(pk=preview_id, version_id=version_id, asked_by=request.person).update(stop=True)
    return watch_again(request, version_id, preview_id)


def watch_again(request: Asking, version_id: int, preview_id: int) -> HttpResponse:
    found = Preview.objects.filter(pk=preview_id, version_id=version_id, asked_by=request.person).first()
    if found is None:
        raise Http404
    return render(request, "web/draft_preview.html", {"preview": found, "version": found.version})
