"""The one bulk writer: rows into tables inside Django's connection and transaction.

``executemany`` on SQLite, COPY on PostgreSQL (one INSERT for a few rows): tried, it reaches several times the speed of
``bulk_create`` (docs/performance.md).  Values are the attributes of model instances or plain tuples.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState
from django.db.models.fields import DateField, DateTimeField, TimeField

_FEW = 12  # rows below which a plain INSERT beats setting up a COPY


@lru_cache(maxsize=4096)  # one instant stands in several rows of a batch
def _instant_text(moment: datetime) -> str:
    """How Django keeps an instant in SQLite: UTC, naive, as text."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return str(moment)[:-6]  # without the offset


@lru_cache(maxsize=512)
def _plain_text(day: date | time) -> str:
    return day.isoformat()


class Table:
    """How the rows of one model are written, worked out once per database vendor."""

    def __init__(self, model: type[models.Model], vendor: str, attrs: tuple[str, ...] = ()) -> None:
        self.model = model
        self.sqlite = vendor == "sqlite"
        fields = [f for f in model._meta.concrete_fields if not attrs or f.attname in attrs]
        self.name = model._meta.db_table
        self.columns = tuple(str(f.column) for f in fields)
        self.attrs = tuple(f.attname for f in fields)
        self.row: Callable[[Any], tuple[Any, ...]] = attrgetter(*self.attrs)
        self.items: Callable[[Any], tuple[Any, ...]] = itemgetter(*self.attrs)
        self._converters = [
            (i, _instant_text if isinstance(f, DateTimeField) else _plain_text)
            for i, f in enumerate(fields)
            if self.sqlite and isinstance(f, DateField | TimeField)  # DateTimeField is a DateField
        ]
        self.convert_of = {self.attrs[i]: convert for i, convert in self._converters}
        self._truths = [i for i, f in enumerate(fields) if self.sqlite and isinstance(f, models.BooleanField)]
        quoted = ", ".join(f'"{c}"' for c in self.columns)
        mark = "?" if self.sqlite else "%s"
        self.insert_sql = f'INSERT INTO "{self.name}" ({quoted}) VALUES ({", ".join([mark] * len(self.columns))})'  # noqa: S608 — names of our own models
        self.copy_sql = f'COPY "{self.name}" ({quoted}) FROM STDIN'
        self.load_sql = f'SELECT {quoted} FROM "{self.name}"'  # noqa: S608
        self.column_of = {f.attname: f.column for f in fields}

    def values(self, instance: Any) -> Sequence[Any]:
        """One instance as a row in the order of ``columns``, ready to bind."""
        # past the descriptors of a model, which are called for every foreign key
        found = self.items(vars(instance)) if isinstance(instance, models.Model) else self.row(instance)
        if not self._converters:
            return found
        row = list(found)
        for i, convert in self._converters:
            if row[i] is not None:
                row[i] = convert(row[i])
        return row

    def columns_of(self, rows: Iterable[Sequence[Any]], *, ready: bool = False) -> dict[str, Sequence[Any]]:
        """Many rows turned into columns of what the driver binds fastest; those without any value are left out.

        Turning them costs little; an empty cell costs SQLite's driver more than a full one.
        """
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        if not ready:
            for i, convert in self._converters:
                columns[i] = [None if value is None else convert(value) for value in columns[i]]
        for i in self._truths:
            columns[i] = list(map(_TRUTH.__getitem__, columns[i]))
        return {name: c for name, c in zip(self.columns, columns, strict=True) if c.count(None) < len(c)}


_TRUTH = {True: 1, False: 0, None: None}


@lru_cache(maxsize=1)
def _vendor() -> str:
    return connection.vendor  # settled by the settings; asking the connection each time costs more than a small SELECT


@lru_cache(maxsize=256)
def table(model: type[models.Model]) -> Table:
    return Table(model, _vendor())


_here = threading.local()  # each thread's wrapper: asking Django's registry costs more than a small SELECT


def _raw() -> Any:
    """The driver's own connection beneath Django's, with Django's transaction on it."""
    wrapper = getattr(_here, "wrapper", None)
    if wrapper is None:
        wrapper = _here.wrapper = connections[DEFAULT_DB_ALIAS]
    if wrapper.connection is None:
        wrapper.ensure_connection()
    return wrapper.connection


