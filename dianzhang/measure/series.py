"""Numbers by day or by month: one statement each, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from .catalogue import Address, Measure, Slice

By = Literal["day", "month"]


def series(measure: Measure, by: By, of: Slice) -> dict[str, Decimal | None]:
    """Key (``2026-02-01`` or ``2026-02``) -> value, for every key between the slice's days when both are given.

    Days without facts are 0 for sums; facts that do not carry the figure give no value.
    """
    key = F(measure.day) if by == "day" else TruncMonth(measure.day)
    rows = measure.rows(of).filter(**{f"{measure.day}__isnull": False})
    found = {
        key_of(day, by): measure.read(value)
        for day, value in rows.annotate(_key=key).values_list("_key").annotate(_value=measure.value).order_by("_key")
    }
    if of.first is None or of.last is None:
        return found
    return {name: found.get(name, measure.nothing) for name in keys(of.first, of.last, by)}


def total(measure: Measure, of: Slice) -> Decimal | None:
    """The number over the whole slice."""
    found = measure.rows(of).aggregate(_value=measure.value, _facts=Count("pk"))
    return measure.read(found["_value"]) if found["_facts"] else measure.nothing


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
