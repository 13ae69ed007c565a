"""Values of numbers as people read them, and how they moved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from dianzhang.kernel.money import cents, half_up
from dianzhang.kernel.units import Unit

from .templatetags.ui import money, number, percent
from .wording import duration, exact_money, plain_number
from .wording import percent as percent_text


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
            return str(money(cents(half_up(value)), "short"))
        case Unit.RATIO:
            return str(percent(value))
        case Unit.DURATION:
            return duration(value)
        case _:
            return str(number(half_up(value), "short"))


def plain(value: Decimal, unit: Unit) -> str:
    """A number as one reads it, exactly: 1,234.50, 12.3%, 4 分 10 秒.  Everywhere half a step goes away from zero."""
    match unit:
        case Unit.MONEY:
            return exact_money(cents(half_up(value)))
        case Unit.RATIO:
            return percent_text(value)
        case Unit.DURATION:
            return duration(value)
        case _:
            return plain_number(half_up(value))
