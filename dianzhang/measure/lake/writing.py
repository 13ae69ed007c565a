"""The facts of some days out of the database into one Parquet file for each day."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from django.db import connection
from django.db.models import BooleanField, CharField, DecimalField, F, FloatField, TextField

from . import manifest
from .manifest import File, Written
from .shapes import Table

if TYPE_CHECKING:
    import polars

AT_ONCE = 200  # days asked of the database in one statement


def fingerprint(table: Table) -> str:
    """Tells apart what a table is made of: its columns, and the statement that the database is asked."""
    sql, params = table.rows().query.sql_with_params()
    return hashlib.sha256(repr((list(table.columns), sql, params, connection.vendor)).encode()).hexdigest()[:16]


Kind = Literal["whole", "yes", "seconds", "text"] | tuple[int, int]  # or a decimal: digits, decimal places


def kinds(table: Table) -> dict[str, Kind]:
    """Column -> what is in it: counts and money are whole numbers, conditions yes or no, time is in seconds; decimals
    are those of their column."""
    annotations = table.rows().query.annotations
    found: dict[str, Kind] = {}
    for n, name in enumerate(table.columns):
        output = annotations[f"_c{n}"].output_field
        if isinstance(output, BooleanField):
            found[name] = "yes"
        elif isinstance(output, FloatField):
            found[name] = "seconds"
        elif isinstance(output, CharField | TextField):
            found[name] = "text"
        elif isinstance(output, DecimalField):
            if not isinstance(table.columns[name], F):
                raise TypeError(f"{table.name}.{name}: of decimals only those of a column have a known scale")
            found[name] = (output.max_digits, output.decimal_places)
        else:
            found[name] = "whole"
    return found


def schema(table: Table) -> dict[str, Any]:
    """Column -> its type in a file."""
    import polars

    plain: dict[str, Any] = {
        "whole": polars.Int64, "yes": polars.Boolean, "seconds": polars.Float64, "text": polars.String,
    }  # fmt: skip
    found: dict[str, Any] = {"day": polars.Date}
    for name, kind in kinds(table).items():
        found[name] = polars.Decimal(*kind) if isinstance(kind, tuple) else plain[kind]
    return found


def all_days(table: Table) -> list[date]:
    return sorted(table.rows().order_by().values_list("_day", flat=True).distinct())


def write_days(table: Table, days: Sequence[date]) -> Iterator[tuple[date, File]]:
    """Each of these days that has facts, with its file."""
    types = schema(table)
    for n in range(0, len(days), AT_ONCE):
        rows = table.rows().filter(_day__in=days[n : n + AT_ONCE]).order_by("_day")
        for day, facts in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
            yield day, _file(table.name, day, types, facts)


def _file(name: str, day: date, types: dict[str, Any], facts: Iterable[Sequence[Any]]) -> File:
    import polars

    frame = polars.DataFrame(list(facts), schema=types, orient="row")
    return put(name, day, frame)


def put(name: str, day: date | str, frame: polars.DataFrame) -> File:
    path = f"{name}/{day}-{uuid4().hex[:12]}.parquet"
    content = io.BytesIO()
    frame.write_parquet(content, compression="zstd", compression_level=1)
    manifest.put(manifest.folder() / path, content.getvalue())
    return File(path, frame.height)


def written(table: Table, before: Written | None, days: Sequence[date] | None) -> Iterator[Written]:
    """The table with these days written anew (None: all of them), step by step so that the caller can say it lives."""
    kept = {} if before is None or days is None else {day: f for day, f in before.days.items() if day not in set(days)}
    made = Written(fingerprint(table), table.meant(), kept)
    for day, file in write_days(table, all_days(table) if days is None else days):
        kept[day] = file
        yield made
    yield made
