"""The third way to run a formula: column by column.  Same tree, same rules of *no value* as `closures` and `explain`.

Both branches of a choice are worked, and what was not taken may have been unsure: such rows are given to the exact form
without need, which costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

import polars as pl

from ..units import Unit
from . import columns
from .choosing import choose, compare, extreme, pick, rounded, spread
from .closures import closure
from .columns import LARGEST, Number, Unbounded, Whole, measured
from .holding import holds
from .questions import words_of
from .tree import (
    Call,
    Chain,
    Choose,
    Compare,
    Constant,
    Elapsed,
    InMoney,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Shift,
    Tiers,
    children,
)

Column = Number | pl.Series  # numbers and times; truths and texts
Leaf = Callable[[str, Unit], Column]

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
_EPOCH_DAY = EPOCH.date().toordinal()
_DAY = 86_400
_MICRO = 6  # the scale of instants: microseconds
_FIRST, _LAST = date(2, 1, 1).toordinal() - _EPOCH_DAY, date(9998, 12, 31).toordinal() - _EPOCH_DAY


class Columnwise:
    """Works one tree over ``rows`` rows.  ``unsure`` are the rows that only the exact form can tell, None for none."""

    def __init__(self, rows: int, leaf: Leaf) -> None:
        self._rows = rows
        self._leaf = leaf
        self.unsure: pl.Series | None = None

    def doubt(self, rows: pl.Series | None) -> None:
        """Give rows to the exact form."""
        if rows is None:
            return
        rows = rows.fill_null(value=False)
        self.unsure = rows if self.unsure is None else self.unsure | rows

    def work(self, node: Node) -> Column:
        match node:
            case Name(symbol=symbol):
                return self._leaf(symbol.name, node.unit)
            case Constant(value=value):
                return self._constant(value)
        if not _has_names(node):
            return self._constant(closure(node)({}))
        match node:
            case Chain():
                return self._chain(node)
            case Compare():
                return self._compare(node)
            case Logic(word=word, operands=operands):
                found = [self._truth(operand) for operand in operands]
                for other in found[1:]:
                    found[0] = found[0] & other if word == "and" else found[0] | other
                return found[0]
            case Not(operand=operand):
                return ~self._truth(operand)
            case Choose():
                return self._either(self._truth(node.condition), self.work(node.then), self.work(node.otherwise))
            case Tiers():
                return self._tiers(node)
            case Call(function="contains"):
                return self._contains(node)
            case Call():
                return self._call(node)
        return self._simple(node)

    # --- leaves ----------------------------------------------------------------------------------------------

    def _constant(self, value: Any) -> Column:
        if value is None:
            return Whole(spread(None, self._rows, pl.Int64), 0, 0, 0)
        if isinstance(value, bool):
            return spread(value, self._rows, pl.Boolean)
        if isinstance(value, str):
            return spread(value, self._rows, pl.String)
        if isinstance(value, datetime):
            gap = value - EPOCH
            units = (gap.days * _DAY + gap.seconds) * 10**_MICRO + gap.microseconds
            return Whole(units, _MICRO, units, units)
        if isinstance(value, date):
            days = value.toordinal() - _EPOCH_DAY
            return Whole(days, 0, days, days)
        return columns.constant(Decimal(value))

    def _truth(self, node: Node) -> pl.Series:
        return self._as(self.work(node), pl.Boolean)

    def _as(self, found: Column, dtype: Any) -> pl.Series:
        """Truths or texts; a part that never has a value knows not of what kind."""
        return found if isinstance(found, pl.Series) else spread(None, self._rows, dtype)

    def _number(self, node: Node) -> Number:
        found = self.work(node)
        assert not isinstance(found, pl.Series)
        return found

    # --- arithmetic ------------------------------------------------------------------------------------------

    def _chain(self, node: Chain) -> Number:
        result = self._number(node.first)
        for sign, part in node.rest:
            value = self._number(part)
            match sign:
                case "+":
                    result = columns.add(result, value)
                case "-":
                    result = columns.add(result, columns.negative(value))
                case "*":
                    result = columns.multiply(result, value)
                case _:
                    result = self._divide(result, value)
        return result

    def _divide(self, one: Number, other: Number) -> Number:
        if isinstance(other, Whole) and isinstance(other.units, int):
            if not other.units:
                return Whole(spread(None, self._rows, pl.Int64), 0, 0, 0)
            if (inverse := _inverse(other)) is not None:
                return columns.multiply(one, inverse)
        found, zero, unsure = columns.quotient(one, other)
        self.doubt(unsure)
        if zero is not None:
            assert isinstance(found.value, pl.Series)
            value = found.value.zip_with(~zero, spread(None, self._rows, pl.Float64))
            found = replace(found, value=value)
        return found

    def _call(self, node: Call) -> Number:
        found = [self._number(argument) for argument in node.arguments]
        result = found[0]
        if node.function == "abs":
            return columns.absolute(result)
        if node.function == "round":
            return self.round(result, node.places)
        for other in found[1:]:
            if node.function == "sum":
                result = columns.add(result, other)
            else:
                result = extreme(node.function, result, other, self._rows)
        return result

    def _contains(self, node: Call) -> pl.Series:
        words, texts = words_of(node), self._as(self.work(node.arguments[0]), pl.String)
        found = [None if text is None else holds(text, words) for text in texts.to_list()]
        return pl.Series(found, dtype=pl.Boolean)

    def round(self, number: Number, places: int) -> Whole:
        result, unsure = rounded(number, places, self._rows)
        self.doubt(unsure)
        return result

    # --- deciding --------------------------------------------------------------------------------------------

    def _compare(self, node: Compare) -> pl.Series:
        left = self.work(node.first)
        answer: pl.Series | None = None
        for sign, part in node.rest:
            right = self.work(part)
            found = self._compared(sign, left, right)
            answer = found if answer is None else answer & found
            left = right
        assert answer is not None
        return answer

    def _compared(self, sign: str, left: Column, right: Column) -> pl.Series:
        if isinstance(left, pl.Series) or isinstance(right, pl.Series):
            dtype = left.dtype if isinstance(left, pl.Series) else right.dtype  # type: ignore[union-attr]
            one, other = self._as(left, dtype), self._as(right, dtype)
            return one == other if sign == "=" else one != other
        answer, unsure = compare(sign, left, right, self._rows)
        self.doubt(unsure)
        return answer

    def _either(self, mask: pl.Series, one: Column, other: Column) -> Column:
        if isinstance(one, pl.Series) or isinstance(other, pl.Series):
            dtype = one.dtype if isinstance(one, pl.Series) else other.dtype  # type: ignore[union-attr]
            return pick(mask, self._as(one, dtype), self._as(other, dtype))
        return choose(mask, one, other)

    def _tiers(self, node: Tiers) -> Column:
        subject = self.work(node.subject)
        rows = [(self._compared(sign, subject, self.work(bound)), self.work(value)) for sign, bound, value in node.rows]
        result = self.work(node.otherwise) if node.otherwise else self._constant(None)
        for mask, value in reversed(rows):
            result = self._either(mask, value, result)
        return result

    # --- one or two operands ---------------------------------------------------------------------------------

    def _simple(self, node: Node) -> Number:
        match node:
            case Negative(operand=operand):
                return columns.negative(self._number(operand))
            case InMoney(operand=operand, rate=rate):
                return columns.multiply(self._number(operand), columns.constant(rate))
            case Elapsed():
                gap = columns.add(self._number(node.later), columns.negative(self._number(node.earlier)))
                return columns.multiply(gap, columns.constant(Decimal(_DAY))) if node.later.unit is Unit.DATE else gap
            case Shift():
                return self._shift(self._number(node.moment), self._number(node.by), node.sign, node.unit)
        raise TypeError(f"{type(node).__name__} cannot be run; the formula has errors")

    def _shift(self, moment: Number, by: Number, sign: int, unit: Unit) -> Number:
        """A moment moved.  Near the ends of the calendar the exact form says whether there is such a day."""
        if not (isinstance(moment, Whole) and isinstance(by, Whole)):
            raise Unbounded
        step = by if sign > 0 else columns.negative(by)
        assert isinstance(step, Whole)
        found = columns.add(moment, _days(step, self._rows) if unit is Unit.DATE else _micros(step, self._rows))
        if not isinstance(found, Whole):
            raise Unbounded
        per_day = 1 if unit is Unit.DATE else _DAY * 10**_MICRO
        found = measured(found)
        if isinstance(found.units, pl.Series) and (found.low < _FIRST * per_day or found.high > _LAST * per_day):
            self.doubt((found.units < _FIRST * per_day) | (found.units > _LAST * per_day))
        return found


def _days(step: Whole, rows: int) -> Whole:
    """Whole days; no value for a part of one."""
    units = spread(step.units, rows, pl.Int64) if isinstance(step.units, int) else step.units
    day = _DAY * 10**step.scale
    if day > LARGEST:
        raise Unbounded
    found = pick(units % day == 0, units // day, spread(None, rows, pl.Int64))
    return measured(Whole(found, 0, 0, 0))


def _micros(step: Whole, rows: int) -> Whole:
    """Microseconds; what is finer is cut off."""
    if step.scale <= _MICRO:
        raised, _ = columns.level(step, Whole(0, _MICRO, 0, 0))
        if not isinstance(raised, Whole):
            raise Unbounded
        return raised
    factor = 10 ** (step.scale - _MICRO)
    if factor > LARGEST:
        raise Unbounded
    units = spread(step.units, rows, pl.Int64) if isinstance(step.units, int) else step.units
    return measured(Whole(pick(units < 0, (units * -1) // factor * -1, units // factor), _MICRO, 0, 0))


def _inverse(divisor: Whole) -> Whole | None:
    """1 ÷ a constant, where that ends: ÷ 2, ÷ 8, ÷ 100, ÷ 1小时 does not."""
    assert isinstance(divisor.units, int)
    rest, scale = abs(divisor.units), 0
    while rest % 10 == 0:
        rest //= 10
        scale += 1
    places = 0
    while 10**places % rest and places < 12:
        places += 1
    if 10**places % rest:
        return None
    units = 10**places // rest * (1 if divisor.units > 0 else -1)
    places += scale - divisor.scale
    if places < 0:
        units, places = units * 10**-places, 0
    return Whole(units, places, units, units) if abs(units) <= LARGEST else None


def _has_names(node: Node) -> bool:
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Name):
            return True
        stack.extend(children(part))
    return False
