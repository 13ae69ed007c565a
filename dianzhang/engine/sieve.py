"""Which of many records the checks on an event would flag: asked of columns, not of one record after the other.

It finds, it does not judge: what it catches goes through the action like any other record, which flags it, or not, and
writes it down.  So nothing has a second way of being judged; a million records that nobody objects to cost a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection, models
from django.db.models import QuerySet

from dianzhang.kernel.formula.bulk import Table
from dianzhang.kernel.rules import Check
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import UNKNOWN

from . import registry, rulebooks
from .models import Flag
from .registry import Subject

CHUNK = 50_000  # records read at a time
_KEY, _UNIT = "id", "unit_id"
_TYPES: dict[Unit, Any] = {
    Unit.TRUTH: pl.Boolean, Unit.TIME: pl.Datetime("us", "UTC"), Unit.DATE: pl.Date, Unit.TEXT: pl.String,
}  # fmt: skip

# Window measures for many records: as of a moment, what gives for some columns of the subject a column of each measure.
# One that is not here is asked of each record, by the action.
Ready = Callable[[pl.DataFrame], pl.DataFrame]
_many: dict[str, list[ManyWindows]] = defaultdict(list)


@dataclass(frozen=True)
class ManyWindows:
    """Measures that are worked out together, and the columns that they need of the subject."""

    names: frozenset[str]
    needs: tuple[str, ...]
    make: Callable[[datetime], Ready]


def windows_of_many(
    subject: str, names: Collection[str], needs: Sequence[str]
) -> Callable[[Callable[[datetime], Ready]], Callable[[datetime], Ready]]:
    """Declare some window measures (`registry.window`) for many records as of one moment."""

    def register(make: Callable[[datetime], Ready]) -> Callable[[datetime], Ready]:
        _many[subject].append(ManyWindows(frozenset(names), tuple(needs), make))
        return make

    return register


@dataclass(frozen=True)
class Sieved:
    """How many records were read, and the ids of those that a check would flag that has not flagged them before."""

    read: int
    caught: list[int]


def sieve(subject: Subject, kind: str, rows: QuerySet[Any], at: datetime) -> Iterator[Sieved]:
    """Look at ``rows`` as if the event ``kind`` happened to each of them at ``at``, by the rules in force then.

    A check whose condition reads what is no column catches every record: the action tells.
    """
    ruleset = rulebooks.at(at)
    checks = ruleset.checks.get(kind, []) if ruleset is not None else []
    if ruleset is None or not checks:
        return
    shape = _Shape(subject, checks, at)
    known = {check.id: _flagged(subject, check) for check in checks}
    for frame in shape.frames(rows):
        caught = []
        units = frame[_UNIT].unique().to_list() if ruleset.scopes is not None else [None]
        for unit in units:
            if ruleset.scopes is None:
                part, heeded = frame, checks
            else:
                part = frame.filter(pl.col(_UNIT).eq_missing(unit))
                heeded = ruleset.about(unit, "").checks.get(kind, [])
            caught.append(shape.caught(part, heeded, known))
        yield Sieved(frame.height, pl.concat(caught).unique().sort().to_list())


def _flagged(subject: Subject, check: Check) -> pl.Series:
    """Records that this check has flagged, whether the flag stands or was let pass: it flags nothing twice."""
    found = Flag.objects.filter(subject_kind=subject.name, rule=check.id).values_list("subject_id", flat=True)
    return pl.Series(list(found), dtype=pl.Int64)


class Microseconds(models.Func):
    """An instant in PostgreSQL as microseconds since 1970, none of them lost."""

    template = "(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint"
    output_field = models.BigIntegerField()


class _Shape:
    """The columns of a subject that some checks read, and under which names."""

    def __init__(self, subject: Subject, checks: Sequence[Check], at: datetime) -> None:
        self.subject = subject
        self.stored = {f.attname: f for f in subject.model._meta.concrete_fields}
        names = frozenset[str]().union(*(check.when.names for check in checks if check.when is not None))
        windows = [one for one in _many[subject.name] if one.names & names]
        self.windows = [one.make(at) for one in windows]
        had = frozenset[str]().union(*(one.names for one in windows))
        self.read = {name: column for name in sorted(names - had) if (column := self._column(name)) in self.stored}
        fields = {*subject.field, *registry.windows.get(subject.name, {})}
        self.blind = (names & fields) - self.read.keys() - had  # other names are inputs: nothing was given
        needs = {need for one in windows for need in one.needs}
        there = {_UNIT} & self.stored.keys()
        self.columns = [_KEY, *sorted({*self.read.values(), *needs, *there} - {_KEY})]
        self.cents = [name for name in self.read if self._unit(name) is Unit.MONEY]

    def _column(self, name: str) -> str:
        known = self.subject.field.get(name)
        return known.column if known is not None else name

    def _unit(self, name: str) -> Unit:
        known = self.subject.field.get(name)
        return known.unit if known is not None else Unit.TEXT

    def frames(self, rows: QuerySet[Any]) -> Iterator[pl.DataFrame]:
        """The rows by ascending id, as the driver gives them: no instances, no conversions of single values."""
        last, asked = 0, [self._asked(name) for name in self.columns]
        while True:
            part = rows.filter(pk__gt=last).order_by("pk").values_list(*asked)[:CHUNK]
            with connection.cursor() as cursor:
                cursor.execute(*part.query.sql_with_params())
                found = cursor.fetchall()
            if not found:
                return
            columns = zip(self.columns, zip(*found, strict=True), strict=True)
            yield pl.DataFrame([_series(name, values, self.stored[name]) for name, values in columns])
            last = found[-1][0]
            if len(found) < CHUNK:
                return

    def _asked(self, name: str) -> str | Microseconds:
        """An instant as a number, where the driver would read the text of each: more than half of the time."""
        if connection.vendor == "postgresql" and isinstance(self.stored[name], models.DateTimeField):
            return Microseconds(name)
        return name

    def caught(self, frame: pl.DataFrame, checks: Sequence[Check], known: dict[str, pl.Series]) -> pl.Series:
        """Ids of the rows that some of ``checks`` would flag now."""
        table, ids = self._table(frame), frame[_KEY]
        found = pl.repeat(False, frame.height, dtype=pl.Boolean, eager=True)
        for check in checks:
            hit = ~ids.is_in(known[check.id].implode())
            if check.when is not None and not (check.when.names & self.blind):
                hit &= check.when.bulk(table).units.fill_null(False)  # type: ignore[attr-defined]
            found |= hit
        return ids.filter(found)

    def _table(self, frame: pl.DataFrame) -> Table:
        """As the fold reads them: what is unknown has no value."""
        columns = []
        for name, column in self.read.items():
            series, unit = frame[column].alias(name), self._unit(name)
            if unit in _TYPES:
                series = series.cast(_TYPES[unit])
            columns.append(series.replace(UNKNOWN, None) if unit is Unit.TEXT else series)
        for ready in self.windows:
            columns += ready(frame).get_columns()
        return Table(pl.DataFrame(columns), cents=self.cents)


def _series(name: str, values: Sequence[Any], field: models.Field[Any, Any]) -> pl.Series:
    """A column of a table as the driver gives it; SQLite's gives instants of UTC without saying so."""
    match field:
        case models.DateTimeField():
            if connection.vendor == "sqlite":
                return pl.Series(name, values, dtype=pl.Datetime("us")).dt.replace_time_zone("UTC")
            return pl.Series(name, values, dtype=pl.Int64).cast(pl.Datetime("us", "UTC"))
        case models.DateField():
            return pl.Series(name, values, dtype=pl.Date)
        case models.BooleanField():
            return pl.Series(name, values, dtype=pl.Boolean)
        case models.CharField() | models.TextField():
            return pl.Series(name, values, dtype=pl.String)
    return pl.Series(name, values, dtype=pl.Int64)
