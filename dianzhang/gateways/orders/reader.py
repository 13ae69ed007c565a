"""From a file to orders, in chunks: the memory it takes does not grow with the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import dropwhile
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import header_key
from dianzhang.gateways.tables.rows import Table
from dianzhang.gateways.tables.sniff import Survey, lines_of, size_of
from dianzhang.gateways.tables.unpack import TextTable, tables_of
from dianzhang.kernel.messages import Message, MessageError

from .build import Builder, NumberedRow
from .derive import RowError
from .groups import Group, Grouper
from .invoices import of_parquet, of_text
from .layout import Binding, Layout, is_reason
from .layouts import LAYOUTS
from .parts import PartBuilder
from .recognise import Recognised, recognise
from .records import Chunk, OrderRecord, Reject
from .repeats import interrupted
from .shape import Shaper
from .source import OrderSource
from .together import joined

_CLOCKS_DIFFER = timedelta(minutes=10)  # a platform's clock may be ahead of ours by this much

_Numbered = TypeVar("_Numbered", bound=tuple[Any, ...])  # (line, …)


def open_orders(
    path: str | Path, *, now: datetime | None = None, name: str = "", currency: str = "", own: Sequence[Layout] = ()
) -> OrderSource:
    """Recognise an order file by its content.  ``now`` (aware, default the present) is what *in the future* means.

    ``name`` is what people call the file, ``currency`` that of the shop for files that do not say theirs,
    ``own`` are the layouts that people made for the shop.
    Raises FileError with place, reason and remedy when it is not an order file that can be read.
    """
    return open_tables(path, now=now, name=name, currency=currency, own=own)[0]


def open_tables(
    path: str | Path, *, now: datetime | None = None, name: str = "", currency: str = "", own: Sequence[Layout] = ()
) -> list[OrderSource]:
    """All order tables of a file: a workbook may have several.  Those of whole orders come before those of articles.

    A folder is what a marketplace publishes as tables that belong together.
    """
    latest = (now or datetime.now(UTC)) + _CLOCKS_DIFFER
    path = Path(path)
    name = name or path.name
    if path.is_file() and (ledger := of_parquet(path, name, latest)):
        return [ledger]
    found: list[OrderSource] = []
    first: FileError | None = None
    unread: list[str] = []
    for table in joined(path) if path.is_dir() else tables_of(path):
        if ledger := of_text(table.path, name, latest):
            found.append(replace(ledger, held=table))
            continue
        try:
            known = recognise(table.path, (*own, *LAYOUTS), name=name, currency=currency)
        except FileError as error:
            first = first or error
            unread.append(table.sheet)
            continue
        found.append(OrderFile(table.path if path.is_dir() else path, table, name, known, latest))
    if not found:
        raise first or FileError(f"「{shown(name)}」里没有表格", f"there is no table in {shown(name)}")
    found.sort(key=lambda file: file.layout.part)
    sheets = "、".join(f"「{shown(sheet, 20)}」" for sheet in unread if sheet)
    if sheets and isinstance(found[0], OrderFile):
        found[0] = replace(
            found[0], unread=Message(f"没有读这些工作表：{sheets}", f"sheets that are not read: {sheets}")
        )
    return found


@dataclass(frozen=True)
class OrderFile:
    """A recognised order file.  Nothing of it is held; :meth:`chunks` may be run as often as wanted."""

    path: Path
    table: TextTable  # where its rows are, if the file only wraps them
    name: str
    known: Recognised
    latest: datetime
    unread: Message | None = None

    @property
    def binding(self) -> Binding:
        return self.known.binding

    @property
    def encoding(self) -> str:
        return self.known.encoding

    @property
    def survey(self) -> Survey:
        return self.known.survey

    @cached_property
    def total_bytes(self) -> int:
        return size_of(self.path)

    @property
    def exported_at(self) -> datetime | None:
        """When the platform made the file, where its name says so."""
        pattern = self.layout.exported_in_name
        found = re.search(pattern, self.name) if pattern else None
        return datetime.fromtimestamp(int(found[1]), UTC) if found else None

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
        sheets = (self.unread,) if self.unread else ()
        if not (ignored := self.binding.ignored):
            return sheets
        names = [f"「{shown(name, 20)}」" for name in ignored[:12]]
        more = "…" if len(ignored) > len(names) else ""
        return (
            *sheets,
            Message(
                f"没有读这些列：{'、'.join(names)}{more}", f"columns that are not read: {', '.join(ignored[:12])}{more}"
            ),
        )

    def chunks(self, size: int = 1000) -> Iterator[Chunk]:
        """Orders and rejected rows in the order of the file, at most about ``size`` of both together in a chunk."""
        grouper = Grouper(self.binding, self.survey, self._half_written())
        builder = (PartBuilder if self.layout.part else Builder)(self.binding, self.latest)
        shaper = Shaper(self.binding) if Shaper.needed(self.binding) else None
        whole = self.total_bytes / self.known.total_bytes if self.table.path != self.path else 1
        with self.table.path.open("rb") as file:
            column = self._below_header(self._text.column(self._lines(file), self.binding.columns["number"]))
            returning = interrupted(grouper.numbers(column))
        orders: list[OrderRecord] = []
        rejects: list[Reject] = []
        kept: list[list[NumberedRow]] = []
        part = self.layout.part
        with self.table.path.open("rb") as file:
            for group in grouper.groups(self._below_header(self._text.rows(self._lines(file)))):
                rows = group.rows
                try:
                    if problems := group.problems or self._out_of_place(group, returning):
                        rejects += self._rejects(group.rows, problems)
                    else:
                        rows = shaper.rows(rows) if shaper else rows
                        orders.append(builder.build(rows))
                        if part:
                            kept.append(group.rows)
                except RowError as error:
                    rejects += self._rejects(group.rows, {error.line: error.message})
                except MessageError as error:
                    rejects += self._rejects(group.rows, builder.explain(rows, error))
                if len(orders) + len(rejects) >= size:
                    yield Chunk(orders, rejects, int(file.tell() * whole), kept)
                    orders, rejects, kept = [], [], []
        if orders or rejects:
            yield Chunk(orders, rejects, self.total_bytes, kept)

    def unknown_order(self, rows: list[NumberedRow]) -> list[Reject]:
        """The rows of an order of which only the articles are told and which nobody knows."""
        why = Message(
            "店铺里还没有这个订单，这份表只有商品：请先送同一时期的订单报表，再送这些行",
            "the shop does not have this order yet and this table has articles only: send the list of orders of the "
            "same days first, then these rows",
        )
        return self._rejects(rows, {line: why for line, _ in rows})

    def accounted(self) -> Mapping[str, int]:
        return {}

    def _half_written(self) -> int:
        """The line on which the file stops short, 0 if it does not."""
        if not self.survey.unended.strip():
            return 0
        _, row, sound = next(self._text.rows([self.survey.unended]))
        short = not sound or len(row) < len(self.binding.header) or self.layout.always_ends_lines
        return self.survey.lines if short else 0

    @property
    def _text(self) -> Table:
        return Table(encoding=self.encoding, delimiter=self.known.delimiter, repeated=self.binding.repeated)

    def _lines(self, file: BinaryIO) -> Iterator[bytes]:
        return lines_of(file, self.survey.line_end)

    def _below_header(self, found: Iterator[_Numbered]) -> Iterator[_Numbered]:
        """Rows count from the top of the file."""
        return dropwhile(lambda row: row[0] <= self.known.header_line, found)

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
        dropped = {self.binding.places.get(header_key(header)) for header in self.layout.dropped}
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
            found.append(Reject(line, (*("" if i in dropped else row[i] for i in kept), *beyond), reason))
        return found
