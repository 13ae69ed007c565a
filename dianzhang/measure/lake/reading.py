"""The aggregates of a measure over files of the lake, asked of DuckDB."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from dianzhang.engine.organisation import organisation
from dianzhang.measure.catalogue import Slice

from . import manifest
from .arithmetic import read
from .manifest import File
from .shapes import Kept, Part

if TYPE_CHECKING:
    import duckdb

KEYS = {
    "": "NULL", "day": "day", "month": "CAST(date_trunc('month', day) AS DATE)",
}  # fmt: skip
_FUNCTIONS = {"sum": "sum({})", "count": "count({})", "distinct": "count(DISTINCT {})", "median": "median({})",
              "rows": "count(*)"}  # fmt: skip


def statement(kept: Kept, by: str, of: Slice, source: str) -> str:
    """One row of parts for each key, over ``source``; in words that DuckDB and Spark both understand."""
    return grouped(kept, by, ", ".join(aggregate(part) for part in kept.parts), source, conditions(kept, of))


def grouped(kept: Kept, by: str, asked: str, source: str, where: Sequence[str]) -> str:
    """What is asked, for each key."""
    key = KEYS[by] if by in KEYS else _column(kept, by)
    grouping = f" GROUP BY {key}" if by else ""
    return f"SELECT {key} AS k, {asked} FROM {source} WHERE {' AND '.join(where) or 'TRUE'}{grouping}"  # noqa: S608 - names of declarations, numbers and dates


def aggregate(part: Part) -> str:
    only = f" FILTER (WHERE {part.condition})" if part.condition else ""
    if part.op == "mean":  # of decimals each engine has another idea of how many places an average has
        return f"CAST(sum({part.column}){only} AS DOUBLE) / nullif(count({part.column}){only}, 0)"
    return _FUNCTIONS[part.op].format(part.column) + only


def conditions(kept: Kept, of: Slice) -> list[str]:
    """As ``Measure.rows`` of the same slice; its days are chosen by file."""
    return [*([kept.where] if kept.where else []), *cut(kept, of)]


def cut(kept: Kept, of: Slice) -> list[str]:
    """Whose facts: of a shop, a unit, a post, a person."""
    found = []
    if of.shop is not None:
        found.append(f"{_column(kept, 'shop')} = {int(of.shop)}")
    if of.shops:
        found.append(f"{_column(kept, 'shop')} IN ({', '.join(str(int(one)) for one in of.shops)})")
    if of.unit is not None:
        below = sorted(organisation().below.get(of.unit, {of.unit}))
        found.append(f"{_column(kept, 'unit_of')} IN ({', '.join(str(int(one)) for one in below)})")
    if of.post is not None:
        found.append(f"{_column(kept, 'post')} = {_text(of.post)}")
    if of.person is not None:
        mine = f"{_column(kept, 'person')} = {int(of.person)}"
        if kept.measure.post and of.posts:
            posts = ", ".join(map(_text, of.posts))
            mine += f" OR ({_column(kept, 'person')} IS NULL AND {_column(kept, 'post')} IN ({posts}))"
        found.append(f"({mine})")
    if (of.post is not None or of.person is not None or of.judged) and kept.judging:
        found.append(kept.judging)
    return found


def _column(kept: Kept, dimension: str) -> str:
    kept.measure.need(dimension)
    return kept.dimensions[dimension]


def _text(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))


def source_of(files: Sequence[File]) -> str:
    paths = ", ".join(_text(str(manifest.folder() / file.path)) for file in files)
    return f"read_parquet([{paths}])"


def answer(kept: Kept, by: str, of: Slice, files: Sequence[File]) -> dict[date | None, list[Any]]:
    """Key -> parts.  Errors of DuckDB when a file is gone."""
    if not files:
        return {}
    rows = database().execute(statement(kept, by, of, source_of(files))).fetchall()
    return {
        row[0]: [read(part, value) for part, value in zip(kept.parts, row[1:], strict=True)] for row in rows
    }  # fmt: skip


def broken() -> tuple[type[Exception], ...]:
    """What is raised where files are not there or not whole."""
    import duckdb

    return (OSError, duckdb.Error)


_mine = threading.local()


def database() -> duckdb.DuckDBPyConnection:
    """In memory, one cursor for each thread."""
    found: duckdb.DuckDBPyConnection | None = getattr(_mine, "cursor", None)
    if found is None:
        found = _mine.cursor = _whole().cursor()
    return found


@cache
def _whole() -> duckdb.DuckDBPyConnection:
    import duckdb

    made = duckdb.connect(":memory:", config={"memory_limit": "1GB", "autoload_known_extensions": False})
    made.execute("SET preserve_insertion_order = false")
    return made
