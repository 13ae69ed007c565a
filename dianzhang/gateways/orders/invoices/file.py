"""A ledger of invoice lines as a source of orders: what is the same line twice is merged, what takes back a sale joins
it as a refund of its day, and of every line it is said what became of it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.sniff import size_of
from dianzhang.kernel.messages import Message

from ..build import SHOWN, NumberedRow
from ..layout import Layout, is_reason
from ..problems import MOST_ROWS, TOO_LONG
from ..records import (
    GIVEN_BACK,
    LINES,
    MERGED,
    NOBODY,
    PAYMENT,
    REFUND,
    REFUND_DAY,
    REFUSED,
    RETURNED,
    TAKEN,
    WRITTEN_OFF,
    Chunk,
    OrderLine,
    OrderRecord,
    Reject,
)  # fmt: skip
from .lines import COLUMNS, CURRENCY, WRONG, checked, places_of
from .matching import Back, Sold, matched

if TYPE_CHECKING:
    from polars import DataFrame

MOST_LINES = 5_000_000
LAYOUT = Layout(
    name="invoice_lines",
    title=Message("发票行账（Online Retail II）", "ledger of invoice lines (Online Retail II)"),
    columns=COLUMNS,
    required=frozenset(COLUMNS),
    currency=CURRENCY,
    local_times=True,
)
_WITHOUT = ("line", "kind")


def of_parquet(path: Path, name: str, latest: datetime) -> InvoiceFile | None:
    """The ledger in a Parquet file; None when it is none.  FileError when it is larger than can be taken at once."""
    import polars as pl

    try:
        with path.open("rb") as file:
            if file.read(4) != b"PAR1":
                return None
        scan = pl.scan_parquet(path)
        header = scan.collect_schema().names()
        lines = scan.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError):
        return None  # cut off, or locked: whoever reads it as a text says what it is
    if places_of(header) is None:
        return None
    _bounded(lines, name)
    return InvoiceFile(path, name, tuple(header), latest, parquet=True)


def of_text(path: Path, name: str, latest: datetime) -> InvoiceFile | None:
    """The ledger as text in UTF-8, its header on the first line; None when it is none."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            header = next(csv.reader([file.readline(1 << 16)]), [])
    except (OSError, csv.Error):
        return None
    if places_of(header) is None:
        return None
    return InvoiceFile(path, name, tuple(header), latest)


def _bounded(lines: int, name: str) -> None:
    if lines > MOST_LINES:
        raise FileError(
            f"「{shown(name)}」有 {lines:,} 行，一次最多 {MOST_LINES:,} 行：请按月份分几次",
            f"{shown(name)} has {lines:,} lines, at most {MOST_LINES:,} can be taken at once: send it month by month",
        )


