"""Statements of pages, worked out once: Django takes ten times as long to write one as the database to answer it.

    @prepared
    def running(kind, *, owner, before):
        return ClockRow.objects.filter(subject_kind=kind, owner_id=owner, due_at__lt=before)

    running("order", owner=7, before=now())  # a list of what the queryset yields

What is given by position shapes the statement; what is given by name is filled in anew each time, a tuple as
``…__in=``.  Foreign keys are compared by ``among``, and never with None: that is another statement.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime
from functools import wraps
from operator import itemgetter
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Aggregate, Expression, F, QuerySet, Value, prefetch_related_objects
from django.db.models.lookups import In
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

MOST = 2_048  # statements kept by one process


class Slot(Expression):
    """Where a value goes."""

    def __init__(self, name: str, number: int | None = None) -> None:
        super().__init__()
        self.name, self.number = name, number

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def value(self, values: dict[str, Any]) -> Any:
        given = values[self.name]
        return _bound(given if self.number is None else given[self.number])

    def __hash__(self) -> int:
        return hash((self.name, self.number))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Slot) and (self.name, self.number) == (other.name, other.number)


def _bound(value: Any) -> Any:
    """A value as the driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


class Statement:
    """A queryset whose SQL is known, and how its rows are read."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        self._slots = any(isinstance(one, Slot) for one in self.params)
        self._compiler = compiler
        self._columns = compiler.col_count if compiler.has_extra_select else None
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        self._beside = queryset._prefetch_related_lookups  # type: ignore[attr-defined]
        iterable = queryset._iterable_class
        self._made: Callable[[Iterable[Sequence[Any]]], list[Any]] = list
        if iterable is ModelIterable:
            self._made = self._instances()
        elif iterable is FlatValuesListIterable:
            self._made = lambda rows: list(map(itemgetter(0), rows))

    def rows(self, values: dict[str, Any]) -> list[Any]:
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._filled(values))
            rows: Any = cursor.fetchall()
        if self._columns is not None:
            rows = [row[: self._columns] for row in rows]
        if self._converters:
            rows = map(tuple, self._compiler.apply_converters(rows, self._converters))
        found = self._made(rows)
        if self._beside and found:
            prefetch_related_objects(found, *self._beside)
        return found

    def _filled(self, values: dict[str, Any]) -> Sequence[Any]:
        if not self._slots:
            return self.params  # type: ignore[no-any-return]
        return [one.value(values) if isinstance(one, Slot) else one for one in self.params]

    def _instances(self) -> Callable[[Iterable[Sequence[Any]]], list[Any]]:
        """As Django makes models of rows, those beside them by ``select_related`` too."""
        compiler = self._compiler
        fields = compiler.klass_info["select_fields"]
        first, last = fields[0], fields[-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:last]]
        model = compiler.klass_info["model"]
        populators = get_related_populators(  # type: ignore[call-arg] # of a later Django
            compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS
        )

        def made(rows: Iterable[Sequence[Any]]) -> list[Any]:
            found = []
            for row in rows:
                one = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
                for populator in populators:
                    populator.populate(row, one)
                found.append(one)
            return found

        return made


_known: dict[Hashable, Statement] = {}


def prepared(build: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """``build`` makes the queryset, of slots where values will be; see above."""

    @wraps(build)
    def asked(*shape: Hashable, **values: Any) -> list[Any]:
        values = {name: _filled_up(value) if isinstance(value, tuple) else value for name, value in values.items()}
        sizes = tuple(len(value) if isinstance(value, tuple) else None for value in values.values())
        key = (build, shape, tuple(values), sizes)
        statement = _known.get(key)
        if statement is None:
            if len(_known) >= MOST:
                _known.clear()
            statement = _known[key] = Statement(build(*shape, **{n: _slots(n, v) for n, v in values.items()}))
        return statement.rows(values)

    return asked


def _filled_up(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """To a power of two with the last one again, so that there are few statements for lists of any length."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values)) if values else values


def _slots(name: str, value: Any) -> Any:
    if value is None:
        raise TypeError(f"{name} is None, which SQL asks for by another statement")
    return tuple(Slot(name, n) for n in range(len(value))) if isinstance(value, tuple) else Slot(name)


def among(column: str, slots: Sequence[Any]) -> In:
    """``column__in`` for a foreign key, which reads the numbers it is given."""
    return In(F(column), slots)


def summed(queryset: Any, **aggregates: Aggregate) -> Any:
    """One row of aggregates over all of a queryset, as a queryset."""
    whole = queryset.order_by().annotate(_all=Value(1)).values("_all")
    return whole.annotate(**aggregates).values_list(*aggregates)
