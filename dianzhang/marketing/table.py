"""The figures of one report as a table: advertising by campaign, visitors by article or source, service by person."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.words import message
from dianzhang.kernel.units import Unit
from dianzhang.measure import catalogue
from dianzhang.ui.wording import chinese, duration, exact_money, percent, plain_number

from .groups import advertising_metrics, finest, groups
from .models import DataReport, PromotionFact, ServiceFact, TrafficFact

SHOWN = 50  # rows on the page
_MEASURES = ("promotion_spend", "promotion_shown", "promotion_clicks", "promotion_conversions", "promotion_sales")
_TRAFFIC = (("visitors", "访客"), ("views", "浏览量"), ("bounced", "跳失访客"), ("carts", "加购人数"))


def table_of(report: DataReport, _actor: Actor) -> Mapping[str, Any] | None:
    """Heads and rows; ``cells`` are texts, or the reason why there is no value."""
    if report.status != "taken" or report.last_day is None:
        return None
    if report.family == "promotion":
        return _promotion(report)
    if report.family == "traffic":
        return _traffic(report)
    return _service(report)


def _promotion(report: DataReport) -> Mapping[str, Any]:
    assert report.last_day is not None
    rows = PromotionFact.objects.filter(report=report)
    by = finest(rows)
    found = groups(rows, by, report.last_day)
    metrics = advertising_metrics(report.last_day)
    measures = [catalogue.measures[name] for name in _MEASURES]
    heads: list[dict[str, Any]] = [{"label": _(measure.zh)} for measure in measures]
    for name, (metric, clause) in metrics.items():
        heads.append({"label": name if chinese() else metric.en or name, "clause": clause})
    lines = []
    for group in found[:SHOWN]:
        cells = [_cell(group.measured[measure.name], measure.unit) for measure in measures]
        for name, (metric, _clause) in metrics.items():
            value, why = group.metrics[name]
            cells.append(_cell(value, metric.unit, message(why) if why is not None else ""))
        lines.append({"name": group.name or _("（没有名字）"), "cells": cells})
    named = _("推广计划") if by == "campaign" else _("推广场景")
    aside = not rows.filter(counts=True).exists() and rows.exists()
    return {"named": named, "heads": heads, "rows": lines, "more": max(len(found) - SHOWN, 0), "aside": aside}


def _traffic(report: DataReport) -> Mapping[str, Any]:
    rows = TrafficFact.objects.filter(report=report)
    by, named = {"item": ("item", _("商品")), "channel": ("channel", _("流量来源"))}.get(
        _level(rows), ("day", _("日期"))
    )
    found = list(
        rows.order_by().values(by).annotate(**{f"_{name}": Sum(name) for name, _zh in _TRAFFIC})
        .order_by("-_visitors" if by != "day" else "day", by)
    )  # fmt: skip
    lines = [
        {"name": str(row[by]), "cells": [_cell(row[f"_{name}"], Unit.COUNT) for name, _zh in _TRAFFIC]}
        for row in found[:SHOWN]
    ]
    heads = [{"label": _(zh)} for _name, zh in _TRAFFIC]
    return {"named": named, "heads": heads, "rows": lines, "more": max(len(found) - SHOWN, 0)}


def _level(rows: Any) -> str:
    return rows.values_list("level", flat=True).first() or ""


def _service(report: DataReport) -> Mapping[str, Any]:
    rows = ServiceFact.objects.filter(report=report).select_related("person")
    sums = {"_sessions": Sum("sessions"), "_response": Sum("response_seconds")}
    grouped: Any = rows.order_by().values("agent", "person__name").annotate(**sums)
    found = list(grouped.order_by("-_sessions", "agent"))
    lines = []
    for row in found[:SHOWN]:
        sessions, whole = row["_sessions"], row["_response"]
        average = whole / sessions if sessions and whole is not None else None
        who = row["person__name"] or _("没有对上人")
        cells = [{"text": who}, _cell(sessions, Unit.COUNT), _cell(average, Unit.DURATION)]
        lines.append({"name": row["agent"], "cells": cells})
    heads = [{"label": _("是谁")}, {"label": _("接待会话")}, {"label": _("平均响应")}]
    return {"named": _("客服"), "heads": heads, "rows": lines, "more": max(len(found) - SHOWN, 0)}


def _cell(value: Any, unit: Unit, why: str = "") -> dict[str, str]:
    if value is None:
        return {"text": "–", "why": why}
    number = Decimal(value)
    match unit:
        case Unit.MONEY:
            return {"text": exact_money(round(number * 100))}
        case Unit.RATIO:
            return {"text": percent(number, 2)}
        case Unit.DURATION:
            return {"text": duration(number)}
        case _:
            return {"text": plain_number(number)}
