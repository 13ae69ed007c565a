"""The process map of a kind of record: a picture, the same as a table, where it departs, the records behind each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading, registry
from dianzhang.engine.eventlog.asking import EARLIEST, LATEST, may_have
from dianzhang.engine.eventlog.source import SOURCE
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages
from dianzhang.engine.referred import referred
from dianzhang.engine.registry import Subject
from dianzhang.engine.words import event_name, state_name
from dianzhang.insight.process.asking import MOST, Asked, may_map
from dianzhang.insight.process.departing import Departure, broken, departures, led, ungated
from dianzhang.insight.process.drawing import picture
from dianzhang.insight.process.flow import END, START, Arrow, behind, flow

from .due import record_address
from .exporting import offer
from .shell import show
from .who import Asking, working
from .words import subject_name, word

DAYS = 30
TABLE, LISTED = 200, 100  # arrows of the table; records behind one


@working
@require_GET
def begin(request: Asking) -> HttpResponse:
    """``?kind=order``; the first kind that one may see a map of unless told."""
    kinds = _kinds(request)
    if not kinds:
        raise Http404
    return page(request, request.GET.get("kind") or kinds[0].name)


@working
@require_GET
def page(request: Asking, kind: str) -> HttpResponse:
    """``?from=2026-10-01&to=2026-10-31&shop=CODE``; the last thirty days unless told."""
    asked, query = asked_of(request, kind)
    context = {
        "title": gettext("%(what)s的流程图") % {"what": subject_name(asked.subject)},
        "asked": asked,
        "kinds": [(one.name, subject_name(one), one.name == kind) for one in _kinds(request)],
        "shops": list(organisation().shops.values()),
        "shop": query["shop"],
        "most": MOST,
        "too_many": asked.too_many(),
    }
    if not context["too_many"]:
        context |= _map(asked, query)
    if may_have(request.actor, kind):
        context["export"] = offer(request.actor, SOURCE, "", urlencode({**query, "kind": kind}))
    return show(request, "web/process.html", context)


@working
@require_GET
def records(request: Asking, kind: str) -> HttpResponse:
    """What is behind an arrow (``a``, ``b``) or a departure (``departs``), latest first."""
    asked, query = asked_of(request, kind)
    departs = request.GET.get("departs", "")
    said, rows = _behind_departure(asked, departs) if departs else _behind_arrow(asked, request.GET)
    found = list(rows[: LISTED + 1])
    there = referred((kind, row.subject_id) for row in found)
    opened = reading.seen(request.actor, asked.subject, list(there.values()))
    lines = [
        {
            "at": getattr(row, "occurred_at", None) or row.due_at,
            "title": asked.subject.title(there[kind, row.subject_id]),
            "url": record_address(kind, row.subject_id),
        }
        for row in found[:LISTED]
        if row.subject_id in opened
    ]
    return show(
        request,
        "web/process_records.html",
        {
            "title": said,
            "lines": lines,
            "more": len(found) > LISTED,
            "listed": LISTED,
            "back": f"{reverse('process', args=[kind])}?{urlencode(query)}",
            "subject": subject_name(asked.subject),
        },
    )


def asked_of(request: Asking, kind: str) -> tuple[Asked, dict[str, str]]:
    """What a page asks for, and the same as its address has it.  404 where it is not the reader's or no days."""
    subject = registry.subjects.get(kind)
    if subject is None or not may_map(request.actor, subject) or subject.unsigned is not None:
        raise Http404
    last = today()
    try:
        to = date.fromisoformat(request.GET.get("to") or str(last))
        first = date.fromisoformat(request.GET.get("from") or str(to - timedelta(days=DAYS - 1)))
    except (ValueError, OverflowError):
        raise Http404 from None
    if first > to or first.year < EARLIEST or to.year >= LATEST:
        raise Http404
    code = request.GET.get("shop", "")
    shop = next((pk for pk, one in organisation().shops.items() if one.code == code), None)
    if code and shop is None:
        raise Http404
    return Asked(subject, first, to, request.actor, shop), {"from": str(first), "to": str(to), "shop": code}


def _kinds(request: Asking) -> list[Subject]:
    """Kinds with a list of their own, in the order in which lists are."""
    known = (registry.subjects[name] for name in pages.lists)
    return [one for one in known if one.unsigned is None and one.actions and may_map(request.actor, one)]


def _map(asked: Asked, query: dict[str, str]) -> dict[str, Any]:
    found, departs = flow(asked), departures(asked)
    address = f"{reverse('process-records', args=[asked.subject.name])}?{urlencode(query)}"

    def to(arrow: Arrow) -> str:
        return f"{address}&{urlencode({'a': arrow.from_, 'b': arrow.to})}"

    off = frozenset(arrow for one in departs for arrow in one.arrows)
    return {
        "flow": found,
        "picture": picture(found, off, to) if found.steps else "",
        "arrows": [_row(arrow, to(arrow), (arrow.from_, arrow.to) in off) for arrow in found.arrows[:TABLE]],
        "left_out": max(0, len(found.arrows) - TABLE),
        "departures": [_departing(asked, one, address) for one in departs],
    }


def _row(arrow: Arrow, url: str, late: bool) -> dict[str, Any]:
    return {
        "from": event_name(arrow.from_) if arrow.from_ != START else gettext("开始"),
        "to": event_name(arrow.to) if arrow.to != END else gettext("停在这里"),
        "count": arrow.count, "records": arrow.records, "median": arrow.median, "most": arrow.most, "url": url,
        "late": late,
    }  # fmt: skip


def _departing(asked: Asked, one: Departure, address: str) -> dict[str, Any]:
    return {
        "said": said_of(asked, one),
        "clause": reading.clause_of(one.version, one.rule),
        "count": one.count,
        "url": f"{address}&{urlencode({'departs': f'{one.what}:{one.key}'})}",
    }


def said_of(asked: Asked, one: Departure) -> str:
    """A departure in a sentence."""
    if one.what == "gate":
        return gettext("没有经过审批就%(step)s") % {"step": event_name(one.to)}
    if one.what == "deadline":
        return gettext("期限没有守住")
    lead = registry.actions[one.to].word.leads[one.axis]
    axis = word(asked.subject.words.axes[one.axis].zh)
    needed = "、".join(state_name(asked.subject, one.axis, state) for state in sorted(lead.source))
    given = {"before": event_name(one.from_), "step": event_name(one.to), "axis": axis, "states": needed}
    return gettext("%(before)s之后就%(step)s，而那时%(axis)s应当是“%(states)s”") % given


def _behind_arrow(asked: Asked, given: QueryDict) -> tuple[str, Any]:
    a, b = given.get("a", START), given.get("b", END)
    known = {START, END, *asked.subject.words.actions, *asked.subject.actions}
    if a not in known or b not in known or (a == START and b == END):
        raise Http404
    names = (
        event_name(a) if a != START else gettext("开始"), event_name(b) if b != END else gettext("停在这里"),
    )  # fmt: skip
    return " → ".join(names), behind(asked, a, b, LISTED + 1)


def _behind_departure(asked: Asked, departs: str) -> tuple[str, Any]:
    one = next((d for d in departures(asked) if f"{d.what}:{d.key}" == departs), None)
    if one is None:
        raise Http404
    rows: Any
    match one.what:
        case "state":
            rows = led(asked, one.axis, one.from_, one.to, LISTED + 1)
        case "gate":
            rows = ungated(asked, one.to).order_by("-occurred_at", "-id")
        case "deadline":
            rows = broken(asked, one.rule)
    return said_of(asked, one), rows
