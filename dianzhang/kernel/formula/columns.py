"""Columns of numbers: whole ones, exact in 64 bits, and near ones, floats that carry a proved bound of their error.

A `Whole` column holds integers and a power of ten; nothing is lost while they stay below 2^62 (an interval of bounds is
carried along), and no result of up to 19 digits is ever rounded by the exact form, which has 28.

A `Near` column v̂ stands for the exact form's column v with, in every row,

    |v̂ − v| ≤ rel · |v̂| + slack

``rel`` is one number, ``slack`` zero or a column of its own.  With u = 2^-53 for a rounding in binary and 5 · 10^-28
for one in decimal (both within `ROUNDING`), and e = rel · |v̂| + slack of an operand:

    a + b   rel = max(ra, rb) + u where both are ≥ 0 and free of slack;  else rel = u, slack = ea + eb
    a × b   rel = ra + rb + ra·rb + u,   slack = |â|·sb·(1 + ra) + |b̂|·sa·(1 + rb) + sa·sb
    a ÷ b   free of slack in b:  rel = (ra + rb) / (1 − rb) + u,   slack = sa / (|b̂|·(1 − rb))
            else, where |b̂| ≥ 2·eb (other rows are unsure):  rel = 2·(ra + rb) + u,  slack = 2·(|q̂|·sb + sa) / |b̂|
    min, max, choice:  rel = max(ra, rb),  slack = sa + sb     (x ± r·|x| grows with x)
    |a|, −a:  as a

Products and quotients of magnitudes beyond 10^±`DECADES` are refused (`Unbounded`): nothing under- or overflows.
The bounds themselves are computed in floats from terms that are all ≥ 0; `SAFE` covers their own rounding many times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

import polars as pl

ROUNDING = 1.2e-16
SAFE = 1.000001
DECADES = 280
LARGEST = 2**62
_EXACT_FLOAT = 2**53

Slack = float | pl.Series


class Unbounded(Exception):
    """No useful bound can be given: every row is for the exact form."""


@dataclass(frozen=True, slots=True)
class Whole:
    """``units`` × 10^-``scale``; a Python int is the same in all rows.  All units lie within ``low`` … ``high``."""

    units: pl.Series | int
    scale: int
    low: int
    high: int

    @property
    def size(self) -> int:
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True, slots=True)
class Near:
    """``value`` with its bound; where it is not zero its magnitude lies within 10^±``decades``."""

    value: pl.Series | float
    rel: float
    slack: Slack
    decades: int
    positive: bool  # no row is below zero

    @property
    def clean(self) -> bool:
        return isinstance(self.slack, float) and self.slack == 0.0

    def error(self) -> Slack:
        """The bound, row by row."""
        return _size(self.value) * self.rel + self.slack


Number = Whole | Near
_Value = TypeVar("_Value", int | pl.Series, float | pl.Series)


def _size(value: _Value) -> _Value:
    found: Any = abs(value)
    return found  # type: ignore[no-any-return]


def constant(value: Decimal) -> Number:
    """A number that is the same in all rows."""
    sign, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    if value.is_zero():
        return Whole(0, 0, 0, 0)
    size = int("".join(map(str, digits)))
    if exponent > 0 and exponent <= 18:
        size, exponent = size * 10**exponent, 0
    if size <= LARGEST and -30 <= exponent <= 0:
        units = -size if sign else size
        return Whole(units, -exponent, units, units)
    decades = abs(value.adjusted()) + 2
    if decades > DECADES:
        raise Unbounded
    return Near(float(value), ROUNDING, 0.0, decades, positive=not sign)


def measured(column: Whole) -> Whole:
    """The same with the bounds that its rows really have."""
    if isinstance(column.units, int):
        return column
    low, high = column.units.min(), column.units.max()
    return replace(column, low=_int(low), high=_int(high))


def _int(found: object) -> int:
    return found if isinstance(found, int) else 0  # no row has a value


def near(number: Number) -> Near:
    """A whole column as floats."""
    if isinstance(number, Near):
        return number
    if number.scale + 20 > DECADES:
        raise Unbounded
    decades = number.scale + 20
    if isinstance(number.units, int):
        return Near(number.units / 10**number.scale, ROUNDING, 0.0, decades, positive=number.low >= 0)
    value = number.units.cast(pl.Float64)
    exact = number.size <= _EXACT_FLOAT
    if not number.scale:
        return Near(value, 0.0 if exact else ROUNDING, 0.0, decades, positive=number.low >= 0)
    rel = ROUNDING if exact and number.scale <= 22 else 3 * ROUNDING
    return Near(value / float(10**number.scale), rel, 0.0, decades, positive=number.low >= 0)


def level(one: Number, other: Number) -> tuple[Whole, Whole] | tuple[Near, Near]:
    """Both whole at one scale, or both near."""
    if isinstance(one, Whole) and isinstance(other, Whole):
        scale = max(one.scale, other.scale)
        raised = _raised(one, scale), _raised(other, scale)
        if raised[0] is not None and raised[1] is not None:
            return raised[0], raised[1]
    return near(one), near(other)


def _raised(column: Whole, scale: int) -> Whole | None:
    factor = 10 ** (scale - column.scale)
    if factor == 1:
        return column
    if column.size * factor > LARGEST:
        column = measured(column)
    if not column.size:
        return Whole(column.units, scale, 0, 0)  # nought is nought at any scale, also one beyond 64 bits
    if column.size * factor > LARGEST:
        return None
    return Whole(column.units * factor, scale, column.low * factor, column.high * factor)


# --- arithmetic --------------------------------------------------------------------------------------------------


def add(one: Number, other: Number) -> Number:
    a, b = level(one, other)
    if isinstance(a, Whole) and isinstance(b, Whole):
        if a.size + b.size > LARGEST:
            a, b = measured(a), measured(b)
        if a.size + b.size <= LARGEST:
            return Whole(a.units + b.units, a.scale, a.low + b.low, a.high + b.high)
        a, b = near(a), near(b)
    assert isinstance(a, Near)
    assert isinstance(b, Near)
    value, decades = a.value + b.value, max(a.decades, b.decades) + 1
    if a.positive and b.positive and a.clean and b.clean:
        return Near(value, max(a.rel, b.rel) + ROUNDING, 0.0, decades, positive=True)
    return Near(value, ROUNDING, a.error() + b.error() + 1e-290, decades, positive=a.positive and b.positive)


def negative(number: Number) -> Number:
    if isinstance(number, Whole):
        return Whole(number.units * -1, number.scale, -number.high, -number.low)
    return replace(number, value=number.value * -1.0, positive=False)


def absolute(number: Number) -> Number:
    if isinstance(number, Whole):
        if number.low >= 0:
            return number
        return Whole(_size(number.units), number.scale, 0, number.size)
    return replace(number, value=_size(number.value), positive=True)


def multiply(one: Number, other: Number) -> Number:
    if isinstance(one, Whole) and isinstance(other, Whole):
        if one.size * other.size > LARGEST:
            one, other = measured(one), measured(other)
        if one.size * other.size <= LARGEST:
            ends = [x * y for x in (one.low, one.high) for y in (other.low, other.high)]
            return Whole(one.units * other.units, one.scale + other.scale, min(ends), max(ends))
    a, b = near(one), near(other)
    rel = (a.rel + b.rel + a.rel * b.rel + ROUNDING) * SAFE
    slack: Slack = 0.0
    if not (a.clean and b.clean):
        slack = _size(a.value) * b.slack * SAFE + _size(b.value) * a.slack * SAFE + a.slack * b.slack + 1e-290
    return Near(a.value * b.value, rel, slack, _decades(a, b), positive=a.positive and b.positive)


def quotient(one: Number, other: Number) -> tuple[Near, pl.Series | None, pl.Series | None]:
    """``one ÷ other``, the rows in which it has no value (a zero below), and those in which nothing is sure."""
    a, b = near(one), near(other)
    if not isinstance(b.value, pl.Series):  # a constant, and not zero: that is decided before
        return replace(multiply_near(a, 1.0 / b.value, b.rel + ROUNDING), decades=_decades(a, b)), None, None
    value, decades = a.value / b.value, _decades(a, b)
    positive = a.positive and b.positive
    zero = b.value == 0.0
    size = abs(b.value)
    if b.clean:
        rel = ((a.rel + b.rel) / (1.0 - b.rel) + ROUNDING) * SAFE
        slack = 0.0 if a.clean else a.slack / size * SAFE + 1e-290
        return Near(value, rel, slack, decades, positive), zero if zero.any() else None, None
    unsure = size <= b.error() * (2.0 * SAFE)
    slack = (abs(value) * b.slack + a.slack) / size * (2.0 * SAFE) + 1e-290
    return Near(value, (2.0 * (a.rel + b.rel) + ROUNDING) * SAFE, slack, decades, positive), None, unsure


def multiply_near(a: Near, factor: float, rel: float) -> Near:
    """A near column times a number that is known up to ``rel``."""
    slack = 0.0 if a.clean else a.slack * (abs(factor) * (1.0 + rel) * SAFE) + 1e-290
    whole = (a.rel + rel + a.rel * rel + ROUNDING) * SAFE
    return Near(a.value * factor, whole, slack, a.decades, positive=a.positive and factor >= 0.0)


def _decades(a: Near, b: Near) -> int:
    decades = a.decades + b.decades
    if decades > DECADES:
        raise Unbounded
    return decades
