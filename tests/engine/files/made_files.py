"""Files as people send them, and as those who wish harm would: made here, small on the disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import vl_convert
import xlsxwriter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

TYPES = "<Types/>"


def pdf(*pages: str) -> bytes:
    """A PDF with a page for each text, its letters drawn in a font of the machine."""
    writer = PdfWriter()
    for text in pages:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="80">'
            f'<text x="10" y="40" font-size="20" font-family="Noto Sans CJK SC">{text}</text></svg>'
        )
        writer.append(PdfReader(io.BytesIO(vl_convert.svg_to_pdf(svg))))
    return _written(writer)


def locked_pdf(text: str, password: str, *, against_changes_only: bool = False) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(text)))
    writer.encrypt("" if against_changes_only else password, owner_password=password, algorithm="AES-256")
    return _written(writer)


def empty_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return _written(writer)


def pdf_bomb(size: int) -> bytes:
    """A page whose drawing unpacks to so many bytes."""
    writer = PdfWriter()
    page, drawing = writer.add_blank_page(200, 200), StreamObject()
    drawing.set_data(b"q Q " * (size // 4))
    page[NameObject("/Contents")] = writer._add_object(drawing.flate_encode())
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def packed(**parts: str | bytes) -> bytes:
    """An office document of these parts; ``__`` in a name is a slash, ``_`` a point.

    The same parts are the same bytes whenever they are packed: an archive notes the hour to two seconds.
    """
    named: dict[str, str | bytes] = {"[Content_Types].xml": TYPES}
    named |= {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in named.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def word(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return packed(word__document_xml=f'<w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>')


def workbook(path: Path, rows: list[list[object]]) -> bytes:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("尺码表")
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    return path.read_bytes()
