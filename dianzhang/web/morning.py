"""The morning report of a day: its numbers as they were sent, why they moved, what was red, what lacked."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.organisation import organisation
from dianzhang.insight.morning import saying
from dianzhang.insight.morning.models import MorningReport
from dianzhang.insight.morning.reading import may_see_traffic, numbers_for, red_for, report_of
from dianzhang.insight.morning.states import MORNING
from dianzhang.insight.morning.working import changes
from dianzhang.insight.moves.parts import CAUSES
from dianzhang.kernel.units import Unit
from dianzhang.marketing.pages import may_send
from dianzhang.marketing.states import FAMILIES
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define
from dianzhang.trade.importing import may_import
from dianzhang.ui.figures import change, written
from dianzhang.ui.wording import chinese, percent
from dianzhang.ui.wording import day as day_words

from .due import action_of, row_of
from .numbers import rows_address
from .shell import show
from .titles import titles_now
from .who import Asking, working
from .why import bars
from .words import word

BY_VISITORS = frozenset({"visitors", "conversion", "order_value", "untold", "unmatched"})


@working
@require_GET
def page(request: Asking, day: str = "") -> HttpResponse:
    """That of a day, else the newest.  404 for a day without one, and for those who may not open any."""
    if not may_list(request.actor, MORNING.name):
        raise Http404
    asked = _read(day) if day else None
    report = report_of(request.actor, asked)
    if report is None and asked is not None:
        raise Http404
    if report is None:
        return show(request, "web/morning.html", {"title": gettext("早报"), "empty": _empty()})
    return show(request, "web/morning.html", _context(request.actor, report))


def _read(day: str) -> date:
    try:
        found = parse_date(day)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _empty() -> dict[str, Any]:
    return {
        "title": gettext("还没有早报"),
        "text": gettext("制度写明早报几点出、看哪些数、发给谁；到点系统自己出，一天一份，都留在这里。"),
        "picture": "list",
        "actions": [{"label": gettext("看制度"), "url": reverse("rulebook")}],
    }


def _context(actor: Actor, report: MorningReport) -> dict[str, Any]:
    kept, fresh = json.loads(report.sent), json.loads(report.now or "{}")
    numbers = numbers_for(actor, report, kept)
    newest = numbers_for(actor, report, fresh) if fresh else numbers
    seen = {one["name"] for one in numbers}
    traffic = may_see_traffic(actor, report.day)
    around = reading.visible(actor, MORNING)
    days = [
        around.filter(day__lt=report.day).order_by("-day").values_list("day", flat=True).first(),
        around.filter(day__gt=report.day).order_by("day").values_list("day", flat=True).first(),
    ]
    acts = [one for one in reading.actions_for(actor, MORNING, report) if one.ready]
    return {
        "title": gettext("早报 %(day)s") % {"day": day_words(report.day, weekday=True)},
        "report": report,
        "numbers": [_number(actor, report.day, one) for one in numbers],
        "whys": [_why(one, traffic=traffic) for one in newest if one.get("why")],
        "red": _red(actor, report),
        "missing": [_missing(actor, one) for one in (fresh or kept)["missing"]],
        "changes": [_changed(one) for one in changes(kept, fresh) if one["name"] in seen],
        "actions": [action_of(one, MORNING.name, report.pk, report) for one in acts],
        "days": [reverse("morning-day", args=[one]) if one is not None else "" for one in days],
        "history": reverse("list", args=[MORNING.name]),
    }


def _number(actor: Actor, day: date, one: dict[str, Any]) -> dict[str, Any]:
    """For ``web/morning.html``: the value as it was sent, and beside what it stands."""
    definition = define(one["name"], day)
    found: dict[str, Any] = {"name": word(one["name"]), "clause": None, "url": "", "history": ""}
    if definition is not None:
        found |= _ways(actor, definition, day)
    if one["value"] is None:
        said = one.get("reason") or []
        return found | {"value": None, "reason": said[0 if chinese() else 1] if said else gettext("这一天没有数")}
    value, unit = Decimal(one["value"]), Unit(one["unit"])
    beside = [
        {
            "words": words,
            "change": change(value, Decimal(one[key]), unit, one["better"]) if one[key] is not None else None,
            "was": written(Decimal(one[key]), unit) if one[key] is not None else None,
        }
        for key, words in (("day_before", gettext("较前一天")), ("week_before", gettext("较上周同日")))
    ]
    found |= {"value": written(value, unit), "unit": unit, "beside": beside}
    if one["month"] is not None:
        found["month"] = written(Decimal(one["month"]), unit)
        if one["target"]:
            found["target"] = written(Decimal(one["target"]), unit)
            if unit is not Unit.RATIO:  # of a rate no part is done
                found["share"] = percent(Decimal(one["month"]) / Decimal(one["target"]))
    return found


def _ways(actor: Actor, definition: Definition, day: date) -> dict[str, Any]:
    return {
        "clause": definition.clause,
        "url": rows_address(definition, Slice(day, day), actor),
        "history": reverse("number", args=[definition.name]),
    }


def _why(one: dict[str, Any], *, traffic: bool) -> dict[str, Any]:
    """The shares of a number, as bars and in words; by visitors only for those who may see these."""
    unit = Unit(one["unit"])
    shares = one["why"]
    if not traffic and any(share["cause"] in BY_VISITORS for share in shares):
        shares = []
    named = [(word(share["name"]) if share["name"] else gettext(CAUSES[share["cause"]]), Decimal(share["amount"]))
             for share in shares]  # fmt: skip
    return {
        "name": word(one["name"]),
        "hidden": not shares,
        "chart": bars(named, unit, one["better"]) if shares else None,
        "words": [f"{name} {saying.signed(amount, unit)}" for name, amount in named],
        "more": f"{reverse('number', args=[one['name']])}?against=week#why",
    }


def _red(actor: Actor, report: MorningReport) -> list[dict[str, Any]]:
    """What was red that morning: what is open still with what can be done, the rest as done with."""
    kept, views = red_for(actor, report)
    titles = titles_now((one["kind"], one["id"]) for one in kept if one["clock"] not in views)
    found = list[dict[str, Any]]()
    for one in kept:
        view = views.get(one["clock"])
        if view is not None:
            found.append({"row": row_of(view)})
            continue
        title = titles.get((one["kind"], one["id"]), "")
        owner = organisation().names.get(one["owner"] or 0, "")
        url = reverse("record", args=[one["kind"], one["id"]])
        found.append({"what": f"{title} {word(one['what'])}".strip(), "owner": owner, "url": url})
    return found


def _missing(actor: Actor, one: dict[str, Any]) -> dict[str, str]:
    """What has not come, and where its file is dropped by those who may."""
    shop = organisation().shops.get(one["shop"])
    given = {"shop": shop.name if shop is not None else "", "what": ""}
    if one["what"] == "orders":
        said = gettext("%(shop)s：那天没有一张订单进来") % given
        return {"said": said, "url": reverse("order-import") if may_import(actor) else ""}
    given["what"] = word(FAMILIES[one["what"]])
    said = gettext("%(shop)s：缺那天的%(what)s报表") % given
    return {"said": said, "url": reverse("data-report-send") if may_send(actor) else ""}


def _changed(one: dict[str, Any]) -> dict[str, Any]:
    unit = Unit(one["unit"])
    was, now = (None if one[key] is None else written(Decimal(one[key]), unit) for key in ("was", "is"))
    return {"name": word(one["name"]), "was": was, "now": now}
