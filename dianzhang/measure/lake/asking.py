"""The lake asked in place of the tables, where that gives the same number sooner.

Days that nobody changed since they were written come from the lake, the others from the tables, and what adds up is
added up.  What does not (a distinct count, a median) comes from the lake when no day in the span has changed, else from
the tables.  So an answer is always that of now; how old the manifest is does not matter.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, Value
from django.db.models.functions import TruncMonth

from dianzhang.measure.catalogue import Measure, Slice
from dianzhang.measure.models import LakeMark, LakeState

from . import manifest, reading, rollups
from .arithmetic import read, together
from .manifest import Written
from .shapes import Kept, shapes

LEAST = 20_000  # facts in the span below which the tables answer as fast
MOST_DIRTY = 100  # days that are asked of the tables beside the lake; with more, all are
log = logging.getLogger("dianzhang.lake")

_tables_only: ContextVar[bool] = ContextVar("tables_only", default=False)
Found = dict[Any, tuple[Any, int]]  # key -> (what the declaration makes of the facts, how many they are)


@dataclass(frozen=True)
class Standing:
    """What the database says of one table: which manifest holds, which of the days asked for have changed since."""

    manifest: str
    dirty: frozenset[date | None]


def ask(measure: Measure, by: str, of: Slice) -> Found | None:
    """Key -> value as the database would have said it; None where the tables are to be asked.

    ``by``: ``day``, ``month``, a dimension (``shop``, ``unit_of``, ``person``, ``post``), where None stands for facts
    that belong to none, or nothing for the whole slice under the key None.
    """
    if of.cuts or not manifest.there() or _tables_only.get() or (kept := shapes().kept.get(measure.name)) is None:
        return None
    standing = _standing(kept, of)
    if standing is None or None in standing.dirty or len(standing.dirty) > MOST_DIRTY:
        return None
    if standing.dirty and not kept.adds_up:
        return None
    try:
        written = manifest.read(standing.manifest).tables.get(kept.table.name)
        if written is None or not _current(kept, written):
            return None
        files = [f for day, f in written.days.items() if _within(day, of) and day not in standing.dirty]
        if sum(file.rows for file in files) < LEAST:
            return None
        columns = rollups.columns_for(kept, by, of, written)
        if columns is not None:
            found = rollups.answer(kept, columns, by, of, written, standing.dirty)
        else:
            found = reading.answer(kept, by, of, files)
    except reading.broken():
        log.warning("the lake is not whole; the tables are asked", exc_info=True)
        return None
    if standing.dirty:
        for key, parts in _asked(kept, by, of, standing.dirty).items():
            found[key] = together(kept.parts, found[key], parts) if key in found else parts
        if _standing(kept, of) != standing:
            return None  # somebody wrote between the two questions
    return _made(kept, found)


def at(name: str, measure: Measure, by: str, of: Slice) -> Found | str:
    """As ``ask``, of the facts as a manifest has them, whatever has changed since; or why that cannot be said."""
    kept = shapes().kept.get(measure.name)
    if kept is None:
        return f"the lake does not keep {measure.name}: {shapes().left.get(measure.name, 'it is not declared')}"
    try:
        written = manifest.read(name).tables.get(kept.table.name)
        meant = kept.table.meant()
        if written is None or any(written.columns.get(name) != meant[name] for name in kept.columns()):
            return f"the manifest {name} was written before {measure.name} was declared as it is now"
        files = [file for day, file in written.days.items() if _within(day, of)]
        return _made(kept, reading.answer(kept, by, of, files))
    except reading.broken() as error:
        return f"the files of the manifest {name} are no longer there: {error}"


def _made(kept: Kept, found: dict[date | None, list[Any]]) -> Found:
    return {key: (kept.upper(parts), parts[0]) for key, parts in found.items() if parts[0]}


@contextmanager
def tables_only() -> Iterator[None]:
    """Numbers asked herein come from the tables, to hold those of the lake against."""
    before = _tables_only.set(True)
    try:
        yield
    finally:
        _tables_only.reset(before)


def _within(day: date, of: Slice) -> bool:
    return (of.first is None or of.first <= day) and (of.last is None or day <= of.last)


_known: dict[int, tuple[Any, str]] = {}


def _current(kept: Kept, written: Written) -> bool:
    """Whether the table was written by the declarations that this process has."""
    from .writing import fingerprint

    found = _known.get(id(kept.table))
    if found is None or found[0] is not kept.table:
        found = _known[id(kept.table)] = (kept.table, fingerprint(kept.table))
    return found[1] == written.fingerprint


_STANDING = (
    f"SELECT DISTINCT s.manifest, m.id IS NOT NULL, m.day "  # noqa: S608 - names of our own models
    f'FROM "{LakeState._meta.db_table}" s LEFT JOIN "{LakeMark._meta.db_table}" m '
    'ON m."table" = %s AND (m.day IS NULL OR m.day BETWEEN %s AND %s)'
)


def _standing(kept: Kept, of: Slice) -> Standing | None:
    """One statement, so that manifest and marks are of one moment; None: there is no lake."""
    days = (of.first or date.min, of.last or date.max)
    adapt = connection.ops.adapt_datefield_value
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [kept.table.name, *map(adapt, days)])
        rows = cursor.fetchall()
    if not rows:
        return None
    return Standing(rows[0][0], frozenset(_day(day) for _name, marked, day in rows if marked))


def _day(told: Any) -> date | None:
    return date.fromisoformat(told) if isinstance(told, str) else told


def _asked(kept: Kept, by: str, of: Slice, days: Iterable[date | None]) -> dict[date | None, list[Any]]:
    """The same parts from the tables, of some days."""
    measure = kept.measure
    keys: dict[str, Any] = {"": Value(1), "day": F(measure.day), "month": TruncMonth(measure.day)}
    key = keys[by] if by in keys else F(measure.need(by))
    rows = measure.rows(of).filter(**{f"{measure.day}__in": sorted(day for day in days if day)})
    parts = {f"_p{n}": part.django or Count("pk") for n, part in enumerate(kept.parts)}
    found = rows.order_by().annotate(_key=key).values("_key").annotate(**parts).values_list("_key", *parts)
    return {
        key if by else None: [read(part, value) for part, value in zip(kept.parts, values, strict=True)]
        for key, *values in found
    }
