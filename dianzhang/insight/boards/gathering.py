"""What the tiles of one board need of the measures, asked of the database together.

Tiles say which days they want first; days of one measure that lie together are then one statement.  What was found is
kept while the journal does not move, for all who may see the same facts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dianzhang.engine.unmoved import while_unmoved
from dianzhang.measure import catalogue, series
from dianzhang.measure.breakdown import Dimension, Parted, parts
from dianzhang.measure.catalogue import Measure, Slice
from dianzhang.measure.metrics import define
from dianzhang.measure.series import By

from .spans import Days, merged

LONG = 100  # days beyond which a line goes by month
Column = dict[str, Decimal | None]


class Figures:
    """``today`` is part of what is kept: which days can be told yet depends on it."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._wanted: dict[tuple[str, Slice], list[Days]] = defaultdict(list)
        self._windows: dict[tuple[str, Slice], list[Days]] = {}

    def want(self, measure: Measure, of: Slice) -> None:
        """Say that days of this slice will be asked for, before anything is asked."""
        if measure.grain == "day" and (days := _days(of)).count <= LONG:
            self._wanted[measure.name, _bare(of)].append(days)

    def line(self, measure: Measure, of: Slice, by: By) -> Column:
        """Each day or month of the slice; nothing of a measure that is set by the month."""
        if measure.grain == "month" and by == "day":
            return {}
        if by == "month":
            return _column(measure.name, of, by, self.today)
        window = self._window(measure, of)
        found = _column(measure.name, _of(of, window), by, self.today)
        assert of.first is not None
        assert of.last is not None
        return {key: found[key] for key in series.keys(of.first, of.last, by)}

    def total(self, measure: Measure, of: Slice) -> Decimal | None:
        """The number over the slice: the sum of its days where that is the same, else a statement of its own.

        Days without a value are asked for once more: of some the source does not carry the figure, of others it was
        missing, and only the measure knows what that makes of the whole.
        """
        days = _days(of)
        if measure.kind == "sum" and measure.grain == "day" and days.count <= LONG:
            found = list(self.line(measure, of, "day").values())
            if None not in found:
                return sum((value for value in found if value is not None), Decimal(0))
        return _whole(measure.name, of, self.today)

    def parted(self, number: str, dimension: Dimension, of: Slice) -> Parted:
        return _parted(number, dimension, of, self.today)

    def _window(self, measure: Measure, of: Slice) -> Days:
        key, days = (measure.name, _bare(of)), _days(of)
        if key not in self._windows:
            self._windows[key] = merged(self._wanted.get(key, []))
        around = (w for w in self._windows[key] if w.first <= days.first and days.last <= w.last)
        return next(around, days)


@while_unmoved
def _column(name: str, of: Slice, by: By, _today: date) -> Column:
    return series.series(catalogue.measures[name], by, of)


@while_unmoved
def _whole(name: str, of: Slice, _today: date) -> Decimal | None:
    return series.total(catalogue.measures[name], of)


@while_unmoved
def _parted(number: str, dimension: Dimension, of: Slice, today: date) -> Parted:
    definition = define(number, of.first or today)
    assert definition is not None
    return parts(definition, dimension, of)


def _days(of: Slice) -> Days:
    assert of.first is not None
    assert of.last is not None
    return Days(of.first, of.last)


def _of(of: Slice, days: Days) -> Slice:
    return replace(of, first=days.first, last=days.last)


def _bare(of: Slice) -> Slice:
    return replace(of, first=None, last=None)
