"""What is broken in a platform's file is said with row, column and remedy, whichever platform it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import open_orders

from .exports import AMAZON, DOUYIN, JD_2017, LAZADA, PDD, SHOPEE, SHOPIFY, Row, saved
from .test_platforms_abroad import FIRST, LAZADA_ROW, SHOPEE_ROW, amazon
from .test_platforms_of_china import douyin, jd, pdd

pytestmark = pytest.mark.requirement("T1.4")
NOW = datetime(2026, 3, 10, tzinfo=UTC)
TOO_MUCH = "1000000000000000"  # 10¹⁵
CASES: list[tuple[list[str], Row, str, str, str]] = [
    (JD_2017, jd(), "应付金额", TOO_MUCH, "一千亿"),
    (JD_2017, jd(), "下单时间", "昨天", "应写成"),
    (PDD, pdd(), "用户实付金额(元)", TOO_MUCH, "一千亿"),
    (PDD, pdd(), "商品数量(件)", "半", "应写成"),
    (DOUYIN, douyin("1"), "订单应付金额", TOO_MUCH, "一千亿"),
    (DOUYIN, douyin("1"), "主订单编号", "6.917E+18", "重新导出"),
    (SHOPIFY, FIRST, "Total", TOO_MUCH, "一千亿"),
    (SHOPIFY, FIRST, "Lineitem price", "free", "应写成"),
    (AMAZON, amazon(), "item-price", TOO_MUCH, "一千亿"),
    (SHOPEE, SHOPEE_ROW, "Quantity", "1.5", "应写成"),
    (LAZADA, LAZADA_ROW, "paidPrice", TOO_MUCH, "一千亿"),
    (LAZADA, LAZADA_ROW, "createTime", "2026年3月", "应写成"),
]


@pytest.mark.parametrize(
    ("header", "row", "column", "cell", "remedy"), CASES, ids=[f"{c[2]} {c[3][:6]}" for c in CASES]
)
def test_row_column_and_remedy(
    tmp_path: Path, header: list[str], row: Row, column: str, cell: str, remedy: str
) -> None:
    assert column in row
    path = saved(tmp_path / "orders.xlsx", header, [{**row, column: cell}])  # the suffix lies
    (chunk,) = open_orders(path, now=NOW, currency="MYR").chunks()
    assert chunk.orders == []
    reason = chunk.rejects[0].reason.zh
    assert reason.startswith("第 2 行")
    assert f"「{column}」" in reason
    assert remedy in reason
