"""The columns of a table that no platform writes, for a person to say what each is."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .errors import FileError, shown
from .headers import header_key
from .sniff import ENCODINGS, head_of
from .unpack import tables_of

EXAMPLES, MOST_COLUMNS, CHARACTERS = 3, 120, 60
LEAST = 3  # columns: fewer are no table of orders, nor of money


@dataclass(frozen=True)
class Column:
    """A column of an unknown table: its header, the first values, and what its header makes us think it is ("")."""

    header: str
    examples: tuple[str, ...]
    guess: str

    @property
    def carried(self) -> tuple[str, ...]:
        """The values as a form sends them along: as many of every column, empty where there are fewer."""
        return (*self.examples, *("",) * (EXAMPLES - len(self.examples)))


def columns_of(path: Path, name: str, meanings: Mapping[str, str], within: int, none: FileError) -> list[Column]:
    """The columns of a file's first table.  ``meanings``: header key -> role; the header stands in the first ``within``
    rows.  Raises ``none`` when there is no header, FileError when it is no table at all."""
    rows = _rows(path, name, within)
    header = max(
        rows[:within], key=lambda row: (sum(header_key(cell) in meanings for cell in row), sum(map(bool, row))),
        default=[],
    )  # fmt: skip
    if sum(map(bool, header)) < LEAST:
        raise none
    below = rows[rows.index(header) + 1 :][:EXAMPLES]
    seen: set[str] = set()
    found = []
    for place, cell in enumerate(header[:MOST_COLUMNS]):
        if cell and header_key(cell) not in seen:
            seen.add(header_key(cell))
            examples = tuple(row[place][:CHARACTERS] for row in below if place < len(row))
            found.append((cell[:CHARACTERS], examples))
    guesses = _guesses([cell for cell, _ in found], meanings)
    return [Column(cell, examples, guesses.get(cell, "")) for cell, examples in found]


def _rows(path: Path, name: str, within: int) -> list[list[str]]:
    head = head_of(tables_of(path)[0].path, shown(name))
    text = next((t for e in ENCODINGS if (t := _decoded(head, e)) is not None), head.decode("gb18030", "replace"))
    delimiter = max(",\t;", key=text[:4000].count)
    try:
        found = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), within + EXAMPLES))
    except csv.Error:
        found = [line.split(delimiter) for line in text.splitlines()[: within + EXAMPLES]]
    return [[cell.strip() for cell in row] for row in found]


def _decoded(head: bytes, encoding: str) -> str | None:
    try:
        return head.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guesses(headers: Sequence[str], meanings: Mapping[str, str]) -> dict[str, str]:
    """Each role once: the first header that may mean it."""
    taken: dict[str, str] = {}
    for header in headers:
        role = meanings.get(header_key(header))
        if role is not None:
            taken.setdefault(role, header)
    return {header: role for role, header in taken.items()}