@contextmanager
def unmapped() -> Iterator[None]:
    """SQLite maps its file into memory, which long work through all of it would count as its own: not within."""
    if _vendor() != "sqlite":
        yield
        return
    raw = _raw()
    mapped = raw.execute("PRAGMA mmap_size").fetchone()  # none for a database in memory
    raw.execute("PRAGMA mmap_size = 0").fetchone()
    try:
        yield
    finally:
        raw.execute(f"PRAGMA mmap_size = {mapped[0] if mapped else 0:d}").fetchone()


def reserve(model: type[models.Model], count: int, beyond: int = 0) -> Sequence[int]:
    """Ids for ``count`` new rows, above ``beyond`` (reserved earlier in this transaction, not yet written).

    Must be called inside the transaction that inserts them.
    """
    if count <= 0:
        return ()
    name = model._meta.db_table
    if _vendor() == "sqlite":
        # Writers are serialised (BEGIN IMMEDIATE), so the highest id is ours to go on from.
        top = beyond or _raw().execute(f'SELECT COALESCE(MAX(id), 0) FROM "{name}"').fetchone()[0]  # noqa: S608
        return range(top + 1, top + 1 + count)
    with _raw().cursor() as cursor:
        # Values of a sequence need not be adjacent under concurrency, so each is fetched.
        sequence = f"pg_get_serial_sequence('\"{name}\"', 'id')"
        cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", (count,))  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def insert(model: type[models.Model], instances: Iterable[Any]) -> int:
    """Write new rows whose ids are already set."""
    shape, rows = table(model), list(instances)
    if len(rows) < _FEW or not shape.sqlite:
        return _write(shape, [shape.values(instance) for instance in rows])
    if isinstance(rows[0], models.Model):
        return _write_columns(shape, shape.columns_of(map(shape.items, map(vars, rows))), len(rows))
    return _write_columns(shape, shape.columns_of(map(shape.row, rows)), len(rows))


