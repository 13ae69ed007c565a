"""The report in words, for a group: only the numbers that the rulebook lets groups read, and the way to the rest."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianzhang.gateways.notices import Said
from dianzhang.kernel.units import Unit
from dianzhang.people.notices import saying
from dianzhang.people.notices.links import base
from dianzhang.ui.wording import day as day_words
from dianzhang.ui.wording import duration, percent, plain_number, short_number

from ..moves.parts import CAUSES
from .models import MorningReport
from .states import MORNING

BESIDE = {"day_before": gettext_lazy("较前一天"), "week_before": gettext_lazy("较上周同日")}


@saying.told_whole(MORNING.name)
def to_group(key: str) -> Said | None:
    """The message of a dispatch; None where its report is gone."""
    report = MorningReport.objects.filter(pk=int(key.split(":")[1])).first()
    if report is None:
        return None
    kept = json.loads(report.sent)
    lines = [line(one) for one in kept["numbers"] if one["name"] in kept["grouped"]]
    url = base() + reverse("morning-day", args=[report.day])
    return Said(
        _("店章：早报 %(day)s") % {"day": day_words(report.day, weekday=True)},
        [
            *lines,
            _("全文、为什么变了、要紧的事：%(url)s") % {"url": url},
        ],
    )


def line(one: dict[str, Any]) -> str:
    """``支付金额 18.6 万元，较前一天 +3.2%，较上周同日 −7.2%，本月完成 78%：访客 +100.84，…``."""
    if one["value"] is None:
        reason = (one.get("reason") or [_("没有数")])[0]
        return _("%(name)s 没有数：%(reason)s") % {"name": one["name"], "reason": reason}
    value, unit = Decimal(one["value"]), Unit(one["unit"])
    parts = [f"{one['name']} {said(value, unit)}"]
    for key, words in BESIDE.items():
        if (moved := moved_by(value, one.get(key), unit)) is not None:
            parts.append(f"{words} {moved}")
    if one.get("target") and one.get("month") is not None and unit is not Unit.RATIO:  # no part of a rate is done
        parts.append(_("本月完成 %(share)s") % {"share": percent(Decimal(one["month"]) / Decimal(one["target"]))})
    shares = [f"{_name(share)} {signed(Decimal(share['amount']), unit)}" for share in one.get("why", ())]
    told = "，".join(parts)
    return f"{told}：{'，'.join(shares)}" if shares else told


def _name(share: dict[str, Any]) -> str:
    return share["name"] or _(CAUSES[share["cause"]])


def moved_by(value: Decimal, before: str | None, unit: Unit) -> str | None:
    """+3.2% of what it was, of a ratio in points; None where there was nothing to compare with."""
    if before is None:
        return None
    was = Decimal(before)
    if unit is Unit.RATIO:
        return _("%(n)s 点") % {"n": f"{_sign(value - was)}{abs(value - was) * 100:.1f}"}
    return f"{_sign(value - was)}{percent(abs(value - was) / abs(was))}" if was else None


def said(value: Decimal, unit: Unit) -> str:
    match unit:
        case Unit.MONEY:
            if abs(value) >= 10_000:
                return _("%(amount)s元") % {"amount": short_number(value)}  # 18.6 万元
            return _("%(amount)s 元") % {"amount": f"{value:,.2f}"}
        case Unit.RATIO:
            return percent(value)
        case Unit.DURATION:
            return duration(value)
        case _other:
            return plain_number(value.quantize(Decimal("0.01")))


def signed(amount: Decimal, unit: Unit) -> str:
    """+100.84, −0.35%, of anything else with at most two places."""
    size = abs(amount)
    match unit:
        case Unit.MONEY:
            return f"{_sign(amount)}{size:,.2f}"
        case Unit.RATIO:
            return f"{_sign(amount)}{percent(size, 2)}"
        case _other:
            return f"{_sign(amount)}{plain_number(size.quantize(Decimal('0.01')))}"


def _sign(amount: Decimal) -> str:
    return "+" if amount > 0 else "−" if amount < 0 else ""
