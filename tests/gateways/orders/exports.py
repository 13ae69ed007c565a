"""Order files as platforms lay them out.  Headers are those seen in public importers; rows are made up by us."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HEADERS = Path(__file__).parent / "headers"


def header(name: str) -> list[str]:
    with (HEADERS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


AMAZON = header("amazon")
DOUYIN = header("douyin")
JD = header("jd")
JD_2017 = header("jd_2017")
KUAISHOU = header("kuaishou")
LAZADA = header("lazada")
PDD = header("pdd")
QIANNIU = header("qianniu")
QIANNIU_ITEMS = header("qianniu_items")
SHOPEE = header("shopee")
SHOPIFY = header("shopify")
TAOBAO_2016 = header("taobao_2016")
TAOBAO_2018 = header("taobao_2018")
TAOBAO_2019 = header("taobao_2019")
TAOBAO_2022 = header("taobao_2022")
TAOBAO_DETAILS = header("taobao_details")
TAOBAO_ITEMS = header("taobao_items")
TIKTOK = header("tiktok")
WEIXIN = header("weixin")
XIAOHONGSHU = header("xiaohongshu")
YOUZAN = header("youzan")

Row = Mapping[str, str]


def text(header: Sequence[str], rows: Iterable[Row], delimiter: str = ",") -> str:
    """A text table; a row is what stands under its headers, the rest is empty.  An unknown header is an error."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(header)
    for row in rows:
        known = {name.strip(): name for name in header}
        strange = [name for name in row if name not in known]
        assert not strange, strange
        writer.writerow([row.get(name.strip(), "") for name in header])
    return stream.getvalue()


def saved(
    path: Path, header: Sequence[str], rows: Iterable[Row], encoding: str = "utf-8-sig", delimiter: str = ","
) -> Path:
    path.write_bytes(text(header, rows, delimiter).encode(encoding))
    return path


def page(header: Sequence[str], rows: Iterable[Row]) -> str:
    """The table as the web page that some platforms call .xls."""
    table = csv.reader(io.StringIO(text(header, rows)))
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
    return f'<html><head><meta charset="gbk"></head><body><table border="1">{body}</table></body></html>'


def workbook(path: Path, sheets: Mapping[str, list[list[str | float]]]) -> Path:
    """A small .xlsx: texts as texts, numbers as the numbers a spreadsheet would make of them."""
    with zipfile.ZipFile(path, "w") as archive:
        names = list(sheets)
        office_kind, packed_kind = (f"application/vnd.openxmlformats-{k}" for k in ("officedocument", "package"))
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
            f'ContentType="{office_kind}.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{packed_kind}.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{office_kind}.spreadsheetml.sheet.main+xml"/>'
            f"{kinds}</Types>",
        )
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        packed = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{packed}"><Relationship Id="rId1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'
        )
        related = "".join(
            f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packed}">{related}</Relationships>')
        for n, name in enumerate(names, 1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(main, sheets[name]))
    return path


def _sheet(main: str, rows: list[list[str | float]]) -> str:
    body = "".join(f'<row r="{n}">{"".join(map(_cell, row))}</row>' for n, row in enumerate(rows, 1))
    return f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c><v>{value!r}</v></c>"


def cells(header: Sequence[str], *rows: Row) -> list[list[str | float]]:
    """The rows of a sheet below its header."""
    return [list(header), *([row.get(name.strip(), "") for name in header] for row in rows)]
