"""Finds receivers by what people know of them who see the rest masked."""

from __future__ import annotations

from typing import Any

from .models import Receiver
from .phones import TAIL, digits_of, tail_of

LONGEST = 15  # digits of a telephone number, by ITU-T E.164


def is_tail(text: str) -> bool:
    """Whether this could be the end of a telephone number, or all of one."""
    return text.isascii() and text.isdigit() and (len(text) == TAIL or 7 <= len(text) <= LONGEST)


def with_phone(text: str) -> Any:
    """Ids of receivers whose telephone ends in these four digits, or is this one, as a queryset."""
    # Said although it follows: SQLite uses an index of some rows only where the statement says which.
    rows = Receiver.objects.filter(phone_tail=tail_of(text)).exclude(phone_tail="").order_by()
    if len(text) > TAIL:
        rows = rows.filter(phone__contains=digits_of(text))
    return rows.values("pk")
