"""The tables of a marketplace in one folder become one table of orders."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import FileError, open_orders

STEPS = "order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date"
TABLES = {
    "a.csv": f"order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,{STEPS}\n"
    "o1,c1,delivered,2018-06-12 20:07:44,2018-06-12 20:44:26,2018-06-13 13:09:00,2018-06-19 12:44:08,"
    "2018-07-17 00:00:00\n"
    "o2,c2,canceled,2018-06-13 20:07:44,,,,2018-07-18 00:00:00\n",
    "b.csv": "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n"
    "o1,2,p2,s1,2018-06-16 10:00:00,10.5,1.25\no1,1,p1,s1,2018-06-15 10:00:00,35.9,15.2\n",
    "c.csv": "order_id,payment_sequential,payment_type,payment_installments,payment_value\n"
    "o1,1,credit_card,2,60.0\no1,2,voucher,1,2.85\no2,1,boleto,1,9.0\n",
    "d.csv": "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\n"
    "c1,u1,20231,rio de janeiro,RJ\nc2,u2,9121,santo andre,SP\n",
}  # fmt: skip


def folder(at: Path, *without: str, instead: Mapping[str, str] | None = None) -> Path:
    for name, text in (TABLES | dict(instead or {})).items():
        if name not in without:
            (at / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    return at


@pytest.mark.requirement("T1.5")
def test_orders_articles_payments_and_buyers_come_together(tmp_path: Path) -> None:
    file = open_orders(folder(tmp_path))
    assert file.layout.name == "olist_orders"
    (chunk,) = file.chunks()
    assert not chunk.rejects
    one, called_off = chunk.orders
    assert [line.sku for line in one.lines] == ["p1", "p2"]
    assert (one.total_cents, one.paid_cents, one.currency) == (6285, 6285, "BRL")
    assert (one.buyer_id, one.city, one.province) == ("u1", "rio de janeiro", "RJ")
    assert one.promised_ship_at == datetime(2018, 6, 15, 13, 0, tzinfo=UTC)
    assert one.carried_at == datetime(2018, 6, 13, 16, 9, tzinfo=UTC)
    assert one.arrived_at == datetime(2018, 6, 19, 15, 44, 8, tzinfo=UTC)
    assert one.deliver_by == datetime(2018, 7, 17, 3, 0, tzinfo=UTC)
    assert (called_off.paid_at, called_off.paid_cents, called_off.lines) == (None, 0, ())
    assert called_off.missing == ("lines",)


@pytest.mark.requirement("T1.4")
def test_a_folder_that_lacks_a_table_says_which(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        open_orders(folder(tmp_path, "c.csv"))
    assert "付款" in caught.value.message.zh
    assert "payments" in caught.value.message.en


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize("wrong", ["六十", "", "12,5", "100000000000000000000"])
def test_an_amount_paid_that_is_none_is_named_with_its_line(tmp_path: Path, wrong: str) -> None:
    payments = TABLES["c.csv"].replace("o1,2,voucher,1,2.85", f'o1,2,voucher,1,"{wrong}"')
    with pytest.raises(FileError) as caught:
        open_orders(folder(tmp_path, instead={"c.csv": payments}))
    assert "第 3 行" in caught.value.message.zh
    assert wrong[:10] in caught.value.message.en


def test_what_was_paid_is_added_up_without_binary_fractions(tmp_path: Path) -> None:
    """As a binary fraction the first of them is a little less than it says, and above 2**53 cents none is exact."""
    payments = "order_id,payment_sequential,payment_value\no1,1,1.015\no1,2,90071992.41\no2,1,0\n"
    (chunk,) = open_orders(folder(tmp_path, instead={"c.csv": payments})).chunks()
    assert chunk.orders[0].paid_cents == 102 + 9_007_199_241
