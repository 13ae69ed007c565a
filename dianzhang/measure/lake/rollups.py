"""Days added up beforehand: of each table and month one file, with a row for each day, shop and unit.

A long span is then answered from as many small files as it has months.  In them is what adds up, exactly: counts, sums
of whole numbers and of decimals.  Distinct counts, medians and sums of measured time are asked of the facts, and so is
what belongs to a person or a post.  A month that changed is written anew from its other days' rows and the facts of the
changed days alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from dianzhang.measure.catalogue import Slice

from . import reading
from .arithmetic import read
from .manifest import File, Written
from .shapes import Kept, Part, Table, shapes
from .writing import Kind, kinds, put, schema

KEYS = ("shop", "unit_of")
ANSWERED = ("", "day", "month", *KEYS)


@dataclass
class Rollup:
    """``keys`` of a table; ``sums``: column -> the aggregate that fills it; ``places``: of a sum, how many decimals it
    has; ``of``: measure -> a column a part."""

    keys: list[str] = field(default_factory=list)
    sums: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    of: dict[str, list[str]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(repr((self.keys, self.sums)).encode()).hexdigest()[:16]

    def column(self, aggregate: str, places: int | None) -> str:
        for name, there in self.sums.items():
            if there == aggregate:
                return name
        name = f"s{len(self.sums)}"
        self.sums[name] = aggregate
        if places is not None:
            self.places[name] = places
        return name

    def types(self) -> dict[str, Any]:
        """Of the columns in a file."""
        import polars

        return {n: polars.Decimal(38, self.places[n]) if n in self.places else polars.Int64 for n in self.sums}


def rollup_of(table: Table) -> Rollup:
    """Without measures where nothing of the table adds up."""
    return _rollups(tuple(shapes().kept))[table.name]


@cache
def _rollups(_names: tuple[str, ...]) -> dict[str, Rollup]:
    known = shapes()
    found = {name: Rollup() for name in known.tables}
    known_kinds = {name: kinds(table) for name, table in known.tables.items()}
    for kept in known.kept.values():
        _add(found[kept.table.name], kept, known_kinds[kept.table.name])
    return found


def _add(rollup: Rollup, kept: Kept, of: dict[str, Kind]) -> None:
    if not kept.adds_up or any(of.get(part.column) == "seconds" for part in kept.parts):
        return
    for key in KEYS:
        column = kept.dimensions.get(key)
        if column and column not in rollup.keys:
            rollup.keys.append(column)
    columns = []
    for part in kept.parts:
        kind = of.get(part.column)
        places = None if part.op != "sum" else kind[1] if isinstance(kind, tuple) else 0
        columns.append(rollup.column(_aggregate(part, kept.where, places), places))
    rollup.of[kept.measure.name] = columns


def _aggregate(part: Part, where: str, places: int | None) -> str:
    plain = {"rows": "count(*)", "count": f"count({part.column})", "sum": f"sum({part.column})"}[part.op]
    only = " AND ".join(filter(None, (where, part.condition)))
    filtered = f"{plain} FILTER (WHERE {only})" if only else plain
    return filtered if places is None else f"CAST({filtered} AS DECIMAL(38, {places}))"


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def rolled(table: Table, written: Written, before: Written | None, days: Sequence[date] | None) -> Written:
    """``written`` with its months.  ``days`` were written anew since ``before``; None: all were."""
    rollup = rollup_of(table)
    if not rollup.of:
        return replace(written, rolled="", months={})
    mine = rollup.fingerprint
    known = before.months if before is not None and days is not None and before.rolled == mine else None
    anew = set(written.days) if known is None else set(days or ())
    stale = {month_of(day) for day in anew}
    months = {month: file for month, file in (known or {}).items() if month not in stale}
    for month in sorted(stale):
        changed = [day for day in anew if month_of(day) == month]
        fresh = [written.days[day] for day in sorted(changed) if day in written.days]
        if (file := _month(table, rollup, month, fresh, (known or {}).get(month), changed)) is not None:
            months[month] = file
    return replace(written, rolled=mine, months=months)


def _month(
    table: Table, rollup: Rollup, month: str, fresh: Sequence[File], old: File | None, changed: Collection[date]
) -> File | None:
    """The rows of a month: of ``fresh`` files of facts, and those it had of days that have not ``changed``."""
    import polars

    keys = ["day", *rollup.keys]
    asked = []
    if fresh:
        sums = ", ".join(f"{aggregate} AS {name}" for name, aggregate in rollup.sums.items())
        asked.append(
            f"SELECT {', '.join(keys)}, {sums} FROM {reading.source_of(fresh)} GROUP BY {', '.join(keys)}"  # noqa: S608 - names of declarations
        )
    if old is not None:
        gone = ", ".join(f"DATE '{day}'" for day in changed)
        asked.append(
            f"SELECT {', '.join([*keys, *rollup.sums])} FROM {reading.source_of([old])} WHERE day NOT IN ({gone})"  # noqa: S608 - the same
        )
    rows = reading.database().execute(" UNION ALL ".join(asked)).fetchall() if asked else []
    if not rows:
        return None
    types = schema(table)
    columns = {name: types[name] for name in keys} | rollup.types()
    return put(table.name, f"{month}-rollup", polars.DataFrame(rows, schema=columns, orient="row"))


def columns_for(kept: Kept, by: str, of: Slice, written: Written) -> list[str] | None:
    """The columns that hold what is asked for; None where it is to be asked of the facts."""
    if by not in ANSWERED or of.person is not None or of.post is not None or of.judged:
        return None
    rollup = rollup_of(kept.table)
    return rollup.of.get(kept.measure.name) if written.rolled == rollup.fingerprint else None


def answer(
    kept: Kept, columns: Sequence[str], by: str, of: Slice, written: Written, without: Collection[date | None]
) -> dict[Any, list[Any]]:
    """As ``reading.answer``, of days that are not in ``without``."""
    files = [file for month, file in sorted(written.months.items()) if _of_month(month, of)]
    if not files:
        return {}
    where = [*_days(of, without), *reading.cut(kept, of)]
    places = rollup_of(kept.table).places  # sums of decimals leave with their places, all else as whole numbers
    asked = ", ".join(f"sum({name})" if places.get(name) else f"CAST(sum({name}) AS HUGEINT)" for name in columns)
    sql = reading.grouped(kept, by, asked, reading.source_of(files), where)
    return {
        row[0]: [read(part, value) for part, value in zip(kept.parts, row[1:], strict=True)]
        for row in reading.database().execute(sql).fetchall()
    }


def _of_month(month: str, of: Slice) -> bool:
    return (of.first is None or month_of(of.first) <= month) and (of.last is None or month <= month_of(of.last))


def _days(of: Slice, without: Collection[date | None]) -> list[str]:
    found = [f"day >= DATE '{of.first}'"] if of.first is not None else []
    found += [f"day <= DATE '{of.last}'"] if of.last is not None else []
    gone = ", ".join(f"DATE '{day}'" for day in sorted(day for day in without if day))
    return [*found, f"day NOT IN ({gone})"] if gone else found
