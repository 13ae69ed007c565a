"""What a sheet says, before it is a page or a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .fitting import SIZES, size_for


@dataclass(frozen=True)
class Table:
    """A heading, lines about it, a code to scan, and rows under columns.  ``widths`` in mm, 182 together."""

    title: str
    about: Sequence[str]
    columns: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()  # columns that stand to the right
    code: str = ""


@dataclass(frozen=True)
class Slip:
    """What is in one order's box."""

    order: int
    table: Table


@dataclass(frozen=True)
class Label:
    """What is stuck on a box."""

    carrier: str
    waybill: str
    slot: str
    to_word: str
    to: Sequence[str]
    from_word: str
    sender: Sequence[str]
    foot: str

    @property
    def size(self) -> float | None:
        """In points, how large the receiver is written; None where it does not fit on a label."""
        return size_for(self.to)

    @property
    def step(self) -> int:
        """How many sizes smaller than the largest that is."""
        return SIZES.index(self.size) if self.size is not None else len(SIZES) - 1
