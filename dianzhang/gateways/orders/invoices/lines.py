"""The lines of a ledger of invoices, each checked and of one kind, as a frame of columns.

Columns of the frame: ``line`` (where it stands, the header is line 1), ``invoice``, ``sku``, ``title``, ``pieces``,
``at`` (aware, UTC), ``mils`` (price of one in thousandths), ``customer`` ("" where nobody is named), ``cents`` (of
the whole line, never negative), ``kind``: *sale*, *back* (money given back), *moved* (pieces written off, no money) or
the name of what is wrong with it in ``WRONG``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from dianzhang.gateways.tables.cells import EARLIEST, MOST_CENTS, MOST_PIECES
from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message

from ..currencies import ZONES

if TYPE_CHECKING:
    from polars import DataFrame, Expr

# What each column means, by the keys of its headers: the two spellings that this ledger is published with.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "invoice": ("Invoice", "InvoiceNo"),
    "sku": ("StockCode",),
    "title": ("Description",),
    "pieces": ("Quantity",),
    "at": ("InvoiceDate",),
    "price": ("Price", "UnitPrice"),
    "customer": ("Customer ID", "CustomerID"),
}
CURRENCY = "GBP"  # the ledger is that of a shop in the United Kingdom and writes its local time
CANCELLED = "C"  # an invoice that begins so cancels another

WRONG: Mapping[str, Message] = {
    "number": Message(
        "发票号应是数字，作废的前面加 C：别的账目（如坏账调整）不是订单，请从这份表里拿掉",
        "an invoice number is digits, with a C before it when it cancels: other bookings, like bad debt, are no "
        "orders; take them out of this table",
    ),
    "article": Message(
        "商品没有编码也没有名称，或超过 100 个字：请改正", "no code and no name, or more than 100 characters: mend it"
    ),
    "pieces": Message(
        f"「Quantity」不是 1 到 {MOST_PIECES:,} 之间的整数（退的是负数）：请改正",
        f"“Quantity” is no whole number between 1 and {MOST_PIECES:,} (negative when it comes back): mend it",
    ),
    "time": Message(
        "「InvoiceDate」不是时间、早于 2000 年或在将来：应写成 2010-03-01 08:05:00",
        "“InvoiceDate” is no time, before 2000 or in the future: write 2010-03-01 08:05:00",
    ),
    "price": Message(
        "「Price」不是金额、是负数、细过千分之一，或这一行超过一千亿：请核对",
        "“Price” is no amount, is negative, is finer than a thousandth, or the line is above 100,000,000,000: check it",
    ),
    "sign": Message(
        "作废的发票里件数是正的：退的写负数，卖的换一张发票",
        "a cancelling invoice with pieces above zero: write a negative number, or put a sale on an invoice of its own",
    ),
}  # fmt: skip


def places_of(header: list[str]) -> dict[str, int] | None:
    """Where each column is; None when this is not such a ledger."""
    keys = {key: place for place, cell in reversed(list(enumerate(header))) if (key := header_key(cell))}
    found = {
        name: next((keys[header_key(face)] for face in faces if header_key(face) in keys), None)
        for name, faces in COLUMNS.items()
    }
    places = {name: place for name, place in found.items() if place is not None}
    return places if len(places) == len(COLUMNS) else None


def checked(raw: DataFrame, places: Mapping[str, int], latest: datetime) -> DataFrame:
    """The lines of ``raw`` (as it stood, one row a line), checked."""
    import polars as pl

    names = {name: raw.columns[place] for name, place in places.items()}
    said = raw.select(
        (pl.int_range(2, pl.len() + 2, dtype=pl.UInt32)).alias("line"),
        _text(names["invoice"]).alias("invoice"),
        _text(names["sku"]).alias("sku"),
        _text(names["title"]).alias("title"),
        _number(raw, names["pieces"]).alias("number"),
        _moment(raw, names["at"]).alias("at"),
        _number(raw, names["price"]).alias("price"),
        _customer(raw, names["customer"]).alias("customer"),
    )
    worked = said.with_columns(
        pl.when((pl.col("number") == pl.col("number").round()) & (pl.col("number").abs() <= MOST_PIECES))
        .then(pl.col("number")).cast(pl.Int64, strict=False).alias("pieces"),
        pl.when(pl.col("price").is_between(0, MOST_CENTS / 100)).then((pl.col("price") * 1000).round())
        .cast(pl.Int64, strict=False).alias("mils"),
    )  # fmt: skip
    worth = pl.col("pieces").abs().cast(pl.Float64) * pl.col("mils").cast(pl.Float64) / 10
    worked = worked.with_columns(
        pl.when(worth <= MOST_CENTS).then((pl.col("pieces").abs() * pl.col("mils") + 5) // 10).alias("cents")
    )
    return worked.with_columns(_kind(latest).alias("kind")).drop("number")


def _kind(latest: datetime) -> Expr:
    """The first thing that is wrong with a line, else what it is."""
    import polars as pl

    cancels = pl.col("invoice").str.starts_with(CANCELLED)
    fine = (pl.col("price") * 1000 - pl.col("mils")).abs() < 1e-6 * pl.max_horizontal(pl.lit(1.0), pl.col("mils"))
    sound = pl.col("cents").is_not_null() & fine
    in_time = pl.col("at").is_between(pl.lit(EARLIEST), pl.lit(latest))
    named = ((pl.col("sku") != "") | (pl.col("title") != "")) & (pl.col("sku").str.len_chars() <= 100)
    return (
        pl.when(~pl.col("invoice").str.contains(r"^[Cc]?\d{1,30}$")).then(pl.lit("number"))
        .when(~named).then(pl.lit("article"))
        .when(pl.col("pieces").is_null() | (pl.col("pieces") == 0)).then(pl.lit("pieces"))
        .when(~in_time.fill_null(value=False)).then(pl.lit("time"))
        .when(~sound.fill_null(value=False)).then(pl.lit("price"))
        .when(cancels & (pl.col("pieces") > 0)).then(pl.lit("sign"))
        .when(pl.col("pieces") > 0).then(pl.lit("sale"))
        .when(pl.col("mils") > 0).then(pl.lit("back"))
        .otherwise(pl.lit("moved"))
    )  # fmt: skip


def _text(name: str) -> Expr:
    import polars as pl

    return pl.col(name).cast(pl.String).fill_null("").str.strip_chars()


def _number(raw: DataFrame, name: str) -> Expr:
    import polars as pl

    cell = pl.col(name)
    if raw.schema[name] == pl.String:
        cell = cell.str.strip_chars().str.replace_all(r"^'|,", "")
    number = cell.cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _moment(raw: DataFrame, name: str) -> Expr:
    import polars as pl

    cell = pl.col(name)
    if raw.schema[name] == pl.String:
        spelt = cell.str.strip_chars().str.replace_all("/", "-").str.replace("T", " ")
        cell = pl.coalesce(
            spelt.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False),
            spelt.str.to_datetime("%Y-%m-%d %H:%M", strict=False),
        )
    local = cell.cast(pl.Datetime("us"), strict=False)
    placed = local.dt.replace_time_zone(ZONES[CURRENCY], ambiguous="earliest", non_existent="null")
    return placed.dt.convert_time_zone("UTC")


def _customer(raw: DataFrame, name: str) -> Expr:
    """As text; a column of numbers with gaps comes as 13085.0."""
    import polars as pl

    cell = pl.col(name)
    if raw.schema[name].is_numeric():
        return cell.cast(pl.Int64, strict=False).cast(pl.String).fill_null("")
    return cell.cast(pl.String).fill_null("").str.strip_chars().str.replace(r"^(\d+)\.0$", "$1")
