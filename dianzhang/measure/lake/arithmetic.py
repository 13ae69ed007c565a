"""Numbers of the lake's engine as the database of the records would have made them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from .shapes import Part

_FLOAT = Context(prec=15)  # how Django reads an average from SQLite


def divided(above: Any, below: Any) -> Any:
    """A whole number by another: SQLite cuts, PostgreSQL divides a sum exactly."""
    if above is None or not below:
        return None
    if connection.vendor == "sqlite" and isinstance(above, int):
        return int(Decimal(above) / below)
    return Decimal(above) / below


def read(part: Part, value: Any) -> Any:
    """One part as Python has it: whole numbers, exact decimals and averages, medians as they are."""
    if value is None:
        return 0 if part.op in ("rows", "count", "distinct") else None
    if part.op == "mean":
        return value if isinstance(value, Decimal) else _FLOAT.create_decimal_from_float(value)
    if part.op == "median":
        return float(value)
    return value if isinstance(value, Decimal) else int(value)


def together(parts: Sequence[Part], one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Parts that add up, of some days and of others."""
    return [_plus(a, b) for _part, a, b in zip(parts, one, other, strict=True)]


def _plus(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return one if other is None else other
    return one + other
