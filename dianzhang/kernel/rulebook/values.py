"""Values as examples write them, read by the unit of what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ..formula import read_quantity
from ..messages import Message
from ..units import UNIT_ZH, Unit
from .context import Context
from .front import date_of
from .moments import moment_of
from .nodes import Text

_TRUE = ("是", "真", "true", "yes", "有")
_FALSE = ("否", "假", "false", "no", "没有")
NOTHING = ("无", "无值", "空", "没有值", "none", "no value")


def value_of(context: Context, text: Text, unit: Unit, choices: Mapping[str, str] | None, first_day: date) -> Any:
    """The value that a text says, in the unit of its word; None for 无 and for what cannot be read (it is reported)."""
    word = text.value.strip()
    if word.lower() in NOTHING:
        return None
    if unit is Unit.TRUTH:
        if word.lower() in _TRUE + _FALSE:
            return word.lower() in _TRUE
        return _unreadable(context, text, unit, Message("写 是 或 否", "write yes or no"))
    if unit is Unit.TEXT:
        return _choice(context, text, choices) if choices else word
    if unit is Unit.DATE:
        return date_of(text, context.report)
    if unit is Unit.TIME:
        return _time(context, text, first_day)
    number = number_of(word)
    return _unreadable(context, text, unit, None) if number is None else number


def number_of(word: str) -> Decimal | None:
    """A number with or without its unit: 12, 12.50元, 30%, 1,000."""
    try:
        number = Decimal(word.replace(",", ""))
        return number if number.is_finite() and len(word) <= 40 else None
    except InvalidOperation:
        quantity = read_quantity(word)
        return quantity[0] if isinstance(quantity, tuple) else None


def _choice(context: Context, text: Text, choices: Mapping[str, str]) -> str | None:
    for code, zh in choices.items():
        if text.value in (code, zh):
            return code
    known = Message("可用：" + " ".join(choices.values()), "available: " + " ".join(choices))
    context.report.error(text.place, f"没有“{text.value}”这个值", f"there is no value “{text.value}”", known)
    return None


def _time(context: Context, text: Text, first_day: date) -> Any:
    try:
        found = moment_of(text.value, first_day)
    except ValueError:
        found = None
    if found is None or found[1] != len(text.value.strip()):
        return _unreadable(context, text, Unit.TIME, Message("写成 2026-03-02 10:00", "write it like 2026-03-02 10:00"))
    return found[0]


def _unreadable(context: Context, text: Text, unit: Unit, hint: Message | None) -> None:
    context.report.error(text.place, f"“{text.value}”不是{UNIT_ZH[unit]}", f"“{text.value}” is no {unit.value}", hint)
