"""Small tables as people keep them: any workbook or text table, columns in any order, whatever they are called.

Gives the cells as text under our names for the columns; what they mean is looked at where it is known.  Nothing is
guessed from the cells: a column is known by its heading alone.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook

from dianzhang.kernel.messages import Message

from .errors import FileError
from .headers import header_key

LARGEST = 5_000_000  # bytes of a file
UNPACKED = 60_000_000  # bytes of a workbook once unpacked: what claims more is no small table
ROWS, CELL = 2_000, 200
HEADER_WITHIN = 20
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Layout:
    """``name`` says what the table is; ``columns``: our column -> what its heading may be, the usual word first."""

    name: Message
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    @cached_property
    def known(self) -> dict[str, str]:
        return {header_key(heading): column for column, headings in self.columns.items() for heading in headings}

    def headings(self, columns: Iterable[str]) -> Message:
        """Some of the columns as a person would name them."""
        named = [self.columns[column] for column in columns]
        return Message("、".join(all_[0] for all_ in named), ", ".join(next(filter(str.isascii, a)) for a in named))


@dataclass(frozen=True)
class SmallTable:
    """``rows``: (line in the file, our column -> text).  ``ignored``: headings that mean nothing to us."""

    rows: list[tuple[int, dict[str, str]]]
    columns: tuple[str, ...]
    ignored: tuple[str, ...] = field(default=())


def read_small(content: bytes, layout: Layout) -> SmallTable:
    """The rows of a file or of what was pasted.  FileError says what is wrong with it and what to do."""
    name, wanted = layout.name, layout.headings(layout.needed)
    if not content.strip():
        raise FileError(
            f"文件是空的：选有这些列的表：{wanted.zh}", f"the file is empty: choose a table with {wanted.en}"
        )
    if len(content) > LARGEST:
        raise FileError(f"文件超过 5 MB，不像一份{name.zh}", f"a file of more than 5 MB is no {name.en}")
    table = _workbook(content, layout) if content[:4] == b"PK\x03\x04" else _text(content)
    return _arranged(table, layout)


def _workbook(content: bytes, layout: Layout) -> list[list[str]]:
    _refuse_bomb(content, layout.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            book.get_sheet_by_index(n).to_python(nrows=ROWS + HEADER_WITHIN) for n in range(len(book.sheet_names))
        ]
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileError(
            "这个文件打不开：在 Excel 或 WPS 里另存为 .xlsx 再传",
            "the file cannot be read: save it as .xlsx and try again",
        ) from error
    tables = [[[_said(cell) for cell in row] for row in sheet] for sheet in sheets]
    return max(tables, key=lambda table: len(_heading(table, layout)[1]), default=[])


def _refuse_bomb(content: bytes, name: Message) -> None:
    """A workbook is a zip archive: it says how large it will be before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            workbook = any(part.filename == "xl/workbook.xml" for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FileError("文件没有传完整：再选一次", "the file is cut off: choose it again") from error
    if not workbook:
        raise FileError("这不是 Excel 工作簿（.xlsx）", "this is no Excel workbook (.xlsx)")
    if size > UNPACKED:
        raise FileError(f"文件解开后太大，不像一份{name.zh}", f"unpacked, the file is too large for a {name.en}")


def _said(cell: object) -> str:
    """A cell as text: whole numbers without ``.0``, days as ISO."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _text(content: bytes) -> list[list[str]]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileError(
            "读不出文字：在 Excel 或 WPS 里另存为 .xlsx 再传",
            "this is no text we can read: save it as .xlsx and try again",
        )
    if "\0" in text:
        raise FileError("这不是表格文件：传 .xlsx 或 .csv", "this is no table: send .xlsx or .csv")
    delimiter = max(("\t", ",", ";"), key=text[:4000].count)
    try:
        return list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), ROWS + HEADER_WITHIN))
    except csv.Error as error:
        raise FileError("表格断行了：另存为 .xlsx 再传", "rows are broken: save it as .xlsx and try again") from error


def _heading(table: Sequence[Sequence[str]], layout: Layout) -> tuple[int, dict[str, int]]:
    """The row with most known headings: its number, and our column -> place."""
    found: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(table[:HEADER_WITHIN]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            column = layout.known.get(header_key(cell))
            if column is not None:
                places.setdefault(column, place)
        if len(places) > len(found[1]):
            found = number, places
    return found


def _arranged(table: list[list[str]], layout: Layout) -> SmallTable:
    number, places = _heading(table, layout)
    if missing := [column for column in layout.needed if column not in places]:
        said = layout.headings(missing)
        raise FileError(
            f"没有找到这些列：{said.zh}。第一行写上列名",
            f"these columns were not found: {said.en}; name them in the first row",
        )
    header = table[number]
    rows = []
    for line, row in enumerate(table[number + 1 :], number + 2):
        cells = {column: row[place].strip()[:CELL] if place < len(row) else "" for column, place in places.items()}
        if any(cells.values()):
            rows.append((line, cells))
    if not rows:
        raise FileError("表里只有列名，下面是空的", "there are headings, but nothing below them")
    if len(rows) > ROWS:
        raise FileError(f"一次最多 {ROWS} 行：分几份来", f"{ROWS} lines at a time at most: send several files")
    return SmallTable(rows, tuple(places), tuple(_others(header, places.values())))


def _others(header: Sequence[str], known: Iterable[int]) -> list[str]:
    taken = set(known)
    return [cell.strip() for place, cell in enumerate(header) if place not in taken and cell.strip()]
