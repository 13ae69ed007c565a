"""Why a number moved, as pages show it: the causes as bars and as a table, each open to its rows; then shop by shop."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import today
from dianzhang.gateways.platforms import PLATFORMS
from dianzhang.insight.moves.moving import move
from dianzhang.insight.moves.parts import CAUSES, Line, Move, Share, spans
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address
from dianzhang.measure.metrics import Definition
from dianzhang.ui.charts import Chart, Level, Series
from dianzhang.ui.wording import days, duration, exact_money, percent, plain_number

from .numbers import link_of
from .words import message, word

# what one may compare with -> its name, how many days, how far apart (0: right before)
AGAINST: dict[str, tuple[str, int, int]] = {
    "week": (_("较上周同日"), 1, 7),
    "day": (_("较前一天"), 1, 1),
    "7": (_("近 7 天较前 7 天"), 7, 0),
    "30": (_("近 30 天较前 30 天"), 30, 0),
}
CUTS = {"shop": _("按店铺"), "platform": _("按平台"), "goods": _("按商品")}
_MINUS = "−"  # the sign itself, as wide as the plus


def moved(actor: Actor, definition: Definition, against: str, span: str = "") -> dict[str, Any] | None:
    """For ``web/why.html``: of yesterday or the days that end with it; None where the reader gets no such number."""
    chosen = against if against in AGAINST else next(iter(AGAINST))
    last = today().fromordinal(today().toordinal() - 1)
    found = move(actor, definition, spans(last, *AGAINST[chosen][1:]))
    if found is None:
        return None
    beside = f"span={span}&" if span else ""
    tabs = [
        {"label": gettext(name), "url": f"?{beside}against={key}#why", "current": key == chosen}
        for key, (name, *_rest) in AGAINST.items()
    ]
    return shown(found, actor) | {"tabs": tabs}


def shown(found: Move, actor: Actor) -> dict[str, Any]:
    unit, better = found.definition.unit, better_of(found.definition)
    given = {"name": word(found.definition.name), "now": days(found.spans.first, found.spans.last)}
    if found.before is None or found.after is None or found.change is None:
        why = message(found.reason) if found.reason is not None else gettext("这几天没有数")
        return {"told": gettext("%(now)s的%(name)s没有可比的数。") % given, "reason": why}
    given |= {
        "after": said(found.after, unit),
        "before": said(found.before, unit),
        "then": days(found.spans.before_first, found.spans.before_last),
        "change": signed(found.change, unit),
    }
    return {
        "told": gettext("%(now)s的%(name)s是 %(after)s，%(then)s是 %(before)s，差 %(change)s。") % given,
        "reason": message(found.reason) if found.reason is not None else "",
        "chart": bars([(name_of(one), one.amount) for one in found.shares], unit, better),
        "causes": [cause(share, unit, better, actor) for share in found.shares],
        "change": signed(found.change, unit),
        "cuts": [cut(name, lines, unit, better, actor) for name, lines in found.cuts.items()],
    }


def better_of(definition: Definition) -> str:
    if definition.metric is not None:
        return definition.metric.better
    return definition.measure.better if definition.measure is not None else "higher"


def cause(share: Share, unit: Unit, better: str, actor: Actor) -> dict[str, Any]:
    return {
        "name": name_of(share),
        "amount": signed(share.amount, unit),
        "good": None if not share.amount else (share.amount > 0) == (better == "higher"),
        "url": _link(share.rows, actor),
        "reason": message(share.reason) if share.reason is not None else "",
    }


def cut(name: str, lines: Sequence[Line], unit: Unit, better: str, actor: Actor) -> dict[str, Any]:
    """A table: a line for each shop, a column for each cause that any of them has."""
    causes = [key for key in CAUSES if any(share.cause == key for line in lines for share in line.shares)]
    rows = []
    for line in lines:
        amounts = {share.cause: share for share in line.shares}
        rows.append(
            {
                "name": _line_name(name, line),
                "url": _link(line.rows, actor),
                "before": said(line.before, unit),
                "after": said(line.after, unit),
                "change": signed(line.change, unit),
                "cells": [cause(amounts[key], unit, better, actor) if key in amounts else None for key in causes],
                "reason": message(line.reason) if line.reason is not None else "",
            }
        )
    return {"title": gettext(CUTS[name]), "columns": [gettext(CAUSES[key]) for key in causes], "rows": rows}


def _line_name(cut_by: str, line: Line) -> str:
    if cut_by == "platform":
        return word(PLATFORMS.get(line.name, line.name)) or gettext("没有写平台")
    return gettext(line.name) if line.name in CAUSES.values() else line.name


def bars(shares: Sequence[tuple[str, Decimal]], unit: Unit, better: str) -> Chart | None:
    """What pushed it up and what pulled it down, as bars from nought; None where nothing did."""
    if not any(amount for _name, amount in shares):
        return None
    scale = 100 if unit is Unit.RATIO else 1
    amounts = [amount * scale for _name, amount in shares]
    good: Level = "ok"
    bad: Level = "late"
    up, down = (good, bad) if better == "higher" else (bad, good)
    return Chart(
        gettext("为什么变了"),
        [name for name, _amount in shares],
        [
            Series(gettext("推高"), [amount if amount > 0 else None for amount in amounts], up),
            Series(gettext("拉低"), [amount if amount < 0 else None for amount in amounts], down),
        ],
        "stacked",
        "%" if unit is Unit.RATIO else "",
        write=lambda value: signed(Decimal(str(value)) / scale, unit, sign_only=unit is Unit.RATIO),
    )


def name_of(share: Share) -> str:
    return word(share.name) if share.name else gettext(CAUSES[share.cause])


def said(value: Decimal, unit: Unit) -> str:
    match unit:
        case Unit.MONEY:
            return gettext("%(amount)s 元") % {"amount": exact_money(int(value * 100))}
        case Unit.RATIO:
            return percent(value, 2)
        case Unit.DURATION:
            return duration(value)
        case _:
            return plain_number(value.quantize(Decimal("0.01")))


def signed(amount: Decimal, unit: Unit, *, sign_only: bool = False) -> str:
    """+1,234.50, −0.35%; of a ratio for a chart that writes the per cent itself, the number alone."""
    sign = "+" if amount > 0 else _MINUS if amount < 0 else ""
    size = abs(amount)
    if unit is Unit.MONEY:
        return f"{sign}{exact_money(int(size * 100))}"
    if sign_only:
        return f"{sign}{plain_number((size * 100).quantize(Decimal('0.01')))}"
    return f"{sign}{said(size, unit)}"


def _link(rows: Address | None, actor: Actor) -> str:
    return link_of(rows, actor) if rows is not None else ""
