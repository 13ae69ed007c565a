"""Numbers by day or by month: one statement each, on both databases, or asked of the lake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncMonth

from dianzhang.engine.organisation import organisation
from dianzhang.engine.prepared import prepared, summed

from .catalogue import Address, Measure, Slice, measures, month_of
from .lake import asking

By = Literal["day", "month"]
FILLED_IN = ("first", "last", "shop", "person")  # of a slice, in a statement worked out once


def series(measure: Measure, by: By, of: Slice) -> dict[str, Decimal | None]:
    """Key (``2026-02-01`` or ``2026-02``) -> value, for every key between the slice's days when both are given.

    Days without facts are 0 for sums; facts that do not carry the figure give no value.
    """
    kept = asking.ask(measure, by, of)
    if kept is None:
        shape, values = _split(of)
        found = {key_of(day, by): measure.read(value) for day, value in _by(measure.name, by, *shape, **values)}
    else:
        found = {key_of(day, by): measure.read(value) for day, (value, _facts) in sorted(kept.items())}
    if of.first is not None and of.last is not None:
        found = {name: found.get(name, measure.nothing) for name in keys(of.first, of.last, by)}
    if measure.told is None:
        return found
    lacking = measure.lacking(of)
    return {name: None if lacking(*days_of(name, of)) else value for name, value in found.items()}


def total(measure: Measure, of: Slice) -> Decimal | None:
    """The number over the whole slice."""
    if measure.told is not None and of.first and of.last and measure.lacking(of)(of.first, of.last):
        return None
    kept = asking.ask(measure, "", of)
    if kept is not None:
        return measure.read(kept[None][0]) if kept else measure.nothing
    shape, values = _split(of)
    for value, facts in _whole(measure.name, *shape, **values):
        if facts:
            return measure.read(value)
    return measure.nothing


@prepared
def _by(name: str, by: By, of: Slice, _below: tuple[int, ...], **values: Any) -> QuerySet[Any]:
    measure = measures[name]
    key = F(measure.day) if by == "day" else TruncMonth(measure.day)
    rows = measure.rows(replace(of, **values)).filter(**{f"{measure.day}__isnull": False}).annotate(_key=key)
    return rows.values_list("_key").annotate(_value=measure.value).order_by("_key")  # type: ignore[no-any-return]


@prepared
def _whole(name: str, of: Slice, _below: tuple[int, ...], **values: Any) -> QuerySet[Any]:
    measure = measures[name]
    return summed(measure.rows(replace(of, **values)), _value=measure.value, _facts=Count("pk"))  # type: ignore[no-any-return]


def _split(of: Slice) -> tuple[tuple[Slice, tuple[int, ...]], dict[str, Any]]:
    """What of a slice shapes the statement, with the units below its own; and what is filled in."""
    values: dict[str, Any] = {name: value for name in FILLED_IN if (value := getattr(of, name)) is not None}
    below = () if of.unit is None else tuple(sorted(organisation().below.get(of.unit, {of.unit})))
    emptied: dict[str, Any] = dict.fromkeys(values)
    return (replace(of, **emptied), below), values


def days_of(key: str, of: Slice) -> tuple[date, date]:
    """First and last day of what a key stands for, within the slice."""
    first, last = (date.fromisoformat(key),) * 2 if len(key) > len("2026-11") else month_of(key)
    return max(first, of.first or first), min(last, of.last or last)


def key_of(day: date, by: By) -> str:
    return f"{day:%Y-%m-%d}" if by == "day" else f"{day:%Y-%m}"


def keys(first: date, last: date, by: By) -> Iterator[str]:
    """Every day or month from ``first`` to ``last``, both included."""
    if by == "day":
        for n in range((last - first).days + 1):
            yield key_of(first + timedelta(days=n), by)
        return
    day = first.replace(day=1)
    while day <= last:
        yield key_of(day, by)
        day = (day + timedelta(days=32)).replace(day=1)


def address(measure: Measure, of: Slice) -> Address | None:
    """Where the rows behind the number are listed; None when there is no list of them."""
    return measure.opens(of) if measure.opens else None


def events(measure: Measure, of: Slice, limit: int = 500) -> list[int]:
    """Ids of events behind the number, newest first, at most ``limit``."""
    return measure.events(measure.rows(of), limit) if measure.events else []
