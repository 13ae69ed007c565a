"""What every source of orders gives, whether it is one table read row by row or a whole ledger read at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol

from dianzhang.kernel.messages import Message

from .build import NumberedRow
from .layout import Layout
from .records import Chunk, Reject


class OrderSource(Protocol):
    """A recognised file of orders, as the intake takes it in.  ``chunks`` may be run as often as wanted."""

    @property
    def name(self) -> str: ...

    @property
    def layout(self) -> Layout: ...

    @property
    def carries(self) -> frozenset[str]:
        """What the file can tell of an order; anything else is unknown after its import."""

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of rejected rows as they are written back."""

    @property
    def notes(self) -> tuple[Message, ...]:
        """What the person should know before the import."""

    @property
    def total_bytes(self) -> int: ...

    @property
    def exported_at(self) -> datetime | None: ...

    def chunks(self, size: int = 1000) -> Iterator[Chunk]: ...

    def unknown_order(self, rows: list[NumberedRow]) -> list[Reject]: ...

    def accounted(self) -> Mapping[str, int]:
        """What became of each of its lines, by the names of ``records.ACCOUNTED``; empty where rows are orders."""
