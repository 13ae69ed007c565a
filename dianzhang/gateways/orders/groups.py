"""Rows gathered into orders: the rows of one number that follow each other, whole, with what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dianzhang.gateways.tables import cells
from dianzhang.gateways.tables.headers import header_key
from dianzhang.gateways.tables.sniff import Survey
from dianzhang.kernel.messages import Message

from .build import NumberedRow
from .layout import Binding
from .problems import AFTER_NO_NUMBER, BAD_BYTES, BAD_QUOTES, HALF_WRITTEN, MOST_ROWS, NO_NUMBER, TOO_LONG

_TOTALS = frozenset({"合计", "总计", "汇总", "小计", "total", "totals", "grandtotal", "sum"})
# Excel leaves out trailing empty columns in blocks of rows; only columns whose emptiness harms nothing may be left out.
_MAY_BE_LEFT_OUT = frozenset({"buyer_id", "buyer_name", "receiver", "phone", "city", "district", "address", "remark"})


class Group(NamedTuple):
    """The rows of one order; ``problems`` by line when it cannot be taken."""

    number: str
    rows: list[NumberedRow]
    problems: dict[int, Message]


class Grouper:
    """Gathers the rows below the header of one file.  ``half_written`` is the line that stops short, 0 if none does."""

    def __init__(self, binding: Binding, survey: Survey, half_written: int) -> None:
        self._survey, self._layout = survey, binding.layout
        self._width = len(binding.header)
        self._number_at = binding.columns["number"]
        required = [
            place
            for role, place in binding.columns.items()
            if place < self._width and (role in binding.layout.required or role not in _MAY_BE_LEFT_OUT)
        ]
        self._least = max(required) + 1
        self._suspect = survey.wrapped or survey.nul or bool(binding.layout.empty_marks)
        self._half_written = half_written

    def numbers(self, cells: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Line and order number of each row that has one, out of the column of numbers; spelt as in :meth:`groups`."""
        for line, number in cells:
            if line == self._half_written:
                return  # the number itself may be cut off and look like another
            if not number.isdigit():
                number = _spelt(number)
                if not number or _is_total(number):
                    continue
            yield line, number

    def groups(self, rows: Iterable[tuple[int, list[str], bool]]) -> Iterator[Group]:
        """The orders in the order of the file; totals and empty rows are left out."""
        at, width, suspect, half_written = self._number_at, self._width, self._suspect, self._half_written
        number, gathered, problems = "", list[NumberedRow](), dict[int, Message]()
        alone = self._layout.one_row_per_order
        orphan = False  # the row before had no number
        for line, row, sound in rows:
            problem = None
            if suspect or not sound or len(row) != width or line == half_written:
                row, problem = self._inspected(line, row, sound)
            said = row[at] if row else ""
            if not said.isdigit():
                said = _spelt(said)
                if not said:
                    if not _is_blank(row) and not any(_is_total(cell) for cell in row):
                        if gathered and not alone:  # it may belong to the order above, which then is not whole
                            problems[line] = problem or NO_NUMBER
                            gathered.append((line, row))
                        else:
                            yield Group("", [(line, row)], {line: problem or NO_NUMBER})
                        orphan = not alone
                    continue
                if _is_total(said):
                    continue
            if problem is HALF_WRITTEN and gathered and not alone and number.startswith(said):
                said = number  # cut off within the number itself
            if said == number and gathered:
                if len(gathered) >= MOST_ROWS:
                    yield Group(number, gathered, problems | {gathered[0][0]: TOO_LONG})
                    gathered, problems = [], {line: TOO_LONG}
                gathered.append((line, row))
            else:
                if gathered:
                    yield Group(number, gathered, problems)
                number, gathered, problems = said, [(line, row)], {}
                if orphan:
                    problems[line] = AFTER_NO_NUMBER
            orphan = False
            if problem:
                problems[line] = problem
        if gathered:
            yield Group(number, gathered, problems)

    def _inspected(self, line: int, row: list[str], sound: bool) -> tuple[list[str], Message | None]:
        """The row brought to the width of the header, with what is wrong with it as a row."""
        marks, width, have = self._layout.empty_marks, self._width, len(row)
        problem = None
        if line == self._half_written:
            problem = HALF_WRITTEN
        elif not sound:
            problem = BAD_QUOTES
        elif _is_blank(row):
            return [], None
        elif any("\0" in cell for cell in row):
            problem = BAD_BYTES
        elif have < self._least or (have > width and not _is_blank(row[width:])):
            problem = Message(
                f"这一行有 {have} 列，表头有 {width} 列：请检查多出或缺少的分隔符",
                f"this line has {have} columns, the header {width}: check for delimiters too many or too few",
            )
        if problem is None:
            row = row[:width]
            if self._survey.wrapped or marks:
                row = ["" if (said := cells.text(cell)) in marks else said for cell in row]
        return row + [""] * (width - len(row)), problem


def _spelt(number: str) -> str:
    """An order number without what programs put around it to keep it a text."""
    return cells.text(number).removeprefix("'").strip()


def _is_total(cell: str) -> bool:
    return len(cell) < 16 and header_key(cell).rstrip(":") in _TOTALS


def _is_blank(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)
