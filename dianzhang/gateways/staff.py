"""A list of staff as people keep it: any workbook or text table, columns in any order, whatever they are called.

Gives the cells as text under our names for the columns; what they mean (posts, days, duplicates) is looked at where
persons are known.  Nothing is guessed from the cells: a column is known by its heading alone.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook

from dianzhang.gateways.tables.errors import FileError
from dianzhang.gateways.tables.headers import header_key

LARGEST = 5_000_000  # bytes of a file
UNPACKED = 60_000_000  # bytes of a workbook once unpacked: what claims more is no list of staff
ROWS, CELL = 2_000, 200
HEADER_WITHIN = 20
ENCODINGS = ("utf-8-sig", "gb18030")

# our column: what its heading may be
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "员工姓名", "员工", "name", "full name", "employee"),
    "post": ("岗位", "职位", "职务", "岗位名称", "post", "position", "job title", "title"),
    "mobile": ("手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "mobile", "phone", "telephone", "cell"),
    "code": ("工号", "员工编号", "编号", "登录名", "code", "staff number", "employee id", "id"),
    "joined_on": ("入职日期", "入职时间", "入职日", "到岗日期", "joined", "start date", "hire date", "joined on"),
}
_KNOWN = {header_key(heading): column for column, headings in COLUMNS.items() for heading in headings}
NEEDED = ("name", "post")


@dataclass(frozen=True)
class StaffList:
    """``rows``: (line in the file, our column -> text).  ``ignored``: headings that mean nothing to us."""

    rows: list[tuple[int, dict[str, str]]]
    columns: tuple[str, ...]
    ignored: tuple[str, ...] = field(default=())


def read_staff(content: bytes, name: str = "") -> StaffList:
    """The people in a file or in what was pasted.  FileError says what is wrong with it and what to do."""
    if not content.strip():
        raise FileError("文件是空的：选有姓名和岗位两列的表", "the file is empty: choose a table with names and posts")
    if len(content) > LARGEST:
        raise FileError("文件超过 5 MB，不像一份员工名单", "a file of more than 5 MB is no list of staff")
    table = _workbook(content) if content[:4] == b"PK\x03\x04" else _text(content)
    return _arranged(table)


def _workbook(content: bytes) -> list[list[str]]:
    _refuse_bomb(content)
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
    return max(tables, key=lambda table: len(_heading(table)[1]), default=[])


def _refuse_bomb(content: bytes) -> None:
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
        raise FileError("文件解开后太大，不像一份员工名单", "unpacked, the file is too large for a list of staff")


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


def _heading(table: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row with most known headings: its number, and our column -> place."""
    found: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(table[:HEADER_WITHIN]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            column = _KNOWN.get(header_key(cell))
            if column is not None:
                places.setdefault(column, place)
        if len(places) > len(found[1]):
            found = number, places
    return found


def _arranged(table: list[list[str]]) -> StaffList:
    number, places = _heading(table)
    if missing := [column for column in NEEDED if column not in places]:
        zh = "、".join(COLUMNS[column][0] for column in missing)
        en = ", ".join(next(h for h in COLUMNS[column] if h.isascii()) for column in missing)
        raise FileError(
            f"没有找到这些列：{zh}。第一行写上列名", f"these columns were not found: {en}; name them in the first row"
        )
    header = table[number]
    rows = []
    for line, row in enumerate(table[number + 1 :], number + 2):
        cells = {column: row[place].strip()[:CELL] if place < len(row) else "" for column, place in places.items()}
        if any(cells.values()):
            rows.append((line, cells))
    if not rows:
        raise FileError("表里只有列名，没有人", "there are headings, but nobody below them")
    if len(rows) > ROWS:
        raise FileError(f"一次最多 {ROWS} 人：分几份来", f"{ROWS} people at a time at most: send several files")
    return StaffList(rows, tuple(places), tuple(_others(header, places.values())))


def _others(header: Sequence[str], known: Iterable[int]) -> list[str]:
    taken = set(known)
    return [cell.strip() for place, cell in enumerate(header) if place not in taken and cell.strip()]
