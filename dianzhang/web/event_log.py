"""The journal as an event log: which days, which kinds of records, which shop; how many events, and the way out."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpResponse, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import registry
from dianzhang.engine.eventlog import NotLogged, Wanted, wanted_of
from dianzhang.engine.eventlog.asking import kinds_for, may_log
from dianzhang.engine.eventlog.source import SOURCE
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation

from .exporting import offer
from .shell import show
from .who import Asking, working
from .words import subject_name

DAYS = 30


def query_of(given: QueryDict) -> str:
    """What a page was asked for, as an export has it: the last thirty days unless told."""
    last = today() - timedelta(days=1)
    days = {"from": given.get("from") or str(last - timedelta(days=DAYS - 1)), "to": given.get("to") or str(last)}
    return urlencode([*days.items(), ("shop", given.get("shop", "")), *(("kind", k) for k in given.getlist("kind"))])


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """For those who see everything of some kind of record; others find no such page."""
    if not may_log(request.actor):
        raise Http404
    query, wanted, why = query_of(request.GET), None, ""
    try:
        wanted = wanted_of(query, request.actor)
    except NotLogged as error:
        why = str(error)
    asked, chosen = QueryDict(query), set(request.GET.getlist("kind"))
    kinds = [(kind, subject_name(registry.subjects[kind]), kind in chosen) for kind in kinds_for(request.actor)]
    context = {
        "title": gettext("事件日志"),
        "asked": asked,
        "kinds": sorted(kinds, key=lambda one: one[1]),
        "shops": list(organisation().shops.values()),
        "why": why,
        "events": _count(wanted) if wanted is not None and request.GET else None,
        "export": offer(request.actor, SOURCE, "", query) if wanted is not None else [],
        "today": date.isoformat(today()),
    }
    return show(request, "web/event_log.html", context, 422 if why else 200)


def _count(wanted: Wanted) -> int:
    return wanted.events().order_by().count()
