"""Targets of a period: what is to be reached, how far it is, where it should be; by shop, unit and person."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading
from dianzhang.engine.lists import may_list
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.measure.catalogue import span_of
from dianzhang.reward.states import TARGET
from dianzhang.reward.targets.periods import GRAINS, PERIOD, around, grain_of, next_to
from dianzhang.reward.targets.showing import drawn
from dianzhang.reward.targets.standing import Standing, standing

from .due import record_address
from .numbers import rows_address
from .shell import show
from .tasks import address_of
from .who import Asking, working
from .words import action_name, word

MOST = 60  # targets of one period on the page; the rest are in the list
NARROWED = {"shop": "shop_id", "unit": "for_unit_id", "person": "for_person_id"}


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """``?period=2026-11``, ``2026-Q4`` or ``2026``, narrowed by ``shop``, ``unit`` and ``person`` (ids)."""
    if not may_list(request.actor, TARGET.name):
        raise Http404
    period = request.GET.get("period") or around(today(), "month")
    if not re.match(PERIOD, period) or period < "1900":
        raise Http404
    asked = {name: value for name in NARROWED if (value := request.GET.get(name, "")).isdecimal() and len(value) < 19}
    there = reading.visible(request.actor, TARGET).filter(period=period, status="set")
    rows = there.filter(**{NARROWED[name]: int(value) for name, value in asked.items()}).order_by("metric", "id")
    found = [_row(standing(one, today(), request.actor), request) for one in rows[: MOST + 1]]
    return show(
        request,
        "web/targets.html",
        {
            "period": period, "span": span_of(period), "rows": found[:MOST], "more": len(found) > MOST,
            "tabs": _tabs(period, asked), "before": _at(next_to(period, -1), asked),
            "after": _at(next_to(period, 1), asked), "filters": _filters(there, period, asked),
            "listed": f"{reverse('list', args=[TARGET.name])}?{urlencode({'period': period, 'status': 'set'})}",
            "create": [
                {"label": action_name(one), "url": address_of(one.name), "form": True}
                for one in reading.creating_actions(request.actor, TARGET)
            ],
        },
    )  # fmt: skip


def _row(found: Standing, request: Asking) -> dict[str, Any]:
    """One target with the ways on: its record, the rows behind what is attained, the number through time."""
    rows = ""
    if found.definition is not None and found.of is not None and found.attained is not None:
        rows = rows_address(found.definition, found.of, request.actor)
    return drawn(found) | {
        "url": record_address(TARGET.name, found.target.pk),
        "rows": rows,
        "through": reverse("number", args=[found.target.metric]) if found.attained is not None else "",
    }


def _at(period: str, asked: dict[str, str]) -> str:
    return f"?{urlencode({'period': period} | asked)}"


def _tabs(period: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """The month, the quarter and the year around the same day: today, where the period holds it."""
    first, last = span_of(period)
    day = min(max(today(), first), last)
    return [
        {"label": word(zh), "url": _at(around(day, grain), asked), "current": grain == grain_of(period)}  # type: ignore[arg-type]
        for grain, zh in GRAINS.items()
    ]


def _filters(there: Any, period: str, asked: dict[str, str]) -> dict[str, Any]:
    """Shops, units and people that have a target in the period."""
    org = organisation()
    names = {
        "shop": {pk: shop.name for pk, shop in org.shops.items()},
        "unit": {pk: word(unit.name) for pk, unit in org.units.items()},
        "person": org.names,
    }
    labels = {"shop": gettext("店铺"), "unit": gettext("小组"), "person": gettext("人员")}
    held = list(there.values_list(*NARROWED.values()))
    fields = []
    for place, (name, label) in enumerate(labels.items()):
        choices = [(str(pk), names[name].get(pk, f"#{pk}")) for pk in dict.fromkeys(row[place] for row in held) if pk]
        if choices or name in asked:
            value = asked.get(name, "")
            fields.append({"name": name, "label": label, "kind": "select", "value": value, "choices": choices})
    return {"fields": fields, "days": [], "chosen": [], "clear": "", "keep": {"period": period}, "views": []}
