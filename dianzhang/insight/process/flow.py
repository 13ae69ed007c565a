"""Which step follows which, how often and after how long: one statement, whatever the number of records.

Median and the time within which nine of ten follow are nearest ranks: of n times in order the ceil(n/2)-th and the
ceil(9n/10)-th, so that both are times that were really taken.  SQLite and PostgreSQL rank alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Value, When

from dianzhang.engine.models import Event

from .asking import Asked

START, END = "", "."  # before the first step of a record; after the last so far


@dataclass(frozen=True, slots=True)
class Arrow:
    """``count`` times ``to`` followed ``from_``; ``median`` and ``most`` (nine of ten) in seconds; None at the ends."""

    from_: str
    to: str
    count: int
    records: int
    median: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of event: how often in these days, and at which place of its record it stands (median)."""

    kind: str
    count: int
    place: int


@dataclass(frozen=True)
class Flow:
    """The whole: steps from the most frequent on, arrows likewise."""

    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]
    records: int

    @property
    def events(self) -> int:
        return sum(step.count for step in self.steps)


# Between two moments as the database keeps them, in milliseconds.
GAP = {
    "sqlite": "CAST(ROUND((julianday({0}) - julianday({1})) * 86400000.0) AS INTEGER)",
    "postgresql": "CAST(ROUND(EXTRACT(EPOCH FROM ({0} - {1})) * 1000) AS BIGINT)",
}
ROWS = """
WITH step AS ({steps}),
pair AS (
  SELECT subject_id, kind, occurred_at, id,
    LAG(kind) OVER one AS before, LAG(occurred_at) OVER one AS before_at, LEAD(kind) OVER one AS after,
    ROW_NUMBER() OVER one AS place
  FROM step WINDOW one AS (PARTITION BY subject_id ORDER BY occurred_at, id)
),
pairs AS (SELECT pair.*, {gap} AS gap FROM pair WHERE occurred_at >= %s)
"""
ARROWS = """,
ranked AS (
  SELECT COALESCE(before, '') AS before, kind, subject_id, gap,
    ROW_NUMBER() OVER (PARTITION BY before, kind ORDER BY gap) AS rank,
    COUNT(*) OVER (PARTITION BY before, kind) AS n
  FROM pairs
)
SELECT before, kind, COUNT(*), COUNT(DISTINCT subject_id),
  MAX(CASE WHEN rank = (n + 1) / 2 THEN gap END), MAX(CASE WHEN rank = (9 * n + 9) / 10 THEN gap END)
FROM ranked GROUP BY before, kind
UNION ALL
SELECT kind, '.', COUNT(*), COUNT(DISTINCT subject_id), NULL, NULL FROM pairs WHERE after IS NULL GROUP BY kind
"""
STEPS = """,
ranked AS (
  SELECT kind, place, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY place) AS rank,
    COUNT(*) OVER (PARTITION BY kind) AS n
  FROM pairs
)
SELECT kind, COUNT(*), MAX(CASE WHEN rank = (n + 1) / 2 THEN place END) FROM ranked GROUP BY kind
"""
FOLLOWING = """
WITH step AS ({steps}),
pair AS (
  SELECT kind, occurred_at, LAG(kind) OVER one AS before, LAG(told) OVER one AS told_before
  FROM step WINDOW one AS (PARTITION BY subject_id ORDER BY occurred_at, id)
)
SELECT before, kind, COUNT(*) FROM pair
WHERE occurred_at >= %s AND before IS NOT NULL AND told_before = 0 GROUP BY before, kind
"""
BEHIND = """
WITH step AS ({steps}),
pair AS (
  SELECT id, kind, occurred_at, LAG(kind) OVER one AS before, LEAD(kind) OVER one AS after,
    LAG(told) OVER one AS told_before
  FROM step WINDOW one AS (PARTITION BY subject_id ORDER BY occurred_at, id)
)
SELECT id FROM pair WHERE occurred_at >= %s AND {wanted} {told} ORDER BY occurred_at DESC, id DESC LIMIT {most}
"""
TOLD = Case(When(data__contains='"axes":{"', then=Value(1)), default=Value(0), output_field=IntegerField())


def flow(asked: Asked) -> Flow:
    """The map's figures: two statements over the same steps, and one that counts records."""
    found = _run(asked, STEPS)
    steps = sorted((Step(*row) for row in found), key=lambda s: (-s.count, s.place, s.kind))
    arrows = [Arrow(a, b, n, records, _seconds(m), _seconds(p)) for a, b, n, records, m, p in _run(asked, ARROWS)]
    arrows.sort(key=lambda a: (-a.count, a.from_, a.to))
    return Flow(tuple(steps), tuple(arrows), asked.touched().order_by().values("subject_id").distinct().count())


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def following(asked: Asked, kinds: Iterable[str]) -> list[tuple[str, str, int]]:
    """Among these kinds of steps alone: how often one came after another.

    Left out where the earlier one told a state by itself (a file that says an order is paid): its kind does not say
    where it led.
    """
    rows = asked.steps().filter(kind__in=list(kinds)).annotate(told=TOLD)
    return _ask(asked, rows.values_list("subject_id", "kind", "occurred_at", "id", "told"), FOLLOWING)


def _run(asked: Asked, query: str) -> list[tuple[Any, ...]]:
    gap = GAP[connection.vendor].format("occurred_at", "before_at")
    return _ask(asked, asked.steps().values_list("subject_id", "kind", "occurred_at", "id"), ROWS + query, gap=gap)


def _ask(asked: Asked, rows: Any, query: str, more: Iterable[str] = (), **words: str) -> list[tuple[Any, ...]]:
    """The answer to a query over ``rows``, its ``{steps}``; it asks for the first day's begin, then ``more``."""
    try:
        inner, given = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        begin = connection.ops.adapt_datetimefield_value(asked.begin)
        cursor.execute(query.format(steps=inner, **words), [*given, begin, *more])
        return list(cursor.fetchall())


def behind(asked: Asked, before: str, after: str, most: int, *, among: Iterable[str] | None = None) -> list[Event]:
    """The latest events at the head of an arrow, at most so many: those of ``after`` that came right after ``before``.

    ``among``: only steps of these kinds are looked at, as ``following`` counts them.
    """
    rows = asked.steps().annotate(told=TOLD)
    if among is not None:
        rows = rows.filter(kind__in=list(among))
    steps = rows.values_list("subject_id", "kind", "occurred_at", "id", "told")
    if after == END:
        wanted, names = "kind = %s AND after IS NULL", [before]
    elif before == START:
        wanted, names = "kind = %s AND before IS NULL", [after]
    else:
        wanted, names = "kind = %s AND before = %s", [after, before]
    told = "AND told_before = 0" if among is not None else ""
    ids = [pk for (pk,) in _ask(asked, steps, BEHIND, names, wanted=wanted, told=told, most=str(int(most)))]
    return list(Event.objects.filter(pk__in=ids).order_by("-occurred_at", "-id"))