@dataclass(frozen=True)
class InvoiceFile:
    """A recognised ledger.  It is read whole: a cancellation may stand far from its sale."""

    path: Path
    name: str
    columns: tuple[str, ...]
    latest: datetime
    parquet: bool = False
    held: Any = None  # what keeps the file there while it is read

    layout: Layout = LAYOUT
    carries = frozenset({PAYMENT, REFUND, REFUND_DAY, LINES, "buyer_id"})
    exported_at: datetime | None = None

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.columns if not is_reason(cell))

    @property
    def notes(self) -> tuple[Message, ...]:
        return (
            Message(
                "这份表没有写时区和币种：按英国时间、英镑读；没有写付款：开了发票就算付了",
                "this table names neither time zone nor currency: it is read as British time and pounds; it does not "
                "say what was paid: what was invoiced counts as paid",
            ),
        )

    @property
    def total_bytes(self) -> int:
        return size_of(self.path)

    def accounted(self) -> Mapping[str, int]:
        return self._read.accounted

    def unknown_order(self, rows: list[NumberedRow]) -> list[Reject]:
        return []

    def chunks(self, size: int = 1000) -> Iterator[Chunk]:
        """Orders as they were first invoiced; then returns whose sale is not here; the lines refused come first."""
        read, whole = self._read, max(len(self._read.order_of), 1)
        if read.rejects:
            yield Chunk([], list(read.rejects), 0)
        orders: list[OrderRecord] = []
        for done, order in enumerate(read.orders(), 1):
            orders.append(order)
            if len(orders) >= size:
                yield Chunk(orders, [], min(self.total_bytes, self.total_bytes * done // whole))
                orders = []
        if orders:
            yield Chunk(orders, [], self.total_bytes)

    @cached_property
    def _read(self) -> Ledger:
        raw = self._raw()
        return Ledger(self, raw, checked(raw, places_of(list(self.columns)) or {}, self.latest))

    def _raw(self) -> DataFrame:
        import polars as pl

        if self.parquet:
            return pl.read_parquet(self.path)
        width, rows = len(self.columns), list[Sequence[str]]()
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            try:
                for row in reader:
                    rows.append([*row[:width], *[""] * (width - len(row))])
                    if len(rows) > MOST_LINES:
                        _bounded(len(rows), self.name)
            except csv.Error as error:
                raise FileError(
                    f"「{shown(self.name)}」第 {reader.line_num} 行读不出来：引号没有配对，或一格太长",
                    f"{shown(self.name)}, line {reader.line_num} has quotes that do not pair, or a cell too long",
                ) from error
        names = [f"{n}" for n in range(width)]
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


class Ledger:
    """The ledger once it is read: its orders, the lines refused, and how many became what."""

    def __init__(self, file: InvoiceFile, raw: DataFrame, lines: DataFrame) -> None:
        import polars as pl

        self.file, self._raw = file, raw
        facts = [name for name in lines.columns if name not in _WITHOUT]
        lines = self._refused(lines)
        sound = lines.filter(~pl.col("kind").is_in(list(WRONG)))
        once = sound.unique(subset=facts, keep="first", maintain_order=True)
        sales, backs = once.filter(pl.col("kind") == "sale"), once.filter(pl.col("kind") == "back")
        self._sales = sales
        self.order_of = matched(_sold(sales, backs), _backs(backs))
        self.refunds = self._refunds(backs)
        nobody = sales.filter(pl.col("customer") == "").height
        self.accounted = {
            TAKEN: sales.height - nobody, NOBODY: nobody, MERGED: sound.height - once.height,
            GIVEN_BACK: len(self.order_of), RETURNED: backs.height - len(self.order_of),
            WRITTEN_OFF: once.filter(pl.col("kind") == "moved").height, REFUSED: len(self.rejects),
        }  # fmt: skip

    def _refused(self, lines: DataFrame) -> DataFrame:
        """An invoice is whole or absent: a line that is wrong sends all of its invoice back."""
        import polars as pl

        bad = lines.filter(pl.col("kind").is_in(list(WRONG)))
        long = lines.group_by("invoice").len().filter(pl.col("len") > MOST_ROWS)["invoice"]
        invoices = set(bad["invoice"]) | set(long)
        self.rejects: list[Reject] = []
        if not invoices:
            return lines
        back = lines.filter(pl.col("invoice").is_in(list(invoices)))
        own: Mapping[int, str] = dict(zip(bad["line"], bad["kind"], strict=True))
        first: dict[str, int] = {}
        for line, invoice in zip(bad["line"], bad["invoice"], strict=True):
            first.setdefault(invoice, line)
        for line, invoice in zip(back["line"], back["invoice"], strict=True):
            if kind := own.get(line):
                why = WRONG[kind]
            elif invoice in first:
                why = Message(
                    f"同一张发票的第 {first[invoice]} 行有问题，整张一起退回",
                    f"returned with line {first[invoice]} of the same invoice",
                )
            else:
                why = TOO_LONG
            reason = Message(f"第 {line} 行：{why.zh}", f"line {line}: {why.en}")
            self.rejects.append(Reject(line, self._cells(line), reason))
        wrong = pl.when(pl.col("invoice").is_in(list(invoices))).then(pl.lit("number")).otherwise(pl.col("kind"))
        return lines.with_columns(wrong.alias("kind"))

    def _cells(self, line: int) -> tuple[str, ...]:
        cells = self._raw.row(line - 2)
        kept = [i for i, cell in enumerate(self.file.columns) if not is_reason(cell)]
        return tuple("" if cells[i] is None else str(cells[i]) for i in kept)

    def _refunds(self, backs: DataFrame) -> dict[str, Counter[datetime]]:
        """Invoice -> what was given back of it, by instant: of the sale where it is here, else of the return itself."""
        found: dict[str, Counter[datetime]] = {}
        columns = (backs[name].to_list() for name in ("line", "invoice", "at", "cents"))
        for line, invoice, at, cents in zip(*columns, strict=True):
            if cents:
                found.setdefault(self.order_of.get(line, invoice), Counter())[at] += cents
        return found

    def orders(self) -> Iterator[OrderRecord]:
        import polars as pl

        first = pl.col("line").min().over("invoice")
        ordered = self._sales.sort(first, "line")
        columns = ("invoice", "at", "customer", "sku", "title", "pieces", "mils", "cents", "line")
        rows: list[tuple[Any, ...]] = []
        returns = dict(self.refunds)
        for piece in ordered.select(columns).iter_slices(20_000):
            for row in piece.iter_rows():
                if rows and row[0] != rows[0][0]:
                    yield self._sale(rows, returns.pop(rows[0][0], None))
                    rows = []
                rows.append(row)
        if rows:
            yield self._sale(rows, returns.pop(rows[0][0], None))
        for invoice, refunds in returns.items():
            yield _record(invoice, min(refunds), "", (), refunds, 0, 0, paid=False)

    def _sale(self, rows: list[tuple[Any, ...]], refunds: Counter[datetime] | None) -> OrderRecord:
        lines = tuple(
            OrderLine(sku, title[:SHOWN], "", pieces, (mils + 5) // 10, cents)
            for _invoice, _at, _who, sku, title, pieces, mils, cents, _line in rows
        )
        at, customer = min(row[1] for row in rows), next((row[2] for row in rows if row[2]), "")
        return _record(rows[0][0], at, customer, lines, refunds, rows[0][8], rows[-1][8], paid=True)


def _record(
    invoice: str, at: datetime, customer: str, lines: tuple[OrderLine, ...], refunds: Counter[datetime] | None,
    first_line: int, last_line: int, *, paid: bool,
) -> OrderRecord:  # fmt: skip
    """A sale; or a return whose sale is not here, which has no total and nothing paid, only what was given back."""
    total = sum(line.seller_receives_cents or 0 for line in lines)
    given = tuple(sorted(refunds.items())) if refunds else ()
    at = min([at, *(moment for moment, _cents in given)])
    digest = blake2b(repr((invoice, at, customer, lines, given)).encode("utf-8", "replace"), digest_size=16)
    return OrderRecord(
        number=invoice, created_at=at, paid_at=at if paid else None, total_cents=total, paid_cents=total,
        refund_cents=sum(cents for _moment, cents in given), refunded_at=given[-1][0] if given else None,
        refund_day_basis="refund_day", currency=CURRENCY, buyer_id=customer, buyer_name="", receiver="", phone="",
        province="", city="", district="", address="", address_complete=None,
        missing=() if customer or not paid else ("buyer",), promised_ship_at=None, fulfilment=None, remark="",
        lines=lines, first_line=first_line, last_line=last_line, digest=digest.hexdigest(), refunds=given,
    )  # fmt: skip


def _sold(sales: DataFrame, backs: DataFrame) -> Iterator[Sold]:
    """Only what somebody gave back of: a fraction of all that was sold."""
    of = ["customer", "sku"]
    wanted = sales.join(backs.select(of).unique(), on=of, how="semi", maintain_order="left")
    return map(Sold._make, wanted.select("invoice", "customer", "sku", "pieces", "mils", "at").iter_rows())


def _backs(backs: DataFrame) -> Iterator[Back]:
    rows = backs.select("line", "customer", "sku", -backs["pieces"], "mils", "at")
    return map(Back._make, rows.iter_rows())