def insert_values(model: type[models.Model], attrs: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> int:
    """Write new rows given as tuples of ``attrs``, in the form the driver binds.  The database gives the ids."""
    shape = _partial(model, attrs, _vendor())
    if len(rows) < _FEW or not shape.sqlite:
        return _write(shape, rows)
    return _write_columns(shape, shape.columns_of(rows, ready=True), len(rows))


@lru_cache(maxsize=64)
def _partial(model: type[models.Model], attrs: tuple[str, ...], vendor: str) -> Table:
    return Table(model, vendor, attrs)


def _write_columns(shape: Table, columns: dict[str, Sequence[Any]], count: int) -> int:
    _raw().executemany(_insert_of(shape.name, tuple(columns)), zip(*columns.values(), strict=True))
    return count


@lru_cache(maxsize=512)
def _insert_of(name: str, columns: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{name}" ({quoted}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608


def _write(shape: Table, rows: Sequence[Sequence[Any]]) -> int:
    if not rows:
        return 0
    raw = _raw()
    if shape.sqlite:
        raw.executemany(shape.insert_sql, rows)
    else:
        with raw.cursor() as cursor:
            if len(rows) < _FEW:
                one = f"({', '.join(['%s'] * len(shape.columns))})"
                head = shape.insert_sql[: shape.insert_sql.index(" VALUES ")]
                flat = [value for row in rows for value in row]
                cursor.execute(f"{head} VALUES {', '.join([one] * len(rows))}", flat)
            else:
                with cursor.copy(shape.copy_sql) as copy:
                    for row in rows:
                        copy.write_row(row)
    return len(rows)


def update(
    model: type[models.Model], attrs: tuple[str, ...], rows: Sequence[tuple[Any, ...]], *, revised: bool = False
) -> int:
    """Change rows: each of ``rows`` holds the values of ``attrs``, then the id (then the revision expected).

    With ``revised`` the UPDATE states the revision and adds one to it.  Returns how many rows were changed.
    """
    shape = table(model)
    sql, converters = _update_of(shape, attrs, revised)
    bound: Sequence[Sequence[Any]] = rows
    if converters:
        bound = changing = [list(row) for row in rows]
        for row in changing:
            for i, convert in converters:
                if row[i] is not None:
                    row[i] = convert(row[i])
    raw = _raw()
    if shape.sqlite:
        if len(bound) == 1:
            return int(raw.execute(sql, bound[0]).rowcount)
        return int(raw.executemany(sql, bound).rowcount)
    with raw.cursor() as cursor:
        if len(bound) == 1:
            cursor.execute(sql, bound[0])
            return int(cursor.rowcount)
        cursor.executemany(sql, bound)
        return int(cursor.rowcount)


@lru_cache(maxsize=1024)
def _update_of(
    shape: Table, attrs: tuple[str, ...], revised: bool
) -> tuple[str, tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """The statement, and which values of a row need converting."""
    mark = "?" if shape.sqlite else "%s"
    sets = [f'"{shape.column_of[a]}" = {mark}' for a in attrs]
    if revised:
        sets.append("revision = revision + 1")
    guard = f" AND revision = {mark}" if revised else ""
    sql = f'UPDATE "{shape.name}" SET {", ".join(sets)} WHERE id = {mark}{guard}'  # noqa: S608
    return sql, tuple((i, shape.convert_of[a]) for i, a in enumerate(attrs) if a in shape.convert_of)


def load(model: type[models.Model], ids: Sequence[int]) -> list[Any]:
    """The rows with these ids as model instances, to be changed in this transaction.

    On PostgreSQL they are locked, in the order of their ids: of two people the second waits, and sees what was done.
    SQLite has one writer at a time anyway.
    """
    return fetch(model, "id", ids, "" if _vendor() == "sqlite" else " ORDER BY id FOR UPDATE")


def columns(
    model: type[models.Model],
    attrs: Sequence[str],
    column: str,
    values: Sequence[Any],
    extra: str = "",
    extra_values: Sequence[Any] = (),
) -> list[tuple[Any, ...]]:
    """Some columns, as the driver gives them, of the rows whose ``column`` is among ``values``."""
    shape = table(model)
    select = ", ".join(f'"{shape.column_of[a]}"' for a in attrs)
    return _select(shape, f'SELECT {select} FROM "{shape.name}"', column, values, extra, extra_values)  # noqa: S608


def fetch(
    model: type[models.Model], column: str, values: Sequence[Any], extra: str = "", extra_values: Sequence[Any] = ()
) -> list[Any]:
    """Instances whose ``column`` is among ``values``; ``extra`` is further SQL with ``%s`` marks."""
    shape = table(model)
    return [_instance(shape, row) for row in _select(shape, shape.load_sql, column, values, extra, extra_values)]


def _select(
    shape: Table, select: str, column: str, values: Sequence[Any], extra: str, extra_values: Sequence[Any]
) -> list[tuple[Any, ...]]:
    found: list[Any] = []
    for start in range(0, len(values), 900):
        part = values[start : start + 900]
        sql = _select_sql(shape, select, column, len(part) if shape.sqlite else 1, extra)
        if shape.sqlite:
            found += _raw().execute(sql, [*part, *extra_values]).fetchall()
        else:
            with _raw().cursor() as cursor:
                found += cursor.execute(sql, [list(part), *extra_values]).fetchall()
    return found


@lru_cache(maxsize=1024)
def _select_sql(shape: Table, select: str, column: str, count: int, extra: str) -> str:
    if shape.sqlite:
        return f'{select} WHERE "{column}" IN ({", ".join("?" * count)}){extra.replace("%s", "?")}'
    return f'{select} WHERE "{column}" = ANY(%s){extra}'


@lru_cache(maxsize=256)
def _instants(model: type[models.Model]) -> tuple[int, ...]:
    """Columns that hold instants: SQLite gives them back naive, though they are kept as UTC."""
    return tuple(i for i, f in enumerate(model._meta.concrete_fields) if isinstance(f, DateTimeField))


def _instance(shape: Table, row: Sequence[Any]) -> Any:
    if shape.sqlite and (instants := _instants(shape.model)):
        row = list(row)
        for i in instants:
            if row[i] is not None:
                row[i] = row[i].replace(tzinfo=UTC)
    # As Model.from_db, without the signals and per-field checks that nobody here uses: an eighth of its cost.
    instance = shape.model.__new__(shape.model)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    instance.__dict__.update(zip(shape.attrs, row, strict=True))
    instance.__dict__["_state"] = state
    return instance
