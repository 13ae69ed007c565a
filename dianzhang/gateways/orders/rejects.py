"""Rows that were not taken, in a file that can be mended and sent again."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Self

from dianzhang.kernel.spreadsheet import harmless

from .records import Reject

REASON = "原因"
_NUMBER = re.compile(r"[-+]?[\d.,]*", re.ASCII)
_KEPT_DIGITS = re.compile(r'="[\w.-]*"', re.ASCII)
_LONG = 12  # digits that Excel would show as 1.23E+11 and lose when it saves


class RejectsWriter:
    """Writes the columns of the file they came from, then the reason; the reason is not read on the way back.

    The file appears at ``path`` when the block ends, if there was anything to write, readable by its owner only: it
    holds what the orders held.  What lay at ``path`` before is replaced.
    """

    def __init__(self, path: Path, header: Sequence[str], *, language: str = "zh") -> None:
        self.path, self.count = path, 0
        self._header, self._language = tuple(header), language
        self._unfinished = path.with_name(path.name + ".part")
        self._stream: TextIOWrapper | None = None

    def write(self, rejects: Iterable[Reject]) -> None:
        for reject in rejects:
            if self._stream is None:
                self._begin()
            cells = [_protected(cell) for cell in reject.cells]
            cells += [""] * (len(self._header) - len(cells))
            cells.insert(len(self._header), harmless(reject.reason.text(self._language)))
            self._csv.writerow(cells)
            self.count += 1

    def _begin(self) -> None:
        descriptor = os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        # the mark at the beginning makes Excel read UTF-8; what could not be decoded comes out as �
        self._stream = open(descriptor, "w", encoding="utf-8-sig", errors="replace", newline="")  # noqa: SIM115
        self._csv = csv.writer(self._stream)
        self._csv.writerow((*map(harmless, self._header), REASON))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()
            self._unfinished.replace(self.path)


def _protected(cell: str) -> str:
    """A cell that no spreadsheet runs, and of which it keeps every digit; our reader takes the wrapping off."""
    if cell.isascii() and cell.isdigit() and (len(cell) >= _LONG or (cell[0] == "0" and len(cell) > 1)):
        return f'="{cell}"'
    return cell if _NUMBER.fullmatch(cell) or _KEPT_DIGITS.fullmatch(cell) else harmless(cell)
