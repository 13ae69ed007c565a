"""Small tables as people keep them: any workbook or text table, columns in any order, whatever they are called.

Gives the cells as text under our names for the columns; what they mean is looked at where it is known.  Nothing is
guessed from the cells: a column is known by its heading alone.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property

from python_calamine import CalamineError, CalamineWorkbook

from dianzhang.kernel.messages import Message

from .errors import FileError
from .headers import header_key

LARGEST = 5_000_000  # bytes of a file
UNPACKED = 60_000_000  # bytes of a workbook once unpacked: what claims more is no small table
ROWS, CELL = 2_000, 200
HEADER_WITHIN = 20
ENCODINGS = ("utf-8-sig", "gb18030")
_END = "\0"  # no text that is taken has it


class ColumnsMissing(FileError):
    """It is a table, but columns that are needed have no heading that we know: somebody may say which they are."""


@dataclass(frozen=True)
class Layout:
    """``name`` says what the table is; ``columns``: our column -> what its heading may be, the usual word first.

    ``cell``: characters of a cell that are read; ``moments``: a time in a workbook keeps its time of day.
    """

    name: Message
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    cell: int = CELL
    moments: bool = False

    @cached_property
    def known(self) -> dict[str, str]:
        return {header_key(heading): column for column, headings in self.columns.items() for heading in headings}

    def headings(self, columns: Iterable[str]) -> Message:
        """Some of the columns as a person would name them."""
        named = [self.columns[column] or (column,) for column in columns]
        return Message(
            "、".join(all_[0] for all_ in named), ", ".join(next(filter(str.isascii, a), a[0]) for a in named)
        )

    def told(self, headings: Mapping[str, str]) -> Layout:
        """The same, where somebody said of our columns by which heading they stand in a table: nothing else counts."""
        said = {header_key(heading) for heading in headings.values()}
        columns = {
            column: tuple(word for word in words if header_key(word) not in said)
            for column, words in self.columns.items()
        }
        return replace(self, columns=columns | {column: (heading,) for column, heading in headings.items()})


@dataclass(frozen=True)
class SmallTable:
    """``rows``: (line in the file, our column -> text).  ``ignored``: headings that mean nothing to us."""

    rows: list[tuple[int, dict[str, str]]]
    columns: tuple[str, ...]
    ignored: tuple[str, ...] = field(default=())


def read_small(content: bytes, layout: Layout) -> SmallTable:
    """The rows of a file or of what was pasted.  FileError says what is wrong with it and what to do."""
    return _arranged(_table(content, layout), layout)


def columns_of(content: bytes, layout: Layout) -> list[tuple[str, str]]:
    """The headings of a table, each with what stands first below it: for somebody to say which is which."""
    table = _table(content, layout)
    number = _heading_row(table, layout)
    below = next((row for row in table[number + 1 :] if any(cell.strip() for cell in row)), [])
    header = table[number] if table else []
    named = [
        (cell.strip(), below[place].strip()[:60] if place < len(below) else "") for place, cell in enumerate(header)
    ]
    return [(heading, first) for heading, first in named if heading]


def _heading_row(table: Sequence[Sequence[str]], layout: Layout) -> int:
    """The row of the headings, by those we know; of a table without any, the first row with two cells."""
    number, places = _heading(table, layout)
    if places:
        return number
    return next((n for n, row in enumerate(table[:HEADER_WITHIN]) if sum(bool(c.strip()) for c in row) > 1), 0)


def _table(content: bytes, layout: Layout) -> list[list[str]]:
    name, wanted = layout.name, layout.headings(layout.needed)
    if not content.strip():
        raise FileError(
            f"文件是空的：选有这些列的表：{wanted.zh}", f"the file is empty: choose a table with {wanted.en}"
        )
    if len(content) > LARGEST:
        raise FileError(f"文件超过 5 MB，不像一份{name.zh}", f"a file of more than 5 MB is no {name.en}")
    return _workbook(content, layout) if content[:4] == b"PK\x03\x04" else _text(content)


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
    tables = [[[_said(cell, layout.moments) for cell in row] for row in sheet] for sheet in sheets]
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


def _said(cell: object, moments: bool) -> str:
    """A cell as text: whole numbers without ``.0``, days as ISO, their time of day where the table is about such."""
    if isinstance(cell, datetime):
        if moments and cell.time() != time():
            return f"{cell:%Y-%m-%d %H:%M:%S}"
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
    return cells_of(text, max(("\t", ",", ";"), key=text[:4000].count))


def cells_of(text: str, delimiter: str) -> list[list[str]]:
    """The cells of a text, the row of line n at n - 1: a row of several lines is followed by empty ones.

    Raises FileError for a quotation mark that is never closed, which would swallow all that follows.
    """
    # what is put at the end comes back as a row of its own only where no quotation mark is still open
    reader = csv.reader(io.StringIO(f"{text}\n{_END}"), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        for row in reader:
            if row == [_END]:
                return found
            if row and row[-1].endswith(_END):
                break
            if len(found) >= ROWS + HEADER_WITHIN:
                return found
            found.append(row)
            found.extend([] for _line in range(reader.line_num - len(found)))
    except csv.Error as error:
        raise FileError("表格断行了：另存为 .xlsx 再传", "rows are broken: save it as .xlsx and try again") from error
    line = len(found) + 1
    raise FileError(
        f"第 {line} 行：有一格的引号没有合上，补上或去掉这个引号",
        f"line {line}: the quotation mark of a cell is not closed: close it or take it away",
    )


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
        raise ColumnsMissing(
            f"没有找到这些列：{said.zh}。第一行写上列名",
            f"these columns were not found: {said.en}; name them in the first row",
        )
    header = table[number]
    rows = []
    for line, row in enumerate(table[number + 1 :], number + 2):
        cells = {
            column: row[place].strip()[: layout.cell] if place < len(row) else "" for column, place in places.items()
        }
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
