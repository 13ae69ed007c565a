"""A board as a file: a workbook (all its numbers, a sheet for each line or breakdown), a picture, or PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.exporting import NotExported, Sheet, Spec, source
from dianzhang.engine.exporting.cells import KINDS, Cell, Heading
from dianzhang.engine.exporting.files import FORMATS, WIDTHS, Mark, Progress, plain, put
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import word
from dianzhang.insight.models import Board

from . import ready
from .actions import tiles_of
from .filling import Filled, fill
from .paper import pdf
from .picture import picture
from .spans import SPANS
from .states import shown_to
from .tiles import DRAWN, Tile
from .words import called, days_said, moved_said, reason

LONGEST = 31  # letters of a sheet's name
UNFIT = dict.fromkeys(map(ord, "[]:*?/\\'"), " ")


@dataclass(frozen=True)
class Page:
    """One sheet of the workbook."""

    name: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]


@source("board", into=("xlsx", "png", "pdf"))
def board(spec: Spec, actor: Actor) -> Sheet:
    """``code=director&shop=CODE``: a ready board's code or the number of somebody's own."""
    asked = QueryDict(spec.query)
    name, tiles = _found(asked.get("code", ""), actor)
    shop = _shop(asked.get("shop", ""))
    filled = fill(tiles, actor, today(), shop)
    seen = [one.definition for one in filled if one.definition is not None and not one.barred]
    clear = frozenset(reads for definition in seen for measure in definition.measures() for reads in measure.reads)
    told = organisation().shops[shop].name if shop is not None else _("全部店铺")

    def write(path: Path, into: str, mark: Mark, progress: Progress) -> int:
        if into == "png":
            path.write_bytes(picture(name, f"{told} · {mark.line}", filled))
            return len(filled)
        if into == "pdf":
            path.write_bytes(pdf(name, told, filled, mark))
            return len(filled)
        return workbook(path, pages(filled), mark, progress)

    headings, rows = summary(filled)
    return Sheet(name, headings, len(filled), lambda: iter(rows), clear, told, write=write)


def pages(filled: Sequence[Filled]) -> list[Page]:
    """All the numbers, then what each line or breakdown is drawn from."""
    headings, rows = summary(filled)
    found = [Page(_("总表"), headings, rows)]
    for place, one in enumerate(filled, 1):
        if one.definition is None or one.barred:
            continue
        name, kind = called(one), KINDS.get(one.definition.unit, "number")
        if one.parts:
            by = Heading(word(DRAWN[one.tile.drawn]))
            found.append(
                Page(sheet_name(place, name), [by, Heading(name, kind)], [[p.name, _cell(p.value)] for p in one.parts])
            )
        elif one.points:
            lines = [[key, _cell(value)] for key, value in one.points]
            found.append(Page(sheet_name(place, name), [Heading(_("日期")), Heading(name, kind)], lines))
    return found


def summary(filled: Sequence[Filled]) -> tuple[list[Heading], list[list[Cell]]]:
    """A line a tile: what it says on the board."""
    names = (_("数字"), _("哪几天"), _("日期"), _("值"), _("比较"), _("之前"), _("目标"), _("说明"), _("定义"))
    return [Heading(name) for name in names], [list(_line(one)) for one in filled]


def _line(one: Filled) -> Iterator[Cell]:
    yield called(one)
    yield word(SPANS[one.tile.span])
    if one.definition is None or one.barred or one.of is None:
        yield from ("", None, "", None, None, one.barred, "")
        return
    yield days_said(one.days)
    yield _cell(one.value)
    yield moved_said(one)
    yield _cell(one.was)
    yield _cell(one.aim)
    yield "" if one.value is not None else reason(one)
    yield one.definition.text


def workbook(path: Path, sheets: Sequence[Page], mark: Mark, progress: Progress) -> int:
    """As ``engine.exporting.files.write_xlsx``, of several sheets; the mark beneath each."""
    import xlsxwriter  # for the worker that writes one, not for every command

    count = 0
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        about = {"title": mark.title, "subject": mark.number, "author": mark.name, "comments": mark.line}
        book.set_properties({**about, "keywords": mark.number, "created": mark.at.replace(tzinfo=None)})
        styles = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        bold, grey = book.add_format({"bold": True}), book.add_format({"font_color": "#888888"})
        for page in sheets:
            sheet = book.add_worksheet(page.name)
            sheet.set_header(f"&L{plain(mark.title)}&R{plain(mark.number)}")
            sheet.freeze_panes(1, 0)
            for n, heading in enumerate(page.headings):
                sheet.set_column(n, n, WIDTHS[heading.kind])
                sheet.write_string(0, n, heading.label, bold)
            for count_here, row in enumerate(page.rows, 1):
                for n, cell in enumerate(row):
                    put(sheet, count_here, n, cell, styles, page.headings[n].kind)
            sheet.write_string(len(page.rows) + 2, 0, mark.line, grey)
            count += len(page.rows)
            progress(count)
    return count


def _found(code: str, actor: Actor) -> tuple[str, list[Tile]]:
    if code.isdecimal() and len(code) < 19:
        own = Board.objects.filter(shown_to(actor), pk=int(code), status="kept").first()
        if own is not None:
            return own.name, tiles_of(own)
    found = ready.BY_CODE.get(code)
    if found is None or found not in ready.shown_to(actor, today()):
        raise NotExported(_("没有这块看板，或者你的岗位看不到它。"))
    return word(found.zh), ready.tiles_of(found, today())


def _shop(code: str) -> int | None:
    if not code:
        return None
    found = next((pk for pk, shop in organisation().shops.items() if shop.code == code), None)
    if found is None:
        raise NotExported(_("没有店铺“%(code)s”。") % {"code": code})
    return found


def sheet_name(place: int, name: str) -> str:
    """No two sheets of a name, none with letters that a workbook refuses."""
    return f"{place} {name.translate(UNFIT)}"[:LONGEST]


def _cell(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001")).normalize()
