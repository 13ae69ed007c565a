"""The figures of one report as a table: advertising by campaign, visitors by article or source, service by person,
content by title, scores by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.words import message
from dianzhang.kernel.units import Unit
from dianzhang.measure import catalogue
from dianzhang.ui.wording import chinese, day, duration, exact_money, percent, plain_number

from .groups import advertising_metrics, finest, groups
from .models import ContentFact, DataReport, PromotionFact, ScoreFact, ServiceFact, TrafficFact

SHOWN = 50  # rows on the page
_MEASURES = ("promotion_spend", "promotion_shown", "promotion_clicks", "promotion_conversions", "promotion_sales")
_TRAFFIC = (("visitors", "访客"), ("views", "浏览量"), ("bounced", "跳失访客"), ("carts", "加购人数"))


def table_of(report: DataReport, _actor: Actor) -> Mapping[str, Any] | None:
    """Heads and rows; ``cells`` are texts, or the reason why there is no value."""
    if report.status != "taken" or report.last_day is None:
        return None
    return _OF_FAMILY[report.family](report)


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
    return _table(named, [_(zh) for _name, zh in _TRAFFIC], lines, len(found))


def _level(rows: Any) -> str:
    return rows.values_list("level", flat=True).first() or ""


def _service(report: DataReport) -> Mapping[str, Any]:
    rows = ServiceFact.objects.filter(report=report).select_related("person")
    sums = {
        "_sessions": Sum(Coalesce("sessions", "people")), "_response": Sum("response_seconds"), "_asked": Sum("asked"),
        "_buyers": Sum("buyers"),
    }  # fmt: skip
    grouped: Any = rows.order_by().values("agent", "person__name").annotate(**sums)
    found = list(grouped.order_by("-_sessions", "agent"))
    lines = []
    for row in found[:SHOWN]:
        sessions, whole = row["_sessions"], row["_response"]
        average = whole / sessions if sessions and whole is not None else None
        who = row["person__name"] or (_("没有对上人") if row["agent"] else "")
        cells = [
            {"text": who}, _cell(sessions, Unit.COUNT), _cell(average, Unit.DURATION),
            _cell(row["_asked"], Unit.COUNT), _cell(row["_buyers"], Unit.COUNT),
        ]  # fmt: skip
        lines.append({"name": row["agent"] or _("全店"), "cells": cells})
    heads = [_("是谁"), _("接待会话"), _("平均响应"), _("询单人数"), _("询单支付人数")]
    return _table(_("客服"), heads, lines, len(found))


def _content(report: DataReport) -> Mapping[str, Any]:
    rows = ContentFact.objects.filter(report=report)
    summed = (("_plays", "plays"), ("_visitors", "visitors"), ("_orders", "orders"), ("_sales", "sales_cents"))
    sums = {name: Sum(column) for name, column in summed}
    grouped: Any = rows.order_by().values("title", "form").annotate(**sums)
    found = list(grouped.order_by("-_plays", "title"))
    lines = []
    for row in found[:SHOWN]:
        counts = [_cell(row[name], Unit.COUNT) for name in ("_plays", "_visitors", "_orders")]
        sales = None if row["_sales"] is None else Decimal(row["_sales"]) / 100
        lines.append({"name": row["title"], "cells": [{"text": row["form"]}, *counts, _cell(sales, Unit.MONEY)]})
    heads = [_("形式"), _("播放量"), _("引导访客"), _("引导成交笔数"), _("引导成交额")]
    return _table(_("内容"), heads, lines, len(found))


def _scores(report: DataReport) -> Mapping[str, Any]:
    found = list(ScoreFact.objects.filter(report=report).order_by("day", "component"))
    lines = [
        {
            "name": one.component,
            "cells": [{"text": day(one.day)}, _cell(one.score, Unit.POINTS), _cell(one.full, Unit.POINTS)],
        }
        for one in found[:SHOWN]
    ]
    return _table(_("评分项"), [_("日期"), _("分数"), _("满分")], lines, len(found))


def _table(named: str, heads: Sequence[str], lines: list[dict[str, Any]], count: int) -> Mapping[str, Any]:
    return {"named": named, "heads": [{"label": head} for head in heads], "rows": lines, "more": max(count - SHOWN, 0)}


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


_OF_FAMILY: Mapping[str, Callable[[DataReport], Mapping[str, Any]]] = {
    "promotion": _promotion, "traffic": _traffic, "service": _service, "content": _content, "score": _scores,
}  # fmt: skip
