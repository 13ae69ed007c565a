"""How a value is shown to people, by its unit: ``2,000.00``, ``3分``, ``10分钟``, ``是``."""

from __future__ import annotations

from datetime import date, datetime
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from ..messages import Message
from ..units import Unit
from .exact import EXACT

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX)
_SHORT = Context(prec=7, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX)
_WRITTEN_OUT = 1_000  # digits
_PLACES = 6  # decimals shown at most
_NO_VALUE = Message("无值", "no value")
_TRUTH = {True: Message("是", "yes"), False: Message("否", "no")}
_SPANS = ((86_400, "天", "d"), (3_600, "小时", "h"), (60, "分钟", "min"))


def show(value: Any, unit: Unit) -> Message:
    """A value in both languages.  Numbers with more than six decimals are shown rounded (see `is_rounded`)."""
    if value is None:
        return _NO_VALUE
    if isinstance(value, bool):
        return _TRUTH[value]
    if isinstance(value, int):
        value = Decimal(value)
    if isinstance(value, Decimal):
        return _number(value, unit)
    if isinstance(value, datetime):
        text = value.strftime("%Y-%m-%d %H:%M")
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        return Message(f"“{value}”", f"“{value}”")
    return Message(text, text)


def show_percent(value: Decimal) -> Message:
    text = plain_number(EXACT.scaleb(value, 2)) + "%"
    return Message(text, text)


def is_rounded(value: Any) -> bool:
    """Whether `show` leaves decimals out."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return isinstance(exponent, int) and exponent < -_PLACES


def plain_number(value: Decimal) -> str:
    """All digits, no exponent, no zeros at the end: ``1986``, ``0.35``; an exponent only beyond a thousand digits."""
    if not value.is_finite():
        return str(value)
    value = value.normalize(_WIDE)
    if abs(value.adjusted()) > _WRITTEN_OUT:
        return str(value)
    return f"{value or Decimal(0):f}"


def _number(value: Decimal, unit: Unit) -> Message:
    if not value.is_finite():
        return Message(str(value), str(value))
    if abs(value.adjusted()) > 40:  # nobody reads such a number; do not write it out
        text = str(_SHORT.plus(value))
        return Message(text, text)
    if is_rounded(value):
        value = value.quantize(Decimal((0, (1,), -_PLACES)), context=_WIDE)
    if unit is Unit.DURATION:
        return _duration(value)
    value = value.normalize(_WIDE)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    places = max(2 if unit is Unit.MONEY else 0, -exponent)
    text = f"{value or Decimal(0):,.{places}f}".replace("-", "−")
    return Message(f"{text}分", f"{text} points") if unit is Unit.POINTS else Message(text, text)


def _duration(value: Decimal) -> Message:
    sign = "−" if value < 0 else ""
    left = _WIDE.abs(value)
    zh, en = [], []
    for length, word_zh, word_en in _SPANS:
        whole = int(_WIDE.divide_int(left, Decimal(length)))
        if whole:
            zh.append(f"{whole:,}{word_zh}")
            en.append(f"{whole:,} {word_en}")
            left = _WIDE.subtract(left, Decimal(whole * length))
    if left or not zh:
        zh.append(f"{plain_number(left)}秒")
        en.append(f"{plain_number(left)} s")
    return Message(sign + "".join(zh), sign + " ".join(en))
