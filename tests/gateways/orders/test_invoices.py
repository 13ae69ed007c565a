"""A ledger of invoice lines: every line is one thing, cancellations find their sale, wrong ones say why."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from dianzhang.gateways.orders import OrderRecord, OrderSource, Reject, open_orders

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
LAND = "United Kingdom"


def ledger(folder: Path, *lines: str, header: str = HEADER) -> OrderSource:
    path = folder / "lines.csv"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return open_orders(path)


def read(file: OrderSource) -> tuple[dict[str, OrderRecord], list[Reject]]:
    orders, rejects = list[OrderRecord](), list[Reject]()
    for chunk in file.chunks(2):
        orders += chunk.orders
        rejects += chunk.rejects
    return {order.number: order for order in orders}, rejects


SALE = f"489434,85048,GLASS BALL,12,2010-06-01 07:45:00,6.95,13085,{LAND}"


@pytest.mark.requirement("T1.4")
def test_each_line_is_one_thing(tmp_path: Path) -> None:
    file = ledger(
        tmp_path, SALE, SALE, f"489434,POST,POSTAGE,1,2010-06-01 07:46:00,18.00,13085,{LAND}",
        f"489435,22041,RECORD FRAME,2,2010-06-01 08:00:00,2.10,,{LAND}",
        f"C489500,85048,GLASS BALL,-5,2010-06-03 09:00:00,6.95,13085,{LAND}",
        f"C489501,85048,GLASS BALL,-3,2010-07-02 09:00:00,6.95,13085,{LAND}",
        f"C489502,79323,LIGHTS,-1,2010-06-03 09:00:00,6.75,13085,{LAND}",
        f"489600,21111,broken,-40,2010-06-04 09:00:00,0,,{LAND}",
    )  # fmt: skip
    assert file.layout.name == "invoice_lines"
    assert dict(file.accounted()) == {
        "taken": 2, "no_customer": 1, "merged": 1, "given_back": 2, "returned": 1, "written_off": 1, "refused": 0,
    }  # fmt: skip
    orders, rejects = read(file)
    assert not rejects
    assert orders.keys() == {"489434", "489435", "C489502"}
    sale = orders["489434"]
    assert (sale.total_cents, sale.currency, sale.buyer_id) == (12 * 695 + 1800, "GBP", "13085")
    assert sale.created_at == datetime(2010, 6, 1, 6, 45, tzinfo=UTC)  # summer in London
    assert sale.refunds == (
        (datetime(2010, 6, 3, 8, 0, tzinfo=UTC), 5 * 695), (datetime(2010, 7, 2, 8, 0, tzinfo=UTC), 3 * 695),
    )  # fmt: skip
    assert orders["489435"].missing == ("buyer",)
    alone = orders["C489502"]
    assert (alone.paid_at, alone.total_cents, alone.refund_cents) == (None, 0, 675)


@pytest.mark.parametrize(
    "back",
    [
        f"C1,85048,GLASS BALL,-13,2010-06-03 09:00:00,6.95,13085,{LAND}",  # more pieces than were sold
        f"C1,85048,GLASS BALL,-1,2010-06-03 09:00:00,7.95,13085,{LAND}",  # at more than they were sold
        f"C1,85048,GLASS BALL,-1,2010-05-03 09:00:00,6.95,13085,{LAND}",  # before it was sold
        f"C1,85048,GLASS BALL,-1,2010-06-03 09:00:00,6.95,13086,{LAND}",  # by somebody else
        f"C1,85048,GLASS BALL,-1,2010-06-03 09:00:00,6.95,,{LAND}",  # by nobody knows whom
    ],
)
@pytest.mark.requirement("T1.4")
def test_what_fits_no_sale_stays_a_return_by_itself(tmp_path: Path, back: str) -> None:
    orders, _rejects = read(ledger(tmp_path, SALE, back))
    assert orders["489434"].refunds == ()
    assert orders["C1"].refund_cents > 0


WRONG = [
    (f"A50,B,Adjust bad debt,1,2010-06-01 08:00:00,-5.00,,{LAND}", "发票号", "拿掉"),
    (f"489434,,,1,2010-06-01 08:00:00,5.00,,{LAND}", "商品没有编码也没有名称", "改正"),
    (f"489434,1,x,1.5,2010-06-01 08:00:00,5.00,,{LAND}", "Quantity", "改正"),
    (f"489434,1,x,0,2010-06-01 08:00:00,5.00,,{LAND}", "Quantity", "改正"),
    (f"489434,1,x,99999999,2010-06-01 08:00:00,5.00,,{LAND}", "Quantity", "改正"),
    (f"489434,1,x,1,01/06/2010,5.00,,{LAND}", "InvoiceDate", "2010-03-01 08:05:00"),
    (f"489434,1,x,1,2199-06-01 08:00:00,5.00,,{LAND}", "InvoiceDate", "将来"),
    (f"489434,1,x,1,2010-06-01 08:00:00,1000000000000000,,{LAND}", "Price", "一千亿"),
    (f"489434,1,x,1,2010-06-01 08:00:00,-5,,{LAND}", "Price", "核对"),
    (f"489434,1,x,1,2010-06-01 08:00:00,nan,,{LAND}", "Price", "核对"),
    (f"489434,1,x,1,2010-06-01 08:00:00,inf,,{LAND}", "Price", "核对"),
    (f"489434,1,x,1,2010-06-01 08:00:00,0.0001,,{LAND}", "Price", "核对"),
    (f"C489434,1,x,1,2010-06-01 08:00:00,5.00,,{LAND}", "作废", "负数"),
    ("489434,1", "Quantity", "改正"),
]


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(("line", "column", "remedy"), WRONG, ids=[line[:60] for line, _c, _r in WRONG])
def test_a_wrong_line_sends_its_invoice_back_with_line_column_and_remedy(
    tmp_path: Path, line: str, column: str, remedy: str
) -> None:
    orders, rejects = read(ledger(tmp_path, SALE, line))
    number = line.partition(",")[0]
    assert number not in orders
    own = rejects[-1]
    assert own.line == 3
    assert own.reason.zh.startswith("第 3 行")
    assert column in own.reason.zh
    assert remedy in own.reason.zh
    assert len(rejects) == (2 if number == "489434" else 1)  # an invoice is whole or absent
    assert own.cells[0] == number


@pytest.mark.requirement("T1.1")
def test_the_older_spelling_and_parquet_are_the_same_ledger(tmp_path: Path) -> None:
    older = HEADER.replace("Invoice,", "InvoiceNo,").replace("Price", "UnitPrice").replace("Customer ID", "CustomerID")
    as_text, _rejects = read(ledger(tmp_path, SALE, header=older))
    path = tmp_path / "lines.parquet"
    frame = pl.DataFrame(
        {
            "Invoice": ["489434"], "StockCode": ["85048"], "Description": ["GLASS BALL"], "Quantity": [12],
            "InvoiceDate": [datetime(2010, 6, 1, 7, 45, tzinfo=UTC).replace(tzinfo=None)],
            "Price": [6.95], "Customer ID": [13085.0], "Country": [LAND],
        }
    )  # fmt: skip
    frame.write_parquet(path)
    as_parquet, _rejects = read(open_orders(path))
    assert as_text == as_parquet
