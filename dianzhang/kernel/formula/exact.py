"""Exact arithmetic: decimals of 28 digits, half-even, in a context of our own, never the thread's.

Only functions of this module may calculate with values of formulas: operators such as ``a + b`` or ``-a``
would round by whatever context the caller happens to have set.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow

DIGITS = 28
LARGEST = Decimal(10) ** 15  # of a number that somebody writes; results may be larger

EXACT = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[InvalidOperation, Overflow])

add = EXACT.add
subtract = EXACT.subtract
multiply = EXACT.multiply
absolute = EXACT.abs
negative = EXACT.minus

_DAY = Decimal(86_400)
_CALENDAR = 12  # digits of the seconds of ten thousand years


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    """``left ÷ right``, or None when ``right`` is zero."""
    return EXACT.divide(left, right) if right else None


def round_half_up(value: Decimal, places: int) -> Decimal:
    """``value`` to ``places`` decimals, halves away from zero; negative places round to tens, hundreds …"""
    value = EXACT.plus(value)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -places:  # nothing beyond that place
        return value
    return value.quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP, context=EXACT)


def elapsed(later: date, earlier: date) -> Decimal:
    """Seconds between two instants or two dates."""
    gap = later - earlier
    return add(Decimal(gap.days * 86_400 + gap.seconds), EXACT.scaleb(Decimal(gap.microseconds), -6))


def shift(start: date, seconds: Decimal, sign: int) -> date | None:
    """``start`` moved by ``seconds``; None when a date would move by less than whole days, or out of the calendar."""
    seconds = EXACT.plus(seconds)
    if not seconds.is_finite() or seconds.adjusted() > _CALENDAR:  # before it becomes an integer of so many digits
        return None
    if not isinstance(start, datetime) and EXACT.remainder(seconds, _DAY):
        return None
    try:
        return start + sign * timedelta(microseconds=int(multiply(seconds, Decimal(1_000_000))))
    except OverflowError:
        return None
