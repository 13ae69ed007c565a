"""Reports of one day, week or month: one's own to write, and whose are there or missing of those that one hears."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.lists import may_list
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.ui.wording import day as day_words
from dianzhang.work.reports.noting import hears
from dianzhang.work.reports.periods import KINDS, day_given, period
from dianzhang.work.reports.states import REPORT, reads
from dianzhang.work.reports.team import Line, lines

from .due import record_address
from .shell import show
from .who import Asking, working
from .words import post_name, state_name, word


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """``kind`` and any day ``on`` of the period; an address that says nonsense shows today."""
    if not may_list(request.actor, REPORT.name):
        raise Http404
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "daily"
    on = day_given(request.GET.get("on", ""))
    first, last = period(kind, on)
    found = lines(request.actor, kind, first, last)
    mine = next((line for line in found if line.person_id == request.person.pk), None)
    missing = sum(line.missing for line in found)
    return show(
        request,
        "web/reports.html",
        {
            "when": when(kind, first, last),
            "tabs": [
                {"label": word(zh), "url": f"?{urlencode({'kind': code, 'on': str(on)})}", "current": code == kind}
                for code, zh in KINDS.items()
            ],
            "before": f"?{urlencode({'kind': kind, 'on': str(first - timedelta(days=1))})}",
            "after": f"?{urlencode({'kind': kind, 'on': str(last + timedelta(days=1))})}" if last < today() else "",
            "write": writing(kind, first, last, mine),
            "mine": row(request, mine) if mine is not None else None,
            "others": [row(request, line) for line in found if line is not mine],
            "missing": missing,
            "list_url": reverse("list", args=[REPORT.name]),
        },
    )  # fmt: skip


def when(kind: str, first: date, last: date) -> str:
    if kind == "monthly":
        return f"{first:%Y-%m}"
    if kind == "weekly":
        return f"{day_words(first)} – {day_words(last)}"
    return str(day_words(first, weekday=True))


def writing(kind: str, first: date, last: date, mine: Line | None) -> str:
    """The way to one's own report, unless it is there or its days are to come."""
    if first > today() or (mine is not None and mine.report is not None):
        return ""
    given = urlencode({"kind": kind, "day": str(min(last, today()))})
    return f"{reverse('create', args=['report', 'send'])}?{given}"


def row(request: Asking, line: Line) -> dict[str, Any]:
    """For ``web/report_line.html``: whose, in which state in words and colour, and where it opens."""
    report, owed = line.report, line.owed
    level, text = "", gettext("制度没有要求")
    if report is not None:
        level, text = "ok", state_name(REPORT, "status", report.status)
        if report.backfilled or (owed is not None and report.sent_at > owed.due_at):
            level, text = "warn", gettext("%(state)s · 晚交") % {"state": text}
        if report.way == "spoken" and owed is not None and owed.done_at is None:  # the rule takes another proof
            level, text = "warn", gettext("口头说过，没有交")
    elif line.excused:
        text = gettext("已另作安排")
    elif line.missing:
        level, text = "late", gettext("没有交")
    elif owed is not None:
        text = gettext("还没有交")
    return {
        "name": line.name,
        "post": post_name(line.post),
        "url": record_address(REPORT.name, report.pk) if report is not None else "",
        "level": level,
        "text": text,
        "at": report.sent_at if report is not None else None,
        "due": owed.due_at if owed is not None and report is None else None,
        "to_read": report is not None and report.status == "sent" and reads(report, request.actor),
        "note_url": noting(request, line),
        "owed_url": record_address("duty", owed.pk) if owed is not None and report is None else "",
    }


def noting(request: Asking, line: Line) -> str:
    """The way to noting that somebody reported by word of mouth, for whoever hears them; "" where a report is there."""
    org = organisation()
    if line.report is not None or not hears(org, request.actor, line.person_id):
        return ""
    code = next((code for code, pk in org.codes.items() if pk == line.person_id), "")
    asked = {"person": code, "kind": request.GET.get("kind", ""), "day": request.GET.get("on", "")}
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('create', args=['report', 'note'])}?{given}"
