"""A small table that comes as a file or is pasted: every line is shown, mended in its place, and taken in together.

The steps for colleagues and for stock differ in their columns, in what is looked at, and in what the lines become.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from dianzhang.engine.distrust import turned_away
from dianzhang.engine.lines import Line
from dianzhang.gateways.tables.errors import FileError
from dianzhang.gateways.tables.small import LARGEST, ROWS, SmallTable

from ..who import Asking
from ..words import message


@dataclass(frozen=True)
class Cell:
    """A column of the table on the page: ``choices`` names the datalist that is offered."""

    name: str
    label: str
    mode: str = "text"
    choices: str = ""
    hint: str = ""


def read_of(request: Asking, read: Callable[[bytes], SmallTable], what: str) -> SmallTable | str:
    """The table that was sent; or what is wrong with it, in words.  ``what`` names it where refusals are logged."""
    file = request.FILES.get("file")
    given = file.read(LARGEST + 1) if isinstance(file, UploadedFile) else request.POST.get("pasted", "").encode()
    try:
        return read(given)
    except FileError as error:
        turned_away(f"{what} that is none", request.actor)
        return message(error.message)


def sent_back(request: Asking, names: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
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
