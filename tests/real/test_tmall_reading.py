"""A month of a real Tmall shop, read as it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from dianzhang.gateways.orders import PAYMENT, REFUND, FileError, OrderFile, OrderRecord, open_orders

pytestmark = pytest.mark.real
BEIJING = timedelta(hours=8)


@pytest.fixture(scope="module")
def report(real_data: Path) -> OrderFile:
    return open_orders(real_data / "tmall" / "tmall_order_report.csv")


@pytest.fixture(scope="module")
def orders(report: OrderFile) -> list[OrderRecord]:
    chunks = list(report.chunks())
    assert not any(chunk.rejects for chunk in chunks)
    return [order for chunk in chunks for order in chunk.orders]


def test_it_carries_payment_refunds_and_the_province_only(report: OrderFile) -> None:
    assert report.layout.name == "tmall_report"
    assert report.carries == {PAYMENT, REFUND, "province"}
    assert report.notes == ()


def test_counts(orders: list[OrderRecord]) -> None:
    paid = [order for order in orders if order.paid_at]
    assert (len(orders), len(paid), len(orders) - len(paid)) == (28_010, 24_087, 3_923)
    months = Counter((order.paid_at + BEIJING).month for order in paid if order.paid_at)
    assert months == {2: 24_081, 3: 6}
    assert {(order.created_at + BEIJING).strftime("%Y-%m") for order in orders} == {"2020-02"}


def test_amounts(orders: list[OrderRecord]) -> None:
    paid = [order for order in orders if order.paid_at]
    assert sum(order.total_cents for order in orders) == 299_576_061
    assert sum(order.total_cents for order in paid) == 247_482_307
    gross, refunds = sum(order.paid_cents or 0 for order in orders), sum(order.refund_cents for order in orders)
    assert (refunds, gross - refunds) == (57_233_592, 190_248_715)
    refunded = [order for order in orders if order.refund_cents]
    assert (len(refunded), sum(order.refund_cents < order.total_cents for order in refunded)) == (5_646, 514)
    assert {order.refund_day_basis for order in refunded} == {"payment_day"}


@pytest.mark.requirement("T1.5")
def test_what_it_does_not_say_is_unknown(orders: list[OrderRecord]) -> None:
    assert {(o.address_complete, o.fulfilment, o.lines, o.missing, o.buyer_id) for o in orders} == {
        (None, None, (), (), "")
    }
    assert all(order.province for order in orders)


@pytest.mark.parametrize(
    "other",
    [
        "ads/KAG_conversion_data.csv",
        "helpdesk/finale.csv.gz",
        "olist/orders.csv.gz",
    ],
)
def test_other_reports_are_no_orders(real_data: Path, other: str) -> None:
    with pytest.raises(FileError) as caught:
        open_orders(real_data / other)
    assert Path(other).name in caught.value.message.zh


@pytest.mark.parametrize("cut", [1_000, 950_003, 1_900_001])
def test_cut_off_in_a_line_only_that_line_returns(real_data: Path, tmp_path: Path, cut: int) -> None:
    content = (real_data / "tmall" / "tmall_order_report.csv").read_bytes()[:cut]
    path = tmp_path / "cut.csv"
    path.write_bytes(content)
    chunks = list(open_orders(path).chunks())
    (reject,) = [reject for chunk in chunks for reject in chunk.rejects]
    assert reject.line == content.count(b"\n") + 1
    assert "没有写完" in reject.reason.zh
    assert sum(len(chunk.orders) for chunk in chunks) == content.count(b"\n") - 1
