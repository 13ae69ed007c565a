"""Pick lists and packing slips on A4 and labels of 100 × 150 mm as PDF.

The Chinese font is one of the fonts that every reader of PDF brings along (STSong-Light, by Adobe's collection GB1), so
nothing needs to be installed; ``/UniGB-UCS2-H`` keeps the words searchable.  Built by ReportLab, loaded only here.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from dianzhang.kernel import code128

from .fitting import SIZES
from .sheets import Label, Slip, Table

FONT = "STSong-Light"
MARGIN = 14.0  # mm
ROW, LINE = 6.5, 4.5  # mm: a row of one line, and every further line of it


class _Pages:
    """A canvas in millimetres from the upper left corner."""

    def __init__(self, width: float, height: float) -> None:
        from reportlab.lib.units import mm
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.mm, self.width, self.height = mm, width, height
        self.stream = BytesIO()
        self.canvas: Any = Canvas(self.stream, pagesize=(width * mm, height * mm), pageCompression=1)
        self.measure = pdfmetrics.stringWidth

    def text(self, x: float, y: float, words: str, size: float = 10, *, right: bool = False) -> None:
        self.canvas.setFont(FONT, size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x * self.mm, (self.height - y) * self.mm, words)

    def lines(self, words: str, width: float, size: float) -> list[str]:
        """``words`` broken where a line of ``width`` mm is full; Chinese breaks anywhere."""
        found, line = [], ""
        for sign in words:
            if self.measure(line + sign, FONT, size) > width * self.mm:
                found.append(line)
                line = ""
            line += sign
        return [*found, line] if line else found

    def rule(self, y: float) -> None:
        self.canvas.setLineWidth(0.4)
        there = (self.height - y) * self.mm
        self.canvas.line(MARGIN * self.mm, there, (self.width - MARGIN) * self.mm, there)

    def barcode(self, x: float, y: float, code: str, width: float, height: float) -> None:
        """As wide as ``width`` at most, its upper edge at ``y``."""
        try:
            bars, total = code128.bars(code)
        except ValueError:  # Chinese in an order's number: the number stands beside it in letters
            return
        module = min(width / (total + 2 * code128.QUIET), 0.5)
        for place, wide in bars:
            left = x + (code128.QUIET + place) * module
            self.canvas.rect(
                left * self.mm, (self.height - y - height) * self.mm, wide * module * self.mm, height * self.mm,
                stroke=0, fill=1,
            )  # fmt: skip

    def done(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()


def tables(sheets: Sequence[Table]) -> bytes:
    """Each table on pages of its own (A4), its heading and header again on every page."""
    pages = _Pages(210, 297)
    for sheet in sheets:
        _table(pages, sheet)
    return pages.done()


def _table(pages: _Pages, sheet: Table) -> None:
    y = top = _head(pages, sheet)
    for row in sheet.rows:
        cells = [pages.lines(cell, width - 2, 9.5) or [""] for cell, width in zip(row, sheet.widths, strict=True)]
        while any(cells):
            left = max(map(len, cells))
            if y > top and left > _fitting(pages, y):
                pages.canvas.showPage()
                y = top = _head(pages, sheet)
            count = min(left, max(_fitting(pages, y), 1))  # a row higher than a page goes on on the next
            _lines(pages, sheet, y, [lines[:count] for lines in cells])
            cells = [lines[count:] for lines in cells]
            y += ROW + (count - 1) * LINE
            pages.rule(y)
    pages.canvas.showPage()


def _fitting(pages: _Pages, y: float) -> int:
    """How many lines a row that begins at ``y`` may have on this page."""
    return int((pages.height - MARGIN - y - ROW) / LINE + 1)


def _lines(pages: _Pages, sheet: Table, y: float, cells: Sequence[Sequence[str]]) -> None:
    """One row, or the part of it that stands on this page."""
    x = MARGIN
    for n, (lines, width) in enumerate(zip(cells, sheet.widths, strict=True)):
        for k, line in enumerate(lines):
            right = n in sheet.numbers
            pages.text(x + width - 2 if right else x, y + LINE + k * LINE, line, 9.5, right=right)
        x += width


def _head(pages: _Pages, sheet: Table) -> float:
    pages.text(MARGIN, 20, sheet.title, 16)
    y = 27.0
    for line in sheet.about:
        pages.text(MARGIN, y, line, 9.5)
        y += 5
    if sheet.code:
        pages.barcode(130, 10, sheet.code, 66, 12)
    x = MARGIN
    for n, (name, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        right = n in sheet.numbers
        pages.text(x + width - 2 if right else x, y + 4, name, 9.5, right=right)
        x += width
    pages.rule(y + 6)
    return y + 6


def slips(found: Sequence[Slip]) -> bytes:
    """A packing slip each, one to a page of A4."""
    return tables([one.table for one in found])


def labels(found: Sequence[Label]) -> bytes:
    """A label each, 100 × 150 mm."""
    pages = _Pages(100, 150)
    for one in found:
        pages.text(6, 14, one.carrier, 18)
        pages.text(94, 14, one.slot, 18, right=True)
        pages.barcode(2, 20, one.waybill, 96, 22)
        pages.text(6, 48, one.waybill, 13)
        y = 60.0
        for heading, lines, size in ((one.to_word, one.to, SIZES[one.step]), (one.from_word, one.sender, 9.5)):
            pages.text(6, y, heading, 9)
            for line in lines:
                for part in pages.lines(line, 76, size):
                    pages.text(18, y, part, size)
                    y += size * 0.5
            y += 5
        pages.text(6, 140, one.foot, 9.5)
        pages.canvas.showPage()
    return pages.done()
