"""From a file to orders, in chunks: the memory it takes does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import dropwhile
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from dianzhang.gateways.tables.errors import shown
from dianzhang.gateways.tables.rows import Table
from dianzhang.gateways.tables.sniff import Survey, lines_of
from dianzhang.kernel.messages import Message, MessageError

from .build import Builder, NumberedRow
from .groups import Group, Grouper
from .layout import Binding, Layout, is_reason
from .recognise import recognise
from .records import Chunk, OrderRecord, Reject
from .repeats import interrupted

_CLOCKS_DIFFER = timedelta(minutes=10)  # a platform's clock may be ahead of ours by this much

_Numbered = TypeVar("_Numbered", bound=tuple[Any, ...])  # (line, …)


def open_orders(path: str | Path, *, now: datetime | None = None) -> OrderFile:
    """Recognise an order file by its content.  ``now`` (aware, default the present) is what *in the future* means.

    Raises FileError with place, reason and remedy when it is not an order file that can be read.
    """
    found = recognise(Path(path))
    return OrderFile(
        path=Path(path),
        binding=found.binding,
        encoding=found.encoding,
        delimiter=found.delimiter,
        header_line=found.header_line,
        survey=found.survey,
        total_bytes=found.total_bytes,
        latest=(now or datetime.now(UTC)) + _CLOCKS_DIFFER,
    )


@dataclass(frozen=True)
class OrderFile:
    """A recognised order file.  Nothing of it is held; :meth:`chunks` may be run as often as wanted."""

    path: Path
    binding: Binding
    encoding: str
    delimiter: str
    header_line: int
    survey: Survey
    total_bytes: int
    latest: datetime

    @property
    def layout(self) -> Layout:
        return self.binding.layout

    @property
    def carries(self) -> frozenset[str]:
        """What the file can tell of an order; anything else is unknown after its import."""
        return self.binding.carries

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file as rejected rows are written back: without the reason that we added ourselves."""
        return tuple(cell for cell in self.binding.header if not is_reason(cell))

    @property
    def notes(self) -> tuple[Message, ...]:
        """What the person should know before the import."""
        if not (ignored := self.binding.ignored):
            return ()
        names = [f"「{shown(name, 20)}」" for name in ignored[:12]]
        more = "…" if len(ignored) > len(names) else ""
        return (
            Message(
                f"没有读这些列：{'、'.join(names)}{more}", f"columns that are not read: {', '.join(ignored[:12])}{more}"
            ),
        )

    def chunks(self, size: int = 1000) -> Iterator[Chunk]:
        """Orders and rejected rows in the order of the file, at most about ``size`` of both together in a chunk."""
        grouper, builder = Grouper(self.binding, self.survey, self._half_written()), Builder(self.binding, self.latest)
        with self.path.open("rb") as file:
            column = self._below_header(self._table.column(self._lines(file), self.binding.columns["number"]))
            returning = interrupted(grouper.numbers(column))
        orders: list[OrderRecord] = []
        rejects: list[Reject] = []
        with self.path.open("rb") as file:
            for group in grouper.groups(self._below_header(self._table.rows(self._lines(file)))):
                try:
                    if problems := group.problems or self._out_of_place(group, returning):
                        rejects += self._rejects(group.rows, problems)
                    else:
                        orders.append(builder.build(group.rows))
                except MessageError as error:
                    rejects += self._rejects(group.rows, builder.explain(group.rows, error))
                if len(orders) + len(rejects) >= size:
                    yield Chunk(orders, rejects, file.tell())
                    orders, rejects = [], []
        if orders or rejects:
            yield Chunk(orders, rejects, self.total_bytes)

    def _half_written(self) -> int:
        """The line on which the file stops short, 0 if it does not."""
        if not self.survey.unended.strip():
            return 0
        _, row, sound = next(self._table.rows([self.survey.unended]))
        short = not sound or len(row) < len(self.binding.header) or self.layout.always_ends_lines
        return self.survey.lines if short else 0

    @property
    def _table(self) -> Table:
        return Table(encoding=self.encoding, delimiter=self.delimiter, repeated=self.binding.repeated)

    def _lines(self, file: BinaryIO) -> Iterator[bytes]:
        return lines_of(file, self.survey.line_end)

    def _below_header(self, found: Iterator[_Numbered]) -> Iterator[_Numbered]:
        """Rows count from the top of the file."""
        return dropwhile(lambda row: row[0] <= self.header_line, found)

    def _out_of_place(self, group: Group, returning: dict[str, int]) -> dict[int, Message]:
        first = group.rows[0][0]
        if line := returning.get(group.number):
            return {
                first: Message(
                    f"订单「{shown(group.number)}」的行不相连（第 {line} 行又出现）："
                    "请按订单号排序后重送，同一订单只留一份",
                    f"the rows of order {shown(group.number)} are apart (it returns in line {line}): sort the file by "
                    "order number and keep each order once",
                )
            }
        if self.layout.one_row_per_order and len(group.rows) > 1:
            return {
                line: Message(
                    f"订单「{shown(group.number)}」有 {len(group.rows)} 行，这种表一单只有一行：请只留一行",
                    f"order {shown(group.number)} has {len(group.rows)} rows where this layout has one: keep one",
                )
                for line, _ in group.rows
            }
        return {}

    def _rejects(self, group: list[NumberedRow], problems: dict[int, Message]) -> list[Reject]:
        """Every row of an order that is not taken, each with its own reason or the row that is to blame."""
        culprit = min(problems)
        kept = [i for i, cell in enumerate(self.binding.header) if not is_reason(cell)]
        width = len(self.binding.header)
        found = []
        for line, row in group:
            if own := problems.get(line):
                reason = Message(f"第 {line} 行：{own.zh}", f"line {line}: {own.en}")
            else:
                reason = Message(
                    f"第 {line} 行：同一订单的第 {culprit} 行有问题，整单一起退回",
                    f"line {line}: returned with line {culprit} of the same order",
                )
            beyond = row[width:] if any(row[width:]) else []
            found.append(Reject(line, (*(row[i] for i in kept), *beyond), reason))
        return found
