"""A formula over many rows at once: fast arithmetic for most, the exact form for every row where it could matter.

    table = Table(frame, cents={"base"})          # columns by canonical name; null is "no value"
    column = formula.bulk(table)                  # pay lines: half up to the cent
    column.to_list()                              # [Decimal("1344.00"), None, …]: what the exact form gives, rounded
    column.explain(7)                             # one row step by step, or the reason why it has no value
    table = table.having("绩效工资", column)       # a later item may use it

Equal to `Formula.value`, rounded as declared, in every row.  Whole columns are exact; near ones (`columns`) carry a
proved bound, and rows in which it reaches a threshold, a tier's edge or a rounding edge go through `Formula.value`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from ..units import Unit
from .algebra import NUMERIC
from .choosing import spread
from .columns import LARGEST, Near, Unbounded, Whole
from .columnwise import EPOCH, Column, Columnwise
from .exact import EXACT, round_half_up
from .explain import Explanation

if TYPE_CHECKING:
    from .formula import Formula

_CENTS = 2
_WIDTH = 38  # digits of a decimal column
_DTYPES: dict[Unit, tuple[Any, ...]] = {
    Unit.TRUTH: (pl.Boolean,),
    Unit.TEXT: (pl.String, pl.Categorical, pl.Enum),
    Unit.DATE: (pl.Date,),
    Unit.TIME: (pl.Datetime,),
}
_PLAIN: dict[Unit, Any] = {Unit.TRUTH: pl.Boolean, Unit.TEXT: pl.String}  # kept as they are; others as integers


class Table:
    """Values of many rows by canonical name.

    Numbers are Decimal or whole columns (those of ``cents`` hundredths), never floats; times are aware.  A name that is
    not there has no value in any row.  What a column costs to prepare it costs once.
    """

    def __init__(self, frame: pl.DataFrame, *, cents: Collection[str] = ()) -> None:
        self.rows = frame.height
        self._frame = frame
        self._scales = dict.fromkeys(cents, _CENTS)  # of whole columns: the decimals that their units stand for
        self._columns: dict[tuple[str, bool], Column] = {}

    def having(self, name: str, column: BulkColumn) -> Table:
        """The table with a result as a further column, for formulas that use it."""
        whole = column.formula.unit in NUMERIC and not column.wide
        more = Table(self._frame.with_columns((column.units if whole else column.series).alias(name)))
        more._scales = {**self._scales, name: max(column.places, 0) if whole else 0}
        more._columns = {key: known for key, known in self._columns.items() if key[0] != name}
        return more

    def column(self, name: str, unit: Unit) -> Column:
        """One column for fast arithmetic.  TypeError where it does not hold what the formula reads by that name."""
        key = (name, unit in NUMERIC)
        if key not in self._columns:
            self._columns[key] = self._prepared(name, unit)
        return self._columns[key]

    def _prepared(self, name: str, unit: Unit) -> Column:
        series = self._frame.get_column(name) if name in self._frame.columns else None
        if series is None or series.dtype == pl.Null:
            empty = spread(None, self.rows, _PLAIN.get(unit, pl.Int64))
            return empty if unit in _PLAIN else Whole(empty, 0, 0, 0)
        dtype = series.dtype
        fits = (dtype.is_integer() or dtype.is_decimal()) if unit in NUMERIC else isinstance(dtype, _DTYPES[unit])
        if not fits or (isinstance(dtype, pl.Datetime) and dtype.time_zone is None):
            raise TypeError(f"the column {name} is {dtype}, the formula reads it as {unit.value}")
        match unit:
            case Unit.TRUTH:
                return series
            case Unit.TEXT:
                return series.cast(pl.String)
            case Unit.DATE:
                return _whole(series.to_physical(), 0)
            case Unit.TIME:
                return _whole(series.dt.cast_time_unit("us").to_physical(), 6)
        scale = dtype.scale if isinstance(dtype, pl.Decimal) else self._scales.get(name, 0)
        found = _whole(series.to_physical(), scale)
        return found if found.size <= LARGEST else _beyond(series, found)

    def given(self, names: Collection[str], rows: pl.Series) -> list[dict[str, Any]]:
        """The values of some rows as `Formula.value` takes them."""
        known = [name for name in self._frame.columns if name in names]
        if not known:
            return [{} for _ in range(len(rows))]
        frame = self._frame.select(known)[rows]
        aware = [name for name in known if isinstance(frame.schema[name], pl.Datetime)]
        frame = frame.with_columns(pl.col(aware).dt.convert_time_zone("UTC"))
        found = frame.rows(named=True)
        for name in known:
            if frame.schema[name].is_integer():
                scale = -self._scales.get(name, 0)
                for row in found:
                    if row[name] is not None:
                        row[name] = EXACT.scaleb(Decimal(row[name]), scale)
        return found


def _whole(physical: pl.Series, scale: int) -> Whole:
    least, most = physical.min(), physical.max()
    low, high = (least, most) if isinstance(least, int) and isinstance(most, int) else (0, 0)
    if max(abs(low), abs(high)) <= LARGEST:
        physical = physical.cast(pl.Int64)
    return Whole(physical, scale, low, high)


def _beyond(series: pl.Series, whole: Whole) -> Near:
    """Numbers too long for whole columns: floats, the last digits within the bound."""
    value = series.cast(pl.Float64)
    if series.dtype.is_integer():
        value = value / 10.0**whole.scale
    return Near(value, 8e-16, 0.0, 40, positive=whole.low >= 0)


@dataclass(frozen=True)
class BulkColumn:
    """The results of all rows.

    Numbers: ``units`` of 10^-``places`` (cents for 2), but for the few of ``wide`` that 64 bits do not hold.  ``exact``
    counts the rows that went through the exact form.
    """

    formula: Formula
    table: Table
    units: pl.Series
    places: int
    wide: Mapping[int, Decimal]
    exact: int

    @property
    def series(self) -> pl.Series:
        """A column as people would write it: Decimal, Boolean, String, Datetime (UTC), Date.

        OverflowError where a number has more than 38 digits.
        """
        match self.formula.unit:
            case Unit.TIME:
                return self.units.cast(pl.Datetime("us", "UTC"))
            case Unit.DATE:
                return self.units.cast(pl.Int32).cast(pl.Date)
            case unit if unit not in NUMERIC:
                return self.units
        scale = max(self.places, 0)
        if any(value.adjusted() + 1 + scale > _WIDTH for value in self.wide.values()):
            raise OverflowError("a result has more digits than a decimal column holds")
        cent = pl.Series([Decimal((0, (1,), -scale))], dtype=pl.Decimal(_WIDTH, scale))
        found = self.units.cast(pl.Decimal(_WIDTH, 0)) * cent
        for row, value in self.wide.items():
            found[row] = value
        return found

    def to_list(self) -> list[Any]:
        """All values; None is *no value*."""
        if self.formula.unit not in NUMERIC:
            return self.series.to_list()
        scale = -max(self.places, 0)
        found = [None if units is None else EXACT.scaleb(Decimal(units), scale) for units in self.units.to_list()]
        for row, value in self.wide.items():
            found[row] = value
        return found

    def explain(self, row: int) -> Explanation:
        """One row in the exact form, with its steps; unrounded."""
        return self.formula.explain(self.table.given(self.formula.names, pl.Series([row]))[0])


def bulk(formula: Formula, given: pl.DataFrame | Table, places: int = _CENTS) -> BulkColumn:
    """See `Formula.bulk`."""
    table = given if isinstance(given, Table) else Table(given)
    work = Columnwise(table.rows, table.column)
    try:
        found = work.work(formula.tree)
        if formula.unit in NUMERIC:
            assert not isinstance(found, pl.Series)
            found = _at(work.round(found, places), max(places, 0))
        units = _plain(found, table.rows)
    except Unbounded:
        units = spread(None, table.rows, _PLAIN.get(formula.unit, pl.Int64))
        work.unsure = spread(True, table.rows, pl.Boolean)
    rows = work.unsure.arg_true() if work.unsure is not None else None
    if rows is None or not len(rows):
        return BulkColumn(formula, table, units, places, {}, 0)
    units, wide = _recomputed(formula, table, units, rows, places)
    return BulkColumn(formula, table, units, places, wide, len(rows))


def _at(whole: Whole, scale: int) -> Whole:
    """With exactly so many decimals."""
    factor = 10 ** (scale - whole.scale)
    if whole.size * factor > LARGEST:
        raise Unbounded
    return Whole(whole.units * factor, scale, whole.low * factor, whole.high * factor)


def _plain(found: Column, rows: int) -> pl.Series:
    if isinstance(found, pl.Series):
        return found
    assert isinstance(found, Whole)
    return spread(found.units, rows, pl.Int64) if isinstance(found.units, int) else found.units


def _recomputed(
    formula: Formula, table: Table, units: pl.Series, rows: pl.Series, places: int
) -> tuple[pl.Series, dict[int, Decimal]]:
    """The results with some rows in the exact form.  Rows that are alike are worked once."""
    known: dict[tuple[Any, ...], Any] = {}
    found: list[Any] = []
    wide: dict[int, Decimal] = {}
    for row, given in zip(rows.to_list(), table.given(formula.names, rows), strict=True):
        key = tuple(given.values())
        if key not in known:
            known[key] = _as_units(formula.value(given), places)
        value = known[key]
        if isinstance(value, Decimal):
            wide[row], value = value, None
        found.append(value)
    return units.clone().scatter(rows, pl.Series(found, dtype=units.dtype)), wide


def _as_units(value: Any, places: int) -> Any:
    """A value as columns hold it: rounded units; the rounded Decimal where 64 bits do not hold them."""
    if isinstance(value, Decimal):
        if value.adjusted() + max(places, 0) > 16:
            return round_half_up(value, places)
        units = int(EXACT.scaleb(value, places).to_integral_value(ROUND_HALF_UP))
        return units if places >= 0 else units * 10**-places
    if isinstance(value, datetime):
        return (value - EPOCH) // timedelta(microseconds=1)
    return value.toordinal() - EPOCH.date().toordinal() if isinstance(value, date) else value
