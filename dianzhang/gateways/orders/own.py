"""Tables that no platform writes: a person says once which column is which, after looking at the first rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dianzhang.gateways.tables import columns as tables_columns
from dianzhang.gateways.tables.columns import Column
from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message

from .layout import LINE_ROLES, ORDER_ROLES, Layout
from .layouts import LAYOUTS, plain
from .recognise import HEADER_WITHIN

ROLES = (*ORDER_ROLES, *LINE_ROLES)
NEEDED_ROLES = ("number", "created_at", "total")
# Whichever platform's words the table uses for the state; two platforms never mean opposite things by one word.
STATES = {word: state for layout in LAYOUTS for word, state in layout.fulfilment_words.items()}


def own_layout(name: str, columns: Mapping[str, str], currency: str) -> Layout:
    """The layout in which a person said that each role stands under this header."""
    return Layout(
        name="own",
        title=Message(name, name),
        columns={role: (header,) for role, header in columns.items()},
        required=frozenset(columns),
        empty_marks=frozenset({"-", "null"}),
        withheld=True,
        currency=currency,
        fulfilment_words=STATES,
    )


def columns_of(path: Path, name: str) -> list[Column]:
    """The columns of a file's first table, for a person to say what each is.  FileError when there is none."""
    none = FileError(
        f"「{shown(name)}」里没有找到表头：第一行写上列名，至少有订单号、下单时间、金额三列",
        f"no header was found in {shown(name)}: name the columns in the first row, with an order number, a time "
        "and an amount at least",
    )
    return tables_columns.columns_of(path, name, _MEANINGS, HEADER_WITHIN, none)


def _meanings() -> dict[str, str]:
    """What a header means to any platform; our own words count first."""
    found: dict[str, str] = {}
    for layout in (plain.LAYOUT, *LAYOUTS):
        for role, faces in layout.columns.items():
            for face in faces:
                found.setdefault(header_key(face), role)
        for role, how in layout.derived.items():
            if len(how.headers) == 1:
                found.setdefault(header_key(how.headers[0]), role)
    return found


_MEANINGS = _meanings()
