"""XLSX and CSV, row by row in bounded memory, with a mark that says whose file it is; no cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from dianzhang.kernel.spreadsheet import harmless

from .cells import Cell, Heading, Kind

if TYPE_CHECKING:
    import xlsxwriter

FORMATS: dict[Kind, str] = {
    "money": "#,##0.00", "number": "0.####", "ratio": "0.00%", "day": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm",
    "text": "@",
}  # fmt: skip
WIDTHS: dict[Kind, int] = {"money": 12, "number": 10, "ratio": 10, "day": 12, "time": 17, "text": 18}
LONGEST = 32_000  # letters of a cell: a sheet holds 32,767
DIGITS = 15  # what a sheet keeps of a number; longer ones are written as text


@dataclass(frozen=True)
class Mark:
    """What a file says of itself: its number, whose it is, when, why, and what was asked for."""

    number: str
    name: str
    at: datetime
    reason: str
    title: str
    told: str = ""
    picture: bytes | None = None  # a PNG, for files that can hold one

    @property
    def line(self) -> str:
        return f"{self.number} · {self.name} · {self.at:%Y-%m-%d %H:%M} · {gettext('内部资料，不得外传')}"


Progress = Callable[[int], None]  # told now and then how many rows are written; may raise to stop


def write_csv(
    path: Path, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], mark: Mark, progress: Progress
) -> int:
    """UTF-8 with a byte order mark, so that spreadsheets read Chinese.  The mark is the last line."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow([harmless(heading.label) for heading in headings])
        for row in rows:
            out.writerow([as_text(cell) for cell in row])
            count += 1
            if count % 1000 == 0:
                progress(count)
        out.writerow([harmless(mark.line)])
    return count


def as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case Decimal():
            return format(cell, "f")
        case _:
            return harmless(cell)


def write_xlsx(
    path: Path, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], mark: Mark, progress: Progress
) -> int:
    """One sheet of rows, one that says whose they are; the mark in header, footer, last line and properties."""
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": FORMATS["time"],
    }  # fmt: skip
    import xlsxwriter  # for the worker that writes one, not for every command

    count = 0
    with xlsxwriter.Workbook(path, options) as book:
        about = {"title": mark.title, "subject": mark.number, "author": mark.name, "comments": mark.line}
        book.set_properties({**about, "keywords": mark.number, "created": mark.at.replace(tzinfo=None)})
        styles = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        bold, grey = book.add_format({"bold": True}), book.add_format({"font_color": "#888888"})
        sheet = book.add_worksheet(gettext("数据"))
        sheet.set_header(f"&L{plain(mark.title)}&R{plain(mark.number)}")
        sheet.set_footer(f"&L{plain(mark.line)}&R&P / &N")
        sheet.freeze_panes(1, 0)
        for n, heading in enumerate(headings):
            sheet.set_column(n, n, WIDTHS[heading.kind])
            sheet.write_string(0, n, heading.label, bold)
        for count, row in enumerate(rows, 1):
            for n, cell in enumerate(row):
                put(sheet, count, n, cell, styles, headings[n].kind)
            if count % 1000 == 0:
                progress(count)
        sheet.write_string(count + 2, 0, mark.line, grey)
        said = book.add_worksheet(gettext("说明"))
        said.set_column(0, 0, 14)
        said.set_column(1, 1, 60)
        lines = (
            (gettext("内容"), mark.title), (gettext("条件"), mark.told), (gettext("导出编号"), mark.number),
            (gettext("导出人"), mark.name), (gettext("时间"), f"{mark.at:%Y-%m-%d %H:%M}"),
            (gettext("理由"), mark.reason), (gettext("行数"), str(count)), ("", mark.line),
        )  # fmt: skip
        for n, (label, text) in enumerate(lines):
            said.write_string(n, 0, label, bold)
            said.write_string(n, 1, text)
        if mark.picture:
            shown = {"image_data": io.BytesIO(mark.picture), "description": mark.title}
            book.add_worksheet(gettext("图")).insert_image("A1", "chart.png", shown)
    return count


def put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, styles: dict, kind: Kind) -> None:  # type: ignore[type-arg]
    """One cell by its type: text as text whatever it begins with."""
    match cell:
        case None:
            return
        case datetime() | date():
            sheet.write_datetime(row, column, cell, styles["time" if isinstance(cell, datetime) else "day"])
        case Decimal() if len(cell.as_tuple().digits) <= DIGITS:
            sheet.write_number(row, column, float(cell), styles[kind if kind != "text" else "number"])
        case Decimal():
            sheet.write_string(row, column, format(cell, "f"), styles["text"])
        case _:
            sheet.write_string(row, column, cell[:LONGEST], styles["text"])


def plain(text: str) -> str:
    """Text for a header or footer, where & begins a code; at most what fits there."""
    return text.replace("&", "&&")[:100]


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "xes": "application/xml; charset=utf-8",
    "png": "image/png",
    "pdf": "application/pdf",
}
