"""What is kept of the facts, read from the declarations of the measures: nothing is said of them a second time.

A *table* of the lake has the facts of one model by one of its days.  A row says of each condition (``where``,
``judging``, the filter of an aggregate) whether it holds and of each aggregate what it adds up; both are worked out by
the database when the day is written.  What is left to the lake are aggregates over plain columns, its *parts*; what a
declaration does with them (``Case``, ``/ 100``) is done here, on the numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from django.db.models import Aggregate, Avg, BooleanField, Case, Count, F, Model, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.lookups import Exact

from dianzhang.measure.catalogue import Measure, measures
from dianzhang.measure.median import Median

from .arithmetic import divided
from .paths import NotKept, Path, columns_of, paths_in

Op = Literal["sum", "rows", "count", "distinct", "median", "mean"]
DIMENSIONS = ("shop", "unit_of", "person", "post")


@dataclass(frozen=True)
class Part:
    """One aggregate over a column of the lake, where ``condition`` (a column too) holds; ``rows`` needs no column."""

    op: Op
    column: str = ""
    condition: str = ""
    django: Aggregate | None = field(default=None, compare=False)

    @property
    def adds_up(self) -> bool:
        return self.op in ("sum", "rows", "count")


Upper = Callable[[Sequence[Any]], Any]


@dataclass
class Table:
    """``columns``: name -> expression over the model, in the order in which they are written."""

    name: str
    model: type[Model]
    day: str
    columns: dict[str, Any] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)

    def rows(self) -> QuerySet[Any]:
        """(day, *columns) of every fact that has a day."""
        rows = self.model._default_manager.filter(**{f"{self.day}__isnull": False})
        named = {f"_c{n}": one for n, one in enumerate(self.columns.values())}
        found: QuerySet[Any] = rows.annotate(_day=F(self.day), **named).values_list("_day", *named)
        return found

    def meant(self) -> dict[str, str]:
        """Column -> what tells its meaning apart from another one's of that name, in an older manifest."""
        return {
            name: hashlib.sha256(repr(expression).encode()).hexdigest()[:12]
            for name, expression in self.columns.items()
        }

    def column(self, wanted: str, expression: Any) -> str:
        """The column of an expression: the one that is there, or a new one by the name that is wanted."""
        for name, there in self.columns.items():
            if there == expression:
                return name
        if wanted in self.columns:
            raise ValueError(f"{self.name}: two columns {wanted}")
        self.columns[wanted] = expression
        self.paths += columns_of(self.model, [expression])
        return wanted


@dataclass(frozen=True)
class Kept:
    """How one measure stands in its table."""

    measure: Measure
    table: Table
    parts: tuple[Part, ...]
    upper: Upper = field(compare=False)
    where: str = ""
    judging: str = ""
    dimensions: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def adds_up(self) -> bool:
        """Whether the number of some days and that of others make that of all."""
        return all(part.adds_up for part in self.parts)

    def columns(self) -> set[str]:
        named = {name for part in self.parts for name in (part.column, part.condition)}
        return {*named, self.where, self.judging, *self.dimensions.values()} - {""}


@dataclass(frozen=True)
class Shapes:
    tables: dict[str, Table]
    kept: dict[str, Kept]
    left: dict[str, str]  # measure -> why the lake does not have it


def shapes() -> Shapes:
    """Of all measures that are declared now."""
    return _shapes(tuple(measures))


@cache
def _shapes(names: tuple[str, ...]) -> Shapes:
    found = Shapes({}, {}, {})
    for name in names:
        try:
            _keep(measures[name], found)
        except NotKept as why:
            found.left[name] = str(why)
    return found


def _keep(measure: Measure, found: Shapes) -> None:
    conditions = columns_of(measure.model, [measure.where, measure.judging])
    if any(path.many for path in conditions):
        raise NotKept("its condition multiplies rows")
    many = {"__".join(path.many) for path in columns_of(measure.model, [measure.value]) if path.many}
    if len(many) > 1:
        raise NotKept("it multiplies rows in two ways")
    list(paths_in(measure.value))
    name = ".".join((*measure.model._meta.label_lower.split("."), measure.day, *many))
    table = found.tables.get(name) or Table(name, measure.model, measure.day)
    if not table.paths:
        table.paths += columns_of(measure.model, [F(measure.day)])
    reading = _Reading(measure, table)
    upper = reading.upper(measure.value)
    kept = Kept(
        measure, table, (Part("rows"), *reading.parts), lambda values: upper(values[1:]),
        reading.condition("in", measure.where), reading.condition("judging", measure.judging),
        {one: table.column(path, F(path)) for one in DIMENSIONS if (path := getattr(measure, one))},
    )  # fmt: skip
    found.tables[name] = table
    found.kept[measure.name] = kept


class _Reading:
    """The value of a measure taken apart: aggregates become parts, what is over them a function of those."""

    def __init__(self, measure: Measure, table: Table) -> None:
        self.measure, self.table = measure, table
        self.parts: list[Part] = []

    def condition(self, kind: str, q: Q | None) -> str:
        if not q:
            return ""
        case = Case(When(q, then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.table.column(f"{kind}_{self.measure.name}", case)

    def upper(self, expression: Any) -> Upper:
        if isinstance(expression, Aggregate):
            self.parts.append(self._part(expression))
            n = len(self.parts) - 1
            return lambda values: values[n]
        if isinstance(expression, Value):
            return lambda _values: expression.value
        if isinstance(expression, CombinedExpression) and expression.connector == "/":
            above, below = self.upper(expression.lhs), self.upper(expression.rhs)
            return lambda values: divided(above(values), below(values))
        if isinstance(expression, Case):
            cases = [(self.upper(case.condition), self.upper(case.result)) for case in expression.cases]
            default = self.upper(expression.default)
            return lambda values: next((then(values) for holds, then in cases if holds(values)), default(values))
        if isinstance(expression, Exact):
            left, right = self.upper(expression.lhs), self.upper(expression.rhs)
            return lambda values: left(values) == right(values)
        raise NotKept(f"the lake does not know what {type(expression).__name__} does with aggregates")

    def _part(self, aggregate: Any) -> Part:
        only = self.condition(f"part{len(self.parts)}", aggregate.filter)
        of: Any = aggregate.get_source_expressions()[0]
        plain = str(of.name) if isinstance(of, F) else ""  # type: ignore[attr-defined] # it has one
        if aggregate.name == "Count" and not aggregate.distinct and plain in ("id", "pk"):
            return Part("rows", "", only, aggregate)
        ops: dict[type, Op] = {Sum: "sum", Avg: "mean", Median: "median", Count: "count"}
        op = ops.get(type(aggregate))
        if op is None:
            raise NotKept(f"the lake does not know the aggregate {type(aggregate).__name__}")
        if aggregate.distinct:
            if op != "count":
                raise NotKept(f"the lake does not know {type(aggregate).__name__} of distinct values")
            op = "distinct"
        return Part(op, self.table.column(plain or f"of_{self.measure.name}", of), only, aggregate)
