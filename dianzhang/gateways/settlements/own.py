"""Payout tables that no platform writes: their columns, for a person to say once which is which."""

from __future__ import annotations

from pathlib import Path

from dianzhang.gateways.tables.columns import Column
from dianzhang.gateways.tables.columns import columns_of as columns_of_table
from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import header_key

from .layouts import LAYOUTS, PLAIN
from .reader import HEADER_WITHIN

ROLES = ("number", "at", "words", "amount", "direction", "income", "expense", "transaction")
NEEDED_ROLES = ("number", "at", "words")


def columns_of(path: Path, name: str) -> list[Column]:
    """The columns of a file's first table.  FileError when there is none."""
    none = FileError(
        f"「{shown(name)}」里没有找到表头：第一行写上列名，至少有单号、入账时间、款项名称和金额",
        f"no header was found in {shown(name)}: name the columns in the first row, with an order number, a time, what "
        "the money is and an amount at least",
    )
    return columns_of_table(path, name, _MEANINGS, HEADER_WITHIN, none)


def _meanings() -> dict[str, str]:
    """What a header means to any platform; our own words count first."""
    found: dict[str, str] = {}
    for layout in (PLAIN, *LAYOUTS):
        for role, faces in layout.columns.items():
            if role in ROLES:
                for face in faces:
                    found.setdefault(header_key(face), role)
    return found


_MEANINGS = _meanings()
