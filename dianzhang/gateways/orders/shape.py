"""The rows of an order as the builder wants them: with the cells that are made of several columns or rows."""

from __future__ import annotations

from collections.abc import Sequence

from .build import NumberedRow
from .layout import LINE_ROLES, Binding
from .withheld import masked

_PEOPLE = ("buyer_id", "buyer_name", "receiver", "phone", "province", "city", "district", "address")
_NOUGHT = frozenset({"0", "0.0", "0.00"})


class Shaper:
    """Shapes the rows of one file.  The rows themselves stay as they stood, for those that come back."""

    def __init__(self, binding: Binding) -> None:
        layout = binding.layout
        self._made = list(binding.derived.values())
        self._places = binding.places
        self._people = [binding.columns[role] for role in _PEOPLE if role in binding.columns] if layout.withheld else []
        self._pieces = binding.columns.get("quantity") if layout.zero_pieces else None
        self._lines = [binding.columns[role] for role in LINE_ROLES if role in binding.columns]

    @staticmethod
    def needed(binding: Binding) -> bool:
        """Most rows of the plain table go straight to the builder."""
        return bool(binding.derived) or binding.layout.withheld or binding.layout.zero_pieces

    def rows(self, rows: Sequence[NumberedRow]) -> list[NumberedRow]:
        """The rows with what is made of them behind their last cell.  RowError names the line and the column."""
        made = [how.cells(rows, self._places) for how in self._made]
        shaped = [(line, [*row, *(cells[n] for cells in made)]) for n, (line, row) in enumerate(rows)]
        for _, row in shaped:
            for place in self._people:
                row[place] = masked(row[place])
            if self._pieces is not None and row[self._pieces].strip() in _NOUGHT:
                for place in self._lines:
                    row[place] = ""
        return shaped
