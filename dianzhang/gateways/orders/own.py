"""Tables that no platform writes: a person says once which column is which, after looking at the first rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import header_key
from dianzhang.gateways.tables.sniff import ENCODINGS, head_of
from dianzhang.gateways.tables.unpack import tables_of
from dianzhang.kernel.messages import Message

from .layout import LINE_ROLES, ORDER_ROLES, Layout
from .layouts import LAYOUTS, plain
from .recognise import HEADER_WITHIN

ROLES = (*ORDER_ROLES, *LINE_ROLES)
NEEDED_ROLES = ("number", "created_at", "total")
EXAMPLES, MOST_COLUMNS, CHARACTERS = 3, 120, 60
# Whichever platform's words the table uses for the state; two platforms never mean opposite things by one word.
STATES = {word: state for layout in LAYOUTS for word, state in layout.fulfilment_words.items()}


@dataclass(frozen=True)
class Column:
    """A column of an unknown table: its header, the first values, and what its header makes us think it is ("")."""

    header: str
    examples: tuple[str, ...]
    guess: str


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
    rows = _rows(path, name)
    header = max(rows[:HEADER_WITHIN], key=lambda row: (_guessed(row), sum(map(bool, row))), default=[])
    if sum(map(bool, header)) < len(NEEDED_ROLES):
        raise FileError(
            f"「{shown(name)}」里没有找到表头：第一行写上列名，至少有订单号、下单时间、金额三列",
            f"no header was found in {shown(name)}: name the columns in the first row, with an order number, a time "
            "and an amount at least",
        )
    below = rows[rows.index(header) + 1 :][:EXAMPLES]
    seen: set[str] = set()
    found = []
    for place, cell in enumerate(header[:MOST_COLUMNS]):
        if cell and header_key(cell) not in seen:
            seen.add(header_key(cell))
            examples = tuple(row[place][:CHARACTERS] for row in below if place < len(row))
            found.append((cell[:CHARACTERS], examples))
    guesses = _guesses([cell for cell, _ in found])
    return [Column(cell, examples, guesses.get(cell, "")) for cell, examples in found]


def _rows(path: Path, name: str) -> list[list[str]]:
    head = head_of(tables_of(path)[0].path, shown(name))
    text = next((t for e in ENCODINGS if (t := _decoded(head, e)) is not None), head.decode("gb18030", "replace"))
    delimiter = max(",\t;", key=text[:4000].count)
    try:
        found = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), HEADER_WITHIN + EXAMPLES))
    except csv.Error:
        found = [line.split(delimiter) for line in text.splitlines()[: HEADER_WITHIN + EXAMPLES]]
    return [[cell.strip() for cell in row] for row in found]


def _decoded(head: bytes, encoding: str) -> str | None:
    try:
        return head.decode(encoding)
    except UnicodeDecodeError:
        return None


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


def _guessed(row: Sequence[str]) -> int:
    known = _MEANINGS
    return sum(header_key(cell) in known for cell in row)


def _guesses(headers: Sequence[str]) -> dict[str, str]:
    """Each role once: the first header that may mean it."""
    taken: dict[str, str] = {}
    for header in headers:
        role = _MEANINGS.get(header_key(header))
        if role is not None:
            taken.setdefault(role, header)
    return {header: role for role, header in taken.items()}


_MEANINGS = _meanings()
