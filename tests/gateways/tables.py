"""Small order tables for the tests: a header and rows, written as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dianzhang.gateways.orders import OrderFile, OrderRecord, Reject, open_orders

NOW = datetime(2026, 4, 1, tzinfo=UTC)

TMALL = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额"
PLAIN = "订单号,下单时间,订单总额,付款时间,实付金额,收货人,联系电话,省,市,详细地址,商品编码,商品名称,数量,单价"


def plain(
    number: str = "P1", *, created: str = "2026-03-01 10:00:00", total: str = "59.00",
    paid_at: str = "2026-03-01 10:01:00", paid: str = "59.00", receiver: str = "王小明", phone: str = "13800000031",
    province: str = "浙江省", city: str = "杭州市", address: str = "文一西路 1 号", sku: str = "SCARF",
    title: str = "围巾", quantity: str = "1", price: str = "59.00",
) -> str:  # fmt: skip
    """One row below ``PLAIN``."""
    return ",".join(
        (number, created, total, paid_at, paid, receiver, phone, province, city, address, sku, title, quantity, price)
    )


def write(path: Path, *lines: str, encoding: str = "utf-8", end: str = "\r\n", last_end: bool = True) -> Path:
    path.write_bytes((end.join(lines) + (end if last_end else "")).encode(encoding))
    return path


def read(path: Path) -> tuple[OrderFile, list[OrderRecord], list[Reject]]:
    """The whole file at once, in small chunks so that their borders are crossed too."""
    file = open_orders(path, now=NOW)
    orders: list[OrderRecord] = []
    rejects: list[Reject] = []
    for chunk in file.chunks(2):
        orders += chunk.orders
        rejects += chunk.rejects
    return file, orders, rejects
