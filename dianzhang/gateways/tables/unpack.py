"""Tables out of whatever platforms wrap them in: workbooks, web pages called .xls, text in UTF-16.

Each becomes a plain text table in a file of its own, row for row: line 7 of it is row 7 of the sheet.  It goes away
with the object that holds it, and only its owner can read it: it holds what the original held.
"""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from .errors import FileError, shown

UNPACKED = 500_000_000  # bytes of a workbook once unpacked, or of a web page: what claims more is no order file
_DIGITS = 10**15  # a spreadsheet keeps fifteen digits of a number; of a longer one the last are lost
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLOCK = 1 << 20


@dataclass(frozen=True)
class TextTable:
    """A text table at ``path``; ``sheet`` is its name in the workbook, "" where there is but one."""

    path: Path
    sheet: str = ""
    _held: Any = field(default=None, repr=False)  # the file is gone when this is


def tables_of(path: Path) -> list[TextTable]:
    """The tables of a file; the file itself where it is no wrapping.  FileError when a wrapping cannot be opened."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return [TextTable(path)]  # whoever reads it says why it cannot be read
    if head.startswith(_OLD_WORKBOOK) or (head.startswith(b"PK\x03\x04") and _is_workbook(path)):
        return _of_workbook(path)
    if head.startswith(_UTF16):
        return _of_utf16(path)
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        return _of_page(path)
    return [TextTable(path)]


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        return False
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        return False
    if sum(part.file_size for part in parts) > UNPACKED:
        raise FileError(
            f"「{shown(path.name)}」解开后超过 {UNPACKED // 1_000_000} MB：请按月份分几次导出，或导出 CSV",
            f"{shown(path.name)} is larger than {UNPACKED // 1_000_000} MB once unpacked: export it month by month, "
            "or as CSV",
        )
    return True


def _of_workbook(path: Path) -> list[TextTable]:
    try:
        # from its bytes: by its path, the library would believe the suffix
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            names = book.sheet_names
            found = [_written(_cells(book.get_sheet_by_name(name)), name) for name in names]
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileError(
            f"「{shown(path.name)}」是 Excel 工作簿（.xls、.xlsx），但打不开：没有传完整，或设了密码。请去掉密码，"
            "或在 Excel 或 WPS 中打开，另存为「CSV UTF-8（逗号分隔）」再送来",
            f"{shown(path.name)} is an Excel workbook (.xls, .xlsx) that cannot be opened: it is cut off or has a "
            "password. Take the password off, or save it as “CSV UTF-8 (comma delimited)” and send that",
        ) from error
    return [table for table in found if table is not None] or [TextTable(path)]


def _cells(sheet: CalamineSheet) -> Iterator[list[str]]:
    """All rows of a sheet, the empty ones above it too, so that rows keep their numbers."""
    row, column = sheet.start or (0, 0)
    for _ in range(row):
        yield []
    for cells in sheet.iter_rows():
        yield [""] * column + [_said(cell) for cell in cells]


def _said(cell: object) -> str:
    """A cell as text.  A number of more digits than a spreadsheet keeps shows that it is damaged: ``1.23E+18``."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        if abs(cell) >= _DIGITS:
            return f"{cell:.5E}"
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= _DIGITS:
        return f"{cell:.5E}"
    return " ".join(str(cell).splitlines())  # a line break within a cell would shift the numbers of the rows


def _of_utf16(path: Path) -> list[TextTable]:
    held = NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv")  # noqa: SIM115 — closed with its holder
    try:
        with path.open(encoding="utf-16", newline="") as source:
            while block := source.read(_BLOCK):
                held.write(block)
    except UnicodeError as error:
        raise FileError(
            f"「{shown(path.name)}」是 UTF-16 编码的文本，但没有写完：请重新导出，或另存为「CSV UTF-8（逗号分隔）」",
            f"{shown(path.name)} is text in UTF-16, but cut off: export it again, or save it as “CSV UTF-8”",
        ) from error
    held.flush()
    return [TextTable(Path(held.name), "", held)]


class _Page(HTMLParser):
    """The rows of all tables of a page, one table after the other; tables within cells are part of the cell."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.depth = 0
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
        elif self.depth == 1 and tag == "tr":
            self.tables[-1].append([])
        elif self.depth == 1 and tag in ("td", "th"):
            self._close()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._close()
            self.depth -= 1
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is not None and self.tables[-1]:
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
        self._cell = None


def _of_page(path: Path) -> list[TextTable]:
    if path.stat().st_size > UNPACKED:
        return [TextTable(path)]
    content = path.read_bytes()
    page = _Page()
    page.feed(_decoded(content))
    page.close()
    if page.depth or not page.tables:
        return [TextTable(path)]  # no table, or cut off within one: refused as the page that it is
    return [table for rows in page.tables if (table := _written(rows, "")) is not None] or [TextTable(path)]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _written(rows: Iterable[list[str]], sheet: str) -> TextTable | None:
    """The rows in a file of their own; None when nothing stands in them."""
    held = NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv")  # noqa: SIM115 — closed with its holder
    writer, anything = csv.writer(held), False
    for row in rows:
        filled = any(row)
        anything = anything or filled
        writer.writerow(row if filled else [])
    held.flush()
    return TextTable(Path(held.name), sheet, held) if anything else None
