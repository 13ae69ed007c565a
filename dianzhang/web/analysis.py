"""Forms of analysis: the shelf of them, and each as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.insight.boards.words import plain
from dianzhang.insight.forms.all import BY_CODE
from dianzhang.insight.forms.asking import asked_of, shown_to
from dianzhang.insight.forms.exporting import SOURCE
from dianzhang.insight.forms.shape import Asked, Cell, Form, Outcome, Refused, Table
from dianzhang.kernel.units import Unit
from dianzhang.ui.wording import days

from .due import record_address
from .exporting import offer
from .kept_pages import kept_while_nothing_happens
from .numbers import link_of
from .shell import show
from .who import Asking, working
from .words import word

MOST = 200  # rows of a table on a page; a file has them all


@working
@require_GET
@kept_while_nothing_happens
def shelf(request: Asking) -> HttpResponse:
    """The forms that this reader gets; 404 where there is none."""
    found = shown_to(request.actor, today())
    if not found:
        raise Http404
    forms = [{"name": word(one.zh), "about": word(one.about), "url": _address(one, {})} for one in found]
    return show(request, "web/analysis_shelf.html", {"forms": forms})


@working
@require_GET
@kept_while_nothing_happens
def page(request: Asking, code: str) -> HttpResponse:
    """``?from=2026-10-01&to=2026-10-31&shop=CODE`` and the form's own choices."""
    form = BY_CODE.get(code)
    if form is None:
        raise Http404
    given = {name: str(value) for name, value in request.GET.items() if value}
    asked, why, now = None, "", today()
    try:
        asked = asked_of(form, given, request.actor, now)
        outcome = form.build(replace(asked, most=MOST)) if asked is not None else None
    except Refused as error:
        why, outcome = str(error), None
    if asked is None and not why:
        raise Http404
    context = frame(form, given, request.actor, now) | {"why": why}
    if asked is not None and outcome is not None:
        context |= drawn(form, asked, outcome, given)
        if not outcome.empty:
            context["export"] = offer(request.actor, SOURCE, "", urlencode({"code": form.code, **given}))
    return show(request, "web/analysis.html", context, 422 if why else 200)


def frame(form: Form, given: dict[str, str], actor: Actor, now: date) -> dict[str, Any]:
    """What stands on the page whatever the answer: its name, its neighbours, what one may choose."""
    first, last = form.span(now)
    kept: dict[str, str] = {name: given[name] for name in ("from", "to", "shop") if name in given}
    shops = [one for one in organisation().shops.values() if one.status == "open"] if form.by_shop else []
    return {
        "title": word(form.zh),
        "about": word(form.about),
        "tabs": [
            {
                "label": word(one.zh),
                "url": _address(one, kept if one.days and form.days else {}),
                "current": one is form,
            }
            for one in shown_to(actor, now)
        ],
        "here": reverse("analysis-form", args=[form.code]),
        "first": given.get("from", str(first)) if form.days else "",
        "last": given.get("to", str(last)) if form.days else "",
        "shops": [(one.code, one.name, given.get("shop") == one.code) for one in shops] if len(shops) > 1 else [],
        "choices": [_choice(choice, given.get(choice.name, "")) for choice in form.choices],
    }


def drawn(form: Form, asked: Asked, outcome: Outcome, given: dict[str, str]) -> dict[str, Any]:
    unit = organisation().units.get(asked.of.unit or 0)
    scope = [days(asked.first, asked.last)] if form.days else []
    scope += [unit.name] if unit is not None else []
    return {
        "scope": " · ".join(scope),
        "empty": {"title": outcome.empty, "text": ""} if outcome.empty else None,
        "told": outcome.told,
        "charts": [chart for chart in outcome.charts if not chart.empty],
        "tables": [_table(form, table, asked.actor, given) for table in outcome.tables],
    }


def _choice(choice: Any, value: str) -> dict[str, Any]:
    options = [(code, word(name), code == value) for code, name in choice.options.items()]
    return {"name": choice.name, "label": word(choice.zh), "value": value, "options": options}


def _table(form: Form, table: Table, actor: Actor, given: dict[str, str]) -> dict[str, Any]:
    def row(cells: Iterable[Cell]) -> list[dict[str, Any]]:
        pairs = zip(cells, table.columns, strict=True)
        return [_cell(form, cell, column.label, actor, given) for cell, column in pairs]

    return {
        "title": table.title,
        "about": table.about,
        "columns": [{"label": one.label, "right": n and one.unit not in WORDS} for n, one in enumerate(table.columns)],
        "rows": [row(cells) for cells in table.rows[:MOST]],
        "foot": row(table.foot) if table.foot else [],
        "left_out": max(0, (table.count or len(table.rows)) - MOST),
    }


WORDS = (Unit.TEXT, Unit.DATE)


def _cell(form: Form, cell: Cell, label: str, actor: Actor, given: dict[str, str]) -> dict[str, Any]:
    url = link_of(cell.rows, actor) if cell.rows is not None else ""
    if cell.record is not None:
        url = record_address(*cell.record)
    if cell.opens is not None:
        url = _address(form, {**given, **cell.opens})
    return {
        "text": said(cell), "url": url, "label": label, "right": cell.unit not in WORDS, "reason": cell.reason,
        "note": cell.note, "length": cell.length if cell.length is None else float(cell.length),
    }  # fmt: skip


def said(cell: Cell) -> str | None:
    """A figure exactly, as tables have it; None where there is none."""
    match cell.value:
        case None:
            return None
        case Decimal():
            return plain(cell.value, cell.unit)
        case date():
            return cell.value.isoformat()
        case _:
            return cell.value


def _address(form: Form, given: dict[str, str]) -> str:
    address = reverse("analysis-form", args=[form.code])
    return f"{address}?{urlencode(given)}" if given else address
