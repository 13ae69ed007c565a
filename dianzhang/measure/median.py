"""The median, and the time between two instants, on both databases."""

from __future__ import annotations

from statistics import median
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Aggregate, FloatField, Func
from django.db.models.expressions import Combinable


class SecondsBetween(Func):
    """Seconds from the first instant to the second; null where one of them is not known."""

    output_field = FloatField()
    arity = 2

    def __init__(self, since: str | Combinable, until: str | Combinable) -> None:
        super().__init__(since, until)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "(django_timestamp_diff(%(until)s, %(since)s) / 1000000.0)"
        return self._written(compiler, template)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self._written(compiler, "EXTRACT(EPOCH FROM (%(until)s - %(since)s))")

    def _written(self, compiler: Any, template: str) -> Any:
        (since, first), (until, second) = (compiler.compile(one) for one in self.get_source_expressions())
        return template % {"since": since, "until": until}, (*second, *first)


class Median(Aggregate):
    """The value in the middle; of two in the middle, their mean.  None of no values."""

    name = "Median"
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return super().as_sql(compiler, connection, function="DIANZHANG_MEDIAN", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
        return super().as_sql(compiler, connection, template=template, **more)


class _Middle:
    """SQLite has no median of its own: it is told one on every connection."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        if value is not None:
            self.values.append(value)

    def finalize(self) -> float | None:
        return median(self.values) if self.values else None


def _tell(connection: Any, **_more: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_aggregate("DIANZHANG_MEDIAN", 1, _Middle)


connection_created.connect(_tell, dispatch_uid="dianzhang.measure.median")
