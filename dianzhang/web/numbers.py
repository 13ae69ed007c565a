"""The day's numbers as tiles: yesterday, against the same weekday a week before, with the way there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from dianzhang.engine.access import Actor, reach_of
from dianzhang.kernel.money import cents
from dianzhang.kernel.units import Unit
from dianzhang.measure import series
from dianzhang.measure.catalogue import Address, Measure, Slice
from dianzhang.measure.metrics import Definition, Value, define, values
from dianzhang.ui.templatetags.ui import money, number, percent
from dianzhang.ui.wording import duration

from .words import message, word

# What the morning asks for, in this order; a name that the rulebook does not define is left out.
MORNING = ("净支付金额", "支付订单数", "客单价", "退款率", "流程达成率")
DAYS = 14


def tiles(actor: Actor, day: date, names: Sequence[str] = MORNING) -> list[dict[str, Any]]:
    """For ``ui/tiles.html``: numbers of ``day`` for those whose work they are."""
    if reach_of(actor, "order.view") != "all":
        return []
    found = []
    for name in names:
        definition = define(name, day)
        if definition is not None:
            found.append(tile(definition, day))
    return found


def tile(definition: Definition, day: date) -> dict[str, Any]:
    first = day - timedelta(days=DAYS - 1)
    all_days = values(definition, "day", Slice(first, day))
    today = all_days[-1] if all_days else Value(day.isoformat(), None)
    week_ago = next((v for v in all_days if v.key == (day - timedelta(days=7)).isoformat()), None)
    better = definition.metric.better if definition.metric is not None else "higher"
    return {
        "name": word(definition.name),
        "value": None if today.value is None else written(today.value, definition.unit),
        "reason": message(today.reason) or gettext("这一天没有数"),
        "url": rows_address(definition, Slice(day, day)),
        "clause": definition.clause,
        "points": [v.value for v in all_days],
        "label": gettext("%(name)s，近 %(n)s 天") % {"name": word(definition.name), "n": len(all_days)},
        "change": change(today.value, week_ago.value if week_ago else None, definition.unit, better),
        "note": gettext("较上周同日")
        if week_ago is not None and week_ago.value is not None and today.value is not None
        else "",
    }


def change(now: Decimal | None, before: Decimal | None, unit: Unit, better: str) -> dict[str, Any] | None:
    """How it moved: ratios in points, the rest in per cent."""
    if now is None or before is None:
        return None
    if now == before:
        return {"text": gettext("持平"), "good": None, "up": None}
    up = now > before
    good = up == (better == "higher")
    if unit is Unit.RATIO:
        points = abs(now - before) * 100
        return {"text": gettext("%(n)s 点") % {"n": f"{points:.1f}"}, "good": good, "up": up}
    if not before:
        return None
    return {"text": percent(abs(now - before) / abs(before)), "good": good, "up": up}


def written(value: Decimal, unit: Unit) -> str:
    match unit:
        case Unit.MONEY:
            return str(money(cents(value.quantize(Decimal("0.01"))), "short"))
        case Unit.RATIO:
            return str(percent(value))
        case Unit.DURATION:
            return duration(value)
        case _:
            return str(number(value.quantize(Decimal("0.01")), "short"))


def rows_address(definition: Definition, of: Slice) -> str:
    """Where the rows behind the number are listed: those of the first measure that has a list."""
    for measure in ordered(definition):
        address = series.address(measure, of)
        if address is not None and (link := link_of(address)):
            return link
    return ""


def ordered(definition: Definition) -> list[Measure]:
    """The measures of a number as its formula names them, so that the rows are those of its main part."""
    text = definition.text
    return sorted(definition.measures(), key=lambda m: text.find(m.zh) if m.zh in text else len(text))


def link_of(address: Address) -> str:
    try:
        base = reverse("radar") if address.kind == "clock" else reverse("list", args=[address.kind])
    except NoReverseMatch:
        return ""
    return f"{base}?{urlencode(address.filters)}" if address.filters else base
