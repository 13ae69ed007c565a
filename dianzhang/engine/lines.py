"""Lines of a small table that somebody entered, looked at before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Line:
    """One line: its cells as they stand, what each means, and what is wrong with which cell."""

    line: int  # its number in the file
    cells: dict[str, str]
    data: dict[str, object] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        return not self.wrong


def lines_of(rows: Iterable[tuple[int, Mapping[str, str]]], columns: Sequence[str]) -> list[Line]:
    """Lines with a cell for each of the columns; what a row does not have is empty."""
    return [Line(line, {name: cells.get(name, "").strip() for name in columns}) for line, cells in rows]
