"""What stands in a morning report: numbers beside earlier days and the target, why they moved, what is red, what lacks.

All of it as plain data (money in yuan as text, days as ISO), so that it can be kept as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.moment import day_of, now, start_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.radar.first import first
from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import Briefing
from dianzhang.marketing.coverage import gaps
from dianzhang.measure.beginning import begun_after
from dianzhang.measure.catalogue import Measure, Slice, month_of, period_of
from dianzhang.measure.metrics import Definition, define, values, whole
from dianzhang.measure.series import By, total
from dianzhang.reward.targets.aims import Aims, aim_of, aims_of
from dianzhang.trade.trust import trust_of

from ..moves.moving import move
from ..moves.parts import Move, spans

RED = 7
LOOKED_AT = 40  # of the radar: requests and what rests are left out of it
NOT_SET = Message("制度里没有这个指标了", "the rulebook has no such metric any more")
Content = dict[str, Any]


def content(rule: Briefing, day: date) -> Content:
    """``{"numbers": […], "red": […], "missing": […], "grouped": […]}`` of a day, as it is known now."""
    read = Reading()
    return {
        "numbers": [read.number(name, day) for name in rule.numbers],
        "red": red(),
        "missing": missing(day),
        "grouped": list(rule.grouped),
    }


class Reading:
    """Numbers of several spans; what they share is asked of the database once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, date | None, date | None], Decimal | None] = {}
        self._wanted: dict[date, Aims] = {}

    def number(self, name: str, day: date) -> Content:
        """One number of the day, the day before, the same weekday of the week before, and the month until then."""
        begin = month_of(period_of(day))[0]
        definition = define(name, min(begin, day - timedelta(7)), day)
        if definition is None:
            return {"name": name, "value": None, "reason": said(NOT_SET)}
        found: Content = {"name": definition.name, "unit": definition.unit.value, "better": _better(definition)}
        found["value"] = text_of(self.value(definition, Slice(day, day), "day")[0])
        found["day_before"] = text_of(self.earlier(definition, _back(day, 1), "day"))
        found["week_before"] = text_of(self.earlier(definition, _back(day, 7), "day"))
        found["month"] = text_of(self.value(definition, Slice(begin, day), "month")[0])
        found["target"] = text_of(aim_of(definition, Slice(), self._aims(begin)))
        if found["value"] is None:
            found["reason"] = said(values(definition, "day", Slice(day, day))[-1].reason)
        moved = move(SYSTEM, definition, spans(day, 1, 7))
        found["why"] = why(moved) if moved is not None else []
        return found

    def value(self, definition: Definition, of: Slice, by: By) -> tuple[Decimal | None, Message | None]:
        """The number over a slice; where there is none, why (``metrics.whole``)."""
        return whole(definition, of, self._total, by=by)

    def earlier(self, definition: Definition, of: Slice, by: By) -> Decimal | None:
        """One to compare with; none of days before there were any, which is not 0."""
        begun = of.first is not None and begun_after(of.first, definition, of) is not None
        return None if begun else self.value(definition, of, by)[0]

    def _total(self, measure: Measure, of: Slice) -> Decimal | None:
        key = (measure.name, of.first, of.last)
        if key not in self._known:
            self._known[key] = total(measure, of)
        return self._known[key]

    def _aims(self, month: date) -> Aims:
        if month not in self._wanted:
            self._wanted[month] = aims_of(month)
        return self._wanted[month]


def why(moved: Move) -> list[Content]:
    """The shares of a move against the same weekday of the week before, none that is nothing."""
    return [
        {"cause": share.cause, "name": share.name, "amount": str(share.amount)}
        for share in moved.shares
        if share.amount
    ]


def red() -> list[Content]:
    """The first of the radar that are late or fall due today, as they stand: which deadline, whose, until when."""
    moment = now()
    midnight = start_of(day_of(moment) + timedelta(1))
    found = [view for view in first(SYSTEM, "all", LOOKED_AT) if view.row.due_at is not None and view.row.live]
    return [
        {
            "clock": view.row.pk,
            "kind": view.row.subject_kind,
            "id": view.row.subject_id,
            "what": view.what,
            "owner": view.row.taker_id or view.row.owner_id,
            "post": view.row.owner_post,
            "due": view.row.due_at.isoformat(),
            "late": view.row.due_at < moment,
            "rule": view.row.rule,
            "version": view.row.version_id,
        }
        for view in found
        if view.row.due_at is not None and view.row.due_at < midnight
    ][:RED]


def missing(day: date) -> list[Content]:
    """Which reports and orders of the day have not come: of shops that had them before."""
    shops = {
        pk: shop for pk, shop in organisation().shops.items() if shop.status == "open" and day_of(shop.go_live) <= day
    }
    found = [
        {"shop": pk, "what": family}
        for (pk, family), days in sorted(gaps(list(shops), day, day).items())
        if day in days
    ]
    empty = [one.shop.pk for one in trust_of(list(shops.values())) if day in one.gaps]
    return found + [{"shop": pk, "what": "orders"} for pk in empty]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Content]:
    """Numbers of the day that are not what they were: name, unit, then and now."""
    had = {one["name"]: one for one in before.get("numbers", ())}
    return [
        {"name": one["name"], "unit": one.get("unit", ""), "was": had[one["name"]]["value"], "is": one["value"]}
        for one in after.get("numbers", ())
        if one["name"] in had and _differ(had[one["name"]]["value"], one["value"])
    ]


def _differ(was: str | None, now: str | None) -> bool:
    """In the first four places: reports of long ago have no more."""
    if was is None or now is None:
        return was != now
    return abs(Decimal(was) - Decimal(now)) > Decimal("0.00005")


def said(why_not: Message | None) -> list[str]:
    return [why_not.zh, why_not.en] if why_not is not None else []


def _back(day: date, days: int) -> Slice:
    before = day - timedelta(days)
    return Slice(before, before)


def text_of(value: Decimal | None) -> str | None:
    """Whole, so that it is rounded once, where it is shown."""
    return None if value is None else f"{value.normalize() + 0:f}"


def _better(definition: Definition) -> str:
    if definition.metric is not None:
        return definition.metric.better
    return definition.measure.better if definition.measure is not None else "higher"
