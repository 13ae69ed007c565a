"""Where columns decide: comparing, choosing between two, rounding.  Only here can an error of a float change an answer.

What a comparison or a rounding cannot be sure of is marked, row by row, for the exact form.  Null is *no value*.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import polars as pl

from .columns import LARGEST, ROUNDING, SAFE, Near, Number, Slack, Unbounded, Whole, level, measured

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_TINY = 1e-290
_HALVES = 2.0**51  # beyond, floats have no halves


def spread(value: object, rows: int, dtype: Any) -> pl.Series:
    """The same value in all rows."""
    return pl.repeat(value, rows, dtype=dtype, eager=True)


def pick(mask: pl.Series, one: pl.Series, other: pl.Series) -> pl.Series:
    """``one`` where the mask is true, ``other`` where it is false, null where it is neither."""
    found = one.zip_with(mask, other)
    if mask.null_count():
        found = found.zip_with(mask.is_not_null(), spread(None, len(mask), found.dtype))
    return found


def compare(sign: str, one: Number, other: Number, rows: int) -> tuple[pl.Series, pl.Series | None]:
    """The truths, and the rows that are too near to tell."""
    a, b = level(one, other)
    if isinstance(a, Whole) and isinstance(b, Whole):
        return _series(_COMPARE[sign](_units(a, rows), b.units)), None
    assert isinstance(a, Near)
    assert isinstance(b, Near)
    answer = _series(_COMPARE[sign](_floats(a, rows), b.value))
    if a.clean and b.clean and isinstance(b.value, float):
        reach = 2.0 * SAFE * (a.rel + b.rel) * abs(b.value) + _TINY
        return answer, _floats(a, rows).is_between(b.value - reach, b.value + reach)
    gap = abs(_floats(a, rows) - b.value)
    return answer, gap <= (a.error() + b.error() + gap * ROUNDING) * SAFE + _TINY


def choose(mask: pl.Series, one: Number, other: Number) -> Number:
    """One of two numbers, row by row."""
    rows = len(mask)
    a, b = level(one, other)
    if isinstance(a, Whole) and isinstance(b, Whole):
        found = pick(mask, _units(a, rows), _units(b, rows))
        return Whole(found, a.scale, min(a.low, b.low), max(a.high, b.high))
    assert isinstance(a, Near)
    assert isinstance(b, Near)
    slack: Slack = 0.0
    if not (a.clean and b.clean):  # of the one taken: the other may have no value, and so no slack
        slack = pick(mask, _column(a.slack, rows), _column(b.slack, rows))
    return _joined(a, b, pick(mask, _floats(a, rows), _floats(b, rows)), slack)


def extreme(function: str, one: Number, other: Number, rows: int) -> Number:
    """The smaller or the larger, row by row; no value where either has none."""
    sign = "<=" if function == "min" else ">="
    a, b = level(one, other)
    if isinstance(a, Whole) and isinstance(b, Whole):
        units = _units(a, rows)
        found = pick(_COMPARE[sign](units, b.units), units, _units(b, rows))
        bound = min if function == "min" else max
        return Whole(found, a.scale, bound(a.low, b.low), bound(a.high, b.high))
    assert isinstance(a, Near)
    assert isinstance(b, Near)
    value = _floats(a, rows)
    slack: Slack = 0.0 if a.clean and b.clean else a.slack + b.slack
    return _joined(a, b, pick(_COMPARE[sign](value, b.value), value, _floats(b, rows)), slack)


def _joined(a: Near, b: Near, value: pl.Series, slack: Slack) -> Near:
    return Near(value, max(a.rel, b.rel), slack, max(a.decades, b.decades), positive=a.positive and b.positive)


def rounded(number: Number, places: int, rows: int) -> tuple[Whole, pl.Series | None]:
    """Half up to ``places`` decimals, halves away from zero, and the rows too near to a half to tell."""
    if isinstance(number, Whole):
        return _rounded_whole(number, places, rows), None
    scaled = abs(_floats(number, rows)) * 10.0**places
    reach = (number.error() * (10.0**places * SAFE) + (scaled + 1.0) * (8.0 * ROUNDING)) + _TINY
    raised = scaled + 0.5
    down = raised.floor()
    rest = raised - down
    unsure = (rest <= reach) | (rest >= 1.0 - reach) | (scaled > _HALVES)
    units = down.cast(pl.Int64, strict=False)
    if not number.positive:
        units = pick(_floats(number, rows) < 0.0, units * -1, units)
    units = units.zip_with(~unsure, spread(None, rows, pl.Int64))  # what is not sure may be anything, and very large
    whole = measured(Whole(units, max(places, 0), 0, 0))
    return _lifted(whole, places), unsure


def _rounded_whole(number: Whole, places: int, rows: int) -> Whole:
    if number.scale <= places:
        return number
    factor = 10 ** (number.scale - places)
    if factor > LARGEST:  # everything is less than half of it
        return Whole(_units(number, rows) * 0, max(places, 0), 0, 0)
    units, half = _units(number, rows), factor // 2
    if number.low >= 0:
        found = (units + half) // factor
    else:
        found = pick(units < 0, (units * -1 + half) // factor * -1, (units + half) // factor)
    low, high = -((-number.low + half) // factor) if number.low < 0 else 0, (max(number.high, 0) + half) // factor
    return _lifted(Whole(found, max(places, 0), low, high), places)


def _lifted(whole: Whole, places: int) -> Whole:
    """Whole tens, hundreds … as units again."""
    if places >= 0:
        return whole
    factor = 10**-places
    if whole.size * factor > LARGEST:
        raise Unbounded
    return Whole(whole.units * factor, 0, whole.low * factor, whole.high * factor)


def _units(column: Whole, rows: int) -> pl.Series:
    return spread(column.units, rows, pl.Int64) if isinstance(column.units, int) else column.units


def _floats(column: Near, rows: int) -> pl.Series:
    return _column(column.value, rows)


def _column(value: float | pl.Series, rows: int) -> pl.Series:
    return spread(value, rows, pl.Float64) if isinstance(value, float) else value


def _series(found: Any) -> pl.Series:
    assert isinstance(found, pl.Series)
    return found
