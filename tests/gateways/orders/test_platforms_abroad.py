"""Shopify, Amazon, Shopee, Lazada, TikTok Shop: currencies, time zones, rows of an order.  All rows are made up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import FileError, OrderLine, open_orders
from tests.gateways.tables import NOW, read

from .exports import AMAZON, LAZADA, SHOPEE, SHOPIFY, TIKTOK, Row, saved

pytestmark = pytest.mark.requirement("T1.1")
NINE = datetime(2026, 3, 1, 9, 58, tzinfo=UTC)

FIRST: Row = {
    "Name": "#1017", "Email": "ming@example.com", "Financial Status": "paid", "Paid at": "2026-03-01 10:59:00 +0100",
    "Fulfillment Status": "unfulfilled", "Currency": "EUR", "Total": "258.00",
    "Created at": "2026-03-01 10:58:00 +0100",
    "Lineitem quantity": "1", "Lineitem name": "Coat", "Lineitem price": "199.00", "Lineitem sku": "COAT",
    "Shipping Name": "Ming Wang", "Shipping Address1": "1 rue A", "Shipping City": "Paris", "Shipping Zip": "'75008",
    "Refunded Amount": "0.00",
}  # fmt: skip
SECOND: Row = {"Name": "#1017", "Lineitem quantity": "2", "Lineitem name": "Scarf", "Lineitem price": "29.50"}


def test_shopify_says_the_order_on_its_first_row_alone(tmp_path: Path) -> None:
    _, (order,), rejects = read(saved(tmp_path / "orders_export.csv", SHOPIFY, [FIRST, SECOND], "utf-8"))
    assert rejects == []
    assert (order.number, order.currency, order.total_cents, order.created_at) == ("#1017", "EUR", 25800, NINE)
    assert order.lines == (OrderLine("COAT", "Coat", "", 1, 19900, None), OrderLine("", "Scarf", "", 2, 2950, None))
    assert (order.fulfilment, order.address_complete, order.missing) == ("unshipped", True, ())


def test_shopify_headers_in_their_other_spellings(tmp_path: Path) -> None:
    other = {"Cancelled at": "Canceled at", "Lineitem compare at price": "Lineitem compare-at price"}
    header = [other.get(name, name) for name in SHOPIFY]
    row = FIRST | {"Canceled at": "2026-03-01 12:00:00 +0100"}
    _, (order,), _ = read(saved(tmp_path / "o.csv", header, [row], "utf-8"))
    assert order.fulfilment == "closed"


def amazon(**changed: str) -> Row:
    return {
        "amazon-order-id": "702-0000017-0000017", "purchase-date": "2026-03-01T09:58:00+00:00",
        "order-status": "Shipped",
        "product-name": "Scarf", "sku": "SCARF", "quantity": "2", "currency": "GBP", "item-price": "40.00",
        "item-tax": "8.00", "shipping-price": "5.00", "item-promotion-discount": "4.00", "ship-city": "Leeds",
    } | changed  # fmt: skip


def test_amazon_adds_up_its_rows(tmp_path: Path) -> None:
    rows = [amazon(), amazon(**{"sku": "COAT", "item-price": "100.00", "shipping-price": ""})]
    file, (order,), rejects = read(saved(tmp_path / "all-orders.txt", AMAZON, rows, "utf-8", "\t"))
    assert (file.known.delimiter, rejects) == ("\t", [])
    assert (order.currency, order.total_cents, order.paid_cents) == ("GBP", 15300, 15300)
    assert (order.paid_at, order.fulfilment) == (NINE, "shipped")
    assert [line.seller_receives_cents for line in order.lines] == [3600, 9600]


def test_amazon_pending_and_called_off(tmp_path: Path) -> None:
    off = amazon(**{"order-status": "Cancelled", "quantity": "0", "item-price": "", "item-tax": "",
                    "shipping-price": "",
                    "item-promotion-discount": "", "currency": ""})  # fmt: skip
    pending = amazon(**{"amazon-order-id": "702-1", "order-status": "Pending"})
    _, orders, rejects = read(saved(tmp_path / "a.txt", AMAZON, [off, pending], "utf-8", "\t"))
    assert rejects == []
    assert [(o.fulfilment, o.paid_at, o.total_cents, len(o.lines)) for o in orders] == [
        ("closed", None, 0, 0), ("unshipped", None, 4900, 1),
    ]  # fmt: skip


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"item-price": "four"}, "“item-price” says “four”, not an amount"),
        ({"currency": "JPY"}, "“currency” says “JPY”, unknown currency"),
        ({"item-promotion-discount": "400.00"}, "“item-price” less what is taken off is below zero"),
        ({"order-status": "Lost"}, "“order-status” says “Lost”, unknown state: one of Unshipped"),
        ({"quantity": "-1"}, "“quantity” says “-1”, not a number of pieces"),
    ],
)
def test_amazon_broken(tmp_path: Path, changed: dict[str, str], why: str) -> None:
    _, orders, (reject,) = read(saved(tmp_path / "a.txt", AMAZON, [amazon(**changed)], "utf-8", "\t"))
    assert orders == []
    assert reject.reason.en.startswith(f"line 2: {why}")


SHOPEE_ROW: Row = {
    "Order ID": "2603010017", "Order Status": "To ship", "Order Creation Date": "2026-03-01 17:58",
    "Order Paid Time": "2026-03-01 17:59", "Product Name": "Scarf", "SKU Reference No.": "SCARF", "Deal Price": "59.00",
    "Quantity": "1", "Product Subtotal": "59.00", "Grand Total": "65.00",
}  # fmt: skip


def test_shopee_reads_its_currency_out_of_the_headers(tmp_path: Path) -> None:
    file, (order,), _ = read(saved(tmp_path / "s.csv", SHOPEE, [SHOPEE_ROW, SHOPEE_ROW | {"SKU Reference No.": "HAT"}]))
    assert (order.currency, order.total_cents, order.created_at, len(order.lines)) == ("PHP", 6500, NINE, 2)
    thai = [name.replace("PHP", "THB") for name in SHOPEE]
    _, (order,), _ = read(saved(tmp_path / "t.csv", thai, [SHOPEE_ROW | {"Order Creation Date": "2026-03-01 16:58"}]))
    assert (order.currency, order.created_at) == ("THB", NINE)
    assert "「Total Discount(PHP)」" in file.notes[0].zh


LAZADA_ROW: Row = {
    "orderItemId": "1", "sellerSku": "SCARF", "createTime": "01 Mar 2026 17:58", "orderNumber": "900017",
    "paidPrice": "59.00", "unitPrice": "60.00", "shippingFee": "5.00", "itemName": "Scarf", "status": "packed",
}  # fmt: skip


def test_lazada_has_a_row_for_each_piece_and_asks_for_the_currency(tmp_path: Path) -> None:
    rows = [LAZADA_ROW, LAZADA_ROW | {"orderItemId": "2", "status": "shipped", "refundAmount": "9.00"}]
    path = saved(tmp_path / "l.csv", LAZADA, rows)
    with pytest.raises(FileError, match=r"没有写是哪种货币：请在金额的列名后面写上，如「paidPrice\(MYR\)」"):
        open_orders(path)
    [chunk] = open_orders(path, now=NOW, currency="MYR").chunks()
    [order] = chunk.orders
    assert (order.currency, order.total_cents, order.refund_cents, order.created_at) == ("MYR", 12800, 900, NINE)
    assert (order.fulfilment, [line.quantity for line in order.lines]) == ("unshipped", [1, 1])
    named = ["paidPrice(SGD)" if name == "paidPrice" else name for name in LAZADA]
    row = {("paidPrice(SGD)" if k == "paidPrice" else k): v for k, v in LAZADA_ROW.items()}
    assert read(saved(tmp_path / "n.csv", named, [row]))[1][0].currency == "SGD"


@pytest.mark.parametrize(
    ("said", "state"),
    [("confirmed", "completed"), ("delivered", "delivered"), ("returned", "closed"), ("failed", "closed"),
     ("lost_by_3pl", "closed"), ("canceled", "closed")],
)  # fmt: skip
def test_what_was_lost_or_called_off_is_not_what_the_buyer_has(tmp_path: Path, said: str, state: str) -> None:
    [chunk] = open_orders(
        saved(tmp_path / "l.csv", LAZADA, [LAZADA_ROW | {"status": said}]), now=NOW, currency="MYR"
    ).chunks()
    assert chunk.orders[0].fulfilment == state


def test_tiktok_times_of_twelve_hours(tmp_path: Path) -> None:
    row: Row = {
        "Order ID": "57600017", "Order Status": "To ship", "SKU ID": "17", "Product Name": "Scarf", "Quantity": "1",
        "SKU Unit Original Price": "60.00", "SKU Subtotal After Discount": "59.00", "Order Amount": "64.00",
        "Order Refund Amount": "", "Created Time": "03/01/2026 5:58:00 PM", "Paid Time": "03/01/2026 5:59:00 PM",
    }  # fmt: skip
    path = saved(tmp_path / "t.csv", TIKTOK, [row])
    [chunk] = open_orders(path, now=NOW, currency="PHP").chunks()
    assert (chunk.orders[0].created_at, chunk.orders[0].lines[0].sku) == (NINE, "17")
    with pytest.raises(FileError, match="USD 的店铺跨几个时区"):
        open_orders(path, currency="USD")
