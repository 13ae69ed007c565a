"""A form of analysis as a workbook: its tables, a sheet each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.exporting import NotExported, Sheet, Spec, source
from dianzhang.engine.exporting.cells import KINDS, Heading
from dianzhang.engine.exporting.cells import Cell as Written
from dianzhang.engine.exporting.files import Mark, Progress
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import word
from dianzhang.insight.boards.exporting import Page, sheet_name, workbook

from .all import BY_CODE
from .asking import asked_of
from .shape import Asked, Cell, Form, Outcome, Refused, Table

SOURCE = "form"


@source(SOURCE, into=("xlsx",))
def form(spec: Spec, actor: Actor) -> Sheet:
    """``code=funnel&from=2026-10-01&to=2026-10-31``: what the page of that form shows."""
    given = {name: str(value) for name, value in QueryDict(spec.query).items()}
    found = BY_CODE.get(given.get("code", ""))
    try:
        asked = asked_of(found, given, actor, today()) if found is not None else None
        outcome = found.build(asked) if found is not None and asked is not None else None
    except Refused as error:
        raise NotExported(str(error)) from None
    if found is None or asked is None or outcome is None:
        raise NotExported(_("没有这种分析，或者你的岗位看不到它。"))
    if outcome.empty:
        raise NotExported(outcome.empty)
    return sheet(found, asked, outcome)


def sheet(found: Form, asked: Asked, outcome: Outcome) -> Sheet:
    sheets = pages(outcome)
    count = sum(len(one.rows) for one in sheets)

    def write(path: Path, into: str, mark: Mark, progress: Progress) -> int:
        return workbook(path, sheets, mark, progress)

    told = f"{asked.first} – {asked.last}" if found.days else f"{asked.today}"
    if asked.of.shop is not None:
        told += f" · {organisation().shops[asked.of.shop].name}"
    return Sheet(
        word(found.zh), sheets[0].headings, count, lambda: iter(sheets[0].rows), outcome.clear, told, write=write
    )


def pages(outcome: Outcome) -> list[Page]:
    """A sheet for each table; what was said of them on the last."""
    found = [_page(place, table) for place, table in enumerate(outcome.tables, 1)]
    said = [[line] for line in (*outcome.told, *(one.about for one in outcome.tables if one.about))]
    return [*found, Page(_("说明"), [Heading(_("说明"))], said)] if said else found


def _page(place: int, table: Table) -> Page:
    headings = [Heading(one.label, KINDS.get(one.unit, "text")) for one in table.columns]
    rows = [[_cell(cell) for cell in row] for row in (*table.rows, *([table.foot] if table.foot else []))]
    return Page(sheet_name(place, table.title), headings, rows)


def _cell(cell: Cell) -> Written:
    """A figure as a figure; where there is none, why."""
    match cell.value:
        case None:
            return cell.reason or None
        case Decimal():
            return cell.value.quantize(Decimal("0.000001")).normalize()
        case date() | str():
            return cell.value


__all__: Sequence[str] = ("SOURCE", "form", "pages")
