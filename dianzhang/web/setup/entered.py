"""A small table that comes as a file or is pasted: every line is shown, mended in its place, and taken in together.

The steps for colleagues and for stock differ in their columns, in what is looked at, and in what the lines become.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise

from dianzhang.engine.distrust import turned_away
from dianzhang.engine.lines import Line
from dianzhang.engine.outcome import Refused
from dianzhang.gateways.tables.errors import FileError
from dianzhang.gateways.tables.small import ROWS, SmallTable

from ..uploading import table_sent
from ..who import Asking
from ..words import message
from . import steps
from .walking import draw


@dataclass(frozen=True)
class Cell:
    """A column of the table on the page: ``choices`` names the datalist that is offered."""

    name: str
    label: str
    mode: str = "text"
    choices: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Entering:
    """A step by such a table.  ``refused`` is what the table is called where refusals are logged."""

    step: str
    refused: str
    fields: Sequence[str]
    read: Callable[[bytes], SmallTable]
    look_at: Callable[[Iterable[tuple[int, Mapping[str, str]]]], list[Line]]
    context: Callable[[list[Line]], dict[str, Any]]  # the table, and what the page says of it
    take: Callable[[Asking, list[Line]], list[Line]]  # gives lines that could not be taken; may raise ``Refused``
    nothing: str | Promise  # said where no line is left


def enter(request: Asking, what: Entering) -> HttpResponse:
    """Nothing is written before all lines are sound."""
    if request.method == "GET":
        return draw(request, what.step, table=None)
    if "line" not in request.POST:
        try:
            found = what.read(table_sent(request))
        except FileError as error:
            turned_away(f"{what.refused} that is none", request.actor)
            return draw(request, what.step, 422, table=None, error=message(error.message))
        return _preview(request, what, what.look_at(found.rows), ignored="、".join(found.ignored))
    lines = what.look_at(_sent_back(request, what.fields))
    if not lines:
        return draw(request, what.step, 422, table=None, error=what.nothing)
    wrong = any(not line.sound for line in lines)
    if wrong or "check" in request.POST:
        return _preview(request, what, lines, 422 if wrong else 200)
    try:
        left = what.take(request, lines)
    except Refused as refused:
        return _preview(request, what, lines, 422, error=str(refused))
    return _preview(request, what, left, 422) if left else HttpResponseRedirect(steps.after(what.step))


def _preview(request: Asking, what: Entering, lines: list[Line], status: int = 200, **more: Any) -> HttpResponse:
    said = {"n": len(lines), "wrong": sum(not line.sound for line in lines), "again": reverse(f"setup-{what.step}")}
    return draw(request, what.step, status, **said, **what.context(lines), **more)


def _sent_back(request: Asking, names: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The lines as they came back from the page, without those taken out."""
    numbers = request.POST.getlist("line")[:ROWS]
    columns = {name: request.POST.getlist(name) for name in names}
    if any(len(cells) != len(numbers) for cells in columns.values()):
        return []
    out = set(request.POST.getlist("out"))
    return [
        (int(number) if number.isdecimal() else place + 1, {name: cells[place] for name, cells in columns.items()})
        for place, number in enumerate(numbers)
        if number not in out
    ]


def table(
    lines: Iterable[Line], cells: Sequence[Cell], choices: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[str, Any]:
    """What `ui/lines.html` draws: columns, lines with their cells, and the values offered."""
    rows = [
        {
            "line": one.line,
            "sound": one.sound,
            "cells": [
                {
                    "of": cell, "value": one.cells[cell.name], "wrong": one.wrong.get(cell.name, ""),
                    "hint": cell.hint or one.data.get(cell.name) or "",
                }
                for cell in cells
            ],
        }
        for one in lines
    ]  # fmt: skip
    return {"columns": cells, "lines": rows, "choices": choices.items()}
