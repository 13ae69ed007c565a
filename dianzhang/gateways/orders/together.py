"""Tables that a marketplace publishes side by side in a folder, made one table of orders: one row for each article.

Which table is which is told by its columns, not by its name.  A row of the made table stands for the article; whoever
mends a rejected row sends the made row again, which is a table of orders by itself.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from dianzhang.gateways.tables.cells import MOST_CENTS
from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.unpack import UNPACKED, TextTable

if TYPE_CHECKING:
    from polars import DataFrame

_TABLES = {
    "orders": ("order_id", "customer_id", "order_purchase_timestamp", "order_approved_at"),
    "items": ("order_id", "order_item_id", "product_id", "price", "freight_value"),
    "payments": ("order_id", "payment_sequential", "payment_value"),
    "customers": ("customer_id", "customer_unique_id", "customer_city", "customer_state"),
}
_SUFFIXES = (".csv", ".csv.gz")


def joined(folder: Path) -> list[TextTable]:
    """The tables of a folder as one.  FileError when those that belong together are not all there."""
    import polars as pl

    found: dict[str, DataFrame] = {}
    for path in sorted(folder.iterdir()):
        if not path.name.endswith(_SUFFIXES) or path.stat().st_size > UNPACKED:
            continue
        try:
            columns = pl.read_csv(path, n_rows=0).columns
            kind = next((kind for kind, needs in _TABLES.items() if set(needs) <= set(columns)), None)
            if kind is not None:
                found[kind] = pl.read_csv(path, infer_schema=False)
        except pl.exceptions.PolarsError as error:
            raise FileError(
                f"「{shown(path.name)}」读不出来：没有传完整，或不是 UTF-8 的 CSV", f"{shown(path.name)} cannot be read"
            ) from error
    if lacking := [kind for kind in _TABLES if kind not in found]:
        names = {"orders": "订单", "items": "商品", "payments": "付款", "customers": "买家"}
        raise FileError(
            f"文件夹「{shown(folder.name)}」里缺这些表：{'、'.join(names[kind] for kind in lacking)}。"
            "文件夹里应有一个市场的几张表；单个文件直接写文件名",
            f"the folder {shown(folder.name)} lacks tables: {', '.join(lacking)}. A folder holds the tables of one "
            "marketplace; of a single file give its name",
        )
    held = NamedTemporaryFile("wb", suffix=".csv")  # noqa: SIM115 — closed with its holder
    _one(found).write_csv(held)
    held.flush()
    return [TextTable(Path(held.name), "", held)]


def _one(tables: dict[str, DataFrame]) -> DataFrame:
    """Orders in the order of their table, each with its articles, what was paid once approved, and the buyer."""
    import polars as pl

    paid = _paid(tables["payments"]).group_by("order_id").agg(pl.col("cents").sum())
    orders = tables["orders"].with_row_index("place").join(paid, on="order_id", how="left")
    orders = orders.join(tables["customers"], on="customer_id", how="left")
    value = pl.when(pl.col("order_approved_at").fill_null("") != "").then(
        pl.format("{}.{}", pl.col("cents") // 100, (pl.col("cents") % 100).cast(pl.String).str.zfill(2))
    )
    rows = orders.with_columns(value.alias("payment_value")).drop("cents")
    items = tables["items"].with_columns(
        pl.col("order_item_id").cast(pl.Int64, strict=False).alias("nth"), pl.lit("1").alias("quantity")
    )
    return rows.join(items, on="order_id", how="left").sort("place", "nth").drop("place", "nth")


def _paid(payments: DataFrame) -> DataFrame:
    """What was paid in whole cents, never by way of binary fractions.  FileError where an amount is none."""
    import polars as pl

    value = pl.col("payment_value").str.strip_chars()
    cents = (value.cast(pl.Decimal(38, 4), strict=False) * 100).round().cast(pl.Int64, strict=False)
    told = payments.with_row_index("line", 2).with_columns(cents.alias("cents"), value.alias("value"))
    wrong = told.filter(~pl.col("cents").is_between(-MOST_CENTS, MOST_CENTS).fill_null(value=False))
    if wrong.height:
        line, said = wrong.row(0, named=True)["line"], wrong.row(0, named=True)["value"] or ""
        raise FileError(
            f"付款表第 {line} 行「payment_value」的「{shown(said)}」不是金额，或超过一千亿：请改成 12.34 这样的数",
            f"payments, line {line}: “{shown(said)}” in payment_value is no amount, or above 100,000,000,000: write it "
            "like 12.34",
        )
    return told
