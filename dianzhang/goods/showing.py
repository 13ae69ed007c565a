"""What the page of a stock shows beside its figures: who holds pieces of it, and what moved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from dianzhang.engine.access import Actor
from dianzhang.engine.models import Event
from dianzhang.engine.moment import now
from dianzhang.engine.words import event_name

from .holding import DRAWN, names
from .models import CountLine, Holding, Stock, StockCount
from .movements import EFFECTS, effect
from .warning import is_low, reorder_point, sold

SHEET = 2_000  # articles of a sheet on one page
PACE = 30  # days of sales, where no line says over how many
NEWEST = 50  # movements on the page; the timeline and the API have all
_SAID = ("reference", "reason", "purpose")


def holders_of(stock: Stock, actor: Actor) -> Mapping[str, Any]:
    """Who has been promised pieces, and what is out at events, the most pieces first."""
    found = list(Holding.objects.filter(stock_id=stock.pk, state="held").order_by("-pieces", "id")[:NEWEST])
    rows = [
        {"who": who, "pieces": one.pieces, "since": one.held_at, "out": one.kind == DRAWN, "back_on": one.back_on}
        for one, who in zip(found, names(found), strict=True)
    ]
    return {"rows": rows}


def movements_of(stock: Stock, actor: Actor) -> Mapping[str, Any]:
    """The newest movements, each with what it changed and what lay there afterwards."""
    kinds = [*EFFECTS, "stock.open", "stock.restate"]
    events = Event.objects.filter(subject_kind="stock", subject_id=stock.pk, kind__in=kinds).order_by("-id")
    rows, then = [], stock.on_hand
    for kind, text, at in events.values_list("kind", "data", "occurred_at")[:NEWEST]:
        data = json.loads(text)
        given, told = data.get("in", {}), data.get("set", {})
        there = told.get("on_hand", then)
        rows.append(
            {
                "what": event_name(kind), "at": at, "there": there, "changes": effect(kind, given),
                "said": next((given[name] for name in _SAID if given.get(name)), ""),
            }
        )  # fmt: skip
        then = there - effect(kind, given).get("on_hand", 0)  # the one before it, where that did not say
    return {"rows": rows}


def line_of(stock: Stock, actor: Actor) -> Mapping[str, Any]:
    """The warning line, what it was worked out from, and what the newest sales would make of it."""
    days = stock.line_days or PACE
    gone = sold([stock.pk], now(), days).get(stock.pk, 0)
    lead, spare = stock.lead_days, stock.spare_days
    by_now = reorder_point(gone, days, lead, spare) if gone and lead is not None and spare is not None else None
    return {
        "stock": stock, "low": is_low(stock), "there": stock.free + stock.coming, "days": days, "gone": gone,
        "a_day": Decimal(gone) / days, "worked_out": stock.line_sold is not None,
        "by_now": by_now if by_now != stock.line else None,
    }  # fmt: skip


def lines_of(count: StockCount, actor: Actor) -> Mapping[str, Any]:
    """The sheet.  While it is counted nobody sees what the books say; then the differences come first."""
    lines = CountLine.objects.filter(count_id=count.pk).select_related("stock__sku", "person")
    if count.status == "counting":
        found = lines.order_by("stock__sku__code")  # blind: what is left shows by its empty number
    else:
        found = lines.annotate(as_booked=Q(counted=F("book"))).order_by("as_booked", "stock__sku__code")
    return {"rows": found[:SHEET], "blind": count.status == "counting"}
