"""Paging by the last row seen: the tenth page costs what the first does, and nothing slips while new rows come in."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from .distrust import turned_away

PAGE = 50
_SIGNATURE = 16  # letters of hexadecimal before the values: 64 bits


class BadCursor(ValueError):
    """A cursor in the address that was not made here."""


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    after: str  # cursor of the next page; empty: this is the last
    before: str  # cursor of the page before; empty: this is the first


def page(rows: QuerySet[Any], order: Sequence[str], *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """Rows in ``order`` (attributes, ``-`` for descending, the last one unique), after or before a cursor."""
    backward = bool(before)
    cursor = before or after
    ordered = rows.order_by(*(flipped(order) if backward else order))
    if cursor:
        ordered = ordered.filter(beyond(order, read_cursor(cursor, order, rows.model), backward=backward))
    found = list(ordered[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backward:
        found.reverse()
    first, last = (cursor_of(found[0], order), cursor_of(found[-1], order)) if found else ("", "")
    return Page(found, last if more or backward else "", first if (more if backward else bool(after)) else "")


def flipped(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def beyond(order: Sequence[str], values: Sequence[Any], *, backward: bool) -> Q:
    """Rows past the cursor: later in the first attribute, or equal there and later in the next, and so on."""
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        plain = name.lstrip("-")
        later = "lt" if name.startswith("-") != backward else "gt"
        condition |= equal & Q(**{f"{plain}__{later}": value})
        equal &= Q(**{plain: value})
    first = order[0].lstrip("-")
    # Said once more for the first attribute alone: databases then start their index where the page starts.
    bound = "lte" if order[0].startswith("-") != backward else "gte"
    return Q(**{f"{first}__{bound}": values[0]}) & condition


def cursor_of(record: Model, order: Sequence[str]) -> str:
    """Where ``record`` stands in ``order``, signed: a cursor is good for the rows and the order it was made for."""
    values = [getattr(record, name.lstrip("-")) for name in order]
    text = json.dumps([v.isoformat() if isinstance(v, date | datetime) else v for v in values])
    signed = _signature(text, order, type(record)) + text
    return base64.urlsafe_b64encode(signed.encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: Sequence[str], model: type[Model]) -> list[Any]:
    """The values of a cursor.  BadCursor for anything that was not made here, for these rows and this order."""
    try:
        return _values_of(cursor, order, model)
    except BadCursor:
        turned_away("a cursor that was not made here", of=model._meta.label)
        raise


def _values_of(cursor: str, order: Sequence[str], model: type[Model]) -> list[Any]:
    try:
        signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        text = signed[_SIGNATURE:]
        if not constant_time_compare(signed[:_SIGNATURE], _signature(text, order, model)):
            raise BadCursor(cursor)
        values = json.loads(text)
        if None in values:
            raise BadCursor(cursor)  # a row without a value to go on from
        return [concrete(model, name).to_python(v) for name, v in zip(order, values, strict=True)]
    except (ValueError, UnicodeError, ValidationError, TypeError) as error:
        raise BadCursor(cursor) from error


def _signature(text: str, order: Sequence[str], model: type[Model]) -> str:
    of = f"{model._meta.label} {' '.join(order)} {text}"
    return salted_hmac("dianzhang.cursor", of, algorithm="sha256").hexdigest()[:_SIGNATURE]


def concrete(model: type[Model], name: str) -> Field[Any, Any]:
    """The column that an attribute of the order is kept in."""
    found = model._meta.get_field(name.lstrip("-"))
    assert isinstance(found, Field)
    return found
