"""What is broken in a platform's file is said with row, column and remedy, whichever platform it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import open_orders

from .exports import (
    AMAZON,
    DOUYIN,
    JD_2017,
    KUAISHOU,
    LAZADA,
    PDD,
    QIANNIU,
    QIANNIU_ITEMS,
    SHOPEE,
    SHOPIFY,
    TAOBAO_DETAILS,
    TAOBAO_ITEMS,
    TIKTOK,
    WEIXIN,
    XIAOHONGSHU,
    YOUZAN,
    Row,
    saved,
)
from .test_platforms_abroad import FIRST, LAZADA_ROW, SHOPEE_ROW, amazon
from .test_platforms_of_china import douyin, jd, pdd

pytestmark = pytest.mark.requirement("T1.4")
NOW = datetime(2026, 3, 10, tzinfo=UTC)
TOO_MUCH = "1000000000000000"  # 10¹⁵
DAY, PAID = "2026-03-01 09:58:12", "2026-03-01 09:59:40"
DETAIL: Row = {"订单编号": "17", "标题": "羽绒服", "价格": "72.00", "购买数量": "1"}
ITEM: Row = {"子订单编号": "171", "主订单编号": "17", "标题": "围巾", "价格": "72.00", "购买数量": "2"}
QIANNIU_ROW: Row = {
    "订单编号": "17", "总金额": "131.00", "买家实付金额": "131.00", "订单创建时间": DAY, "订单付款时间": PAID,
    "退款金额": "0.00",
}  # fmt: skip
QIANNIU_ITEM: Row = {
    "子订单编号": "1", "主订单编号": "17", "商品ID": "777", "商品标题": "围巾", "购买数量": "1", "商品价格": "131.00",
}  # fmt: skip
XIAOHONGSHU_ROW: Row = {
    "订单号": "P17", "订单状态": "待发货", "SKU名称": "围巾", "SKU件数": "1", "条形码": "S1",
    "用户应付金额(元)": "59.00", "支付时间": PAID, "订单创建时间": DAY,
}  # fmt: skip
KUAISHOU_ROW: Row = {
    "订单号": "K17", "订单创建时间": DAY, "订单支付时间": PAID, "订单状态": "已发货", "实付款": "￥59.00",
    "成交数量": "1", "商品名称": "围巾", "商品ID": "9",
}  # fmt: skip
WEIXIN_ROW: Row = {
    "订单号": "W17", "订单下单时间": DAY, "支付时间": PAID, "订单状态": "待发货", "订单实际支付金额": "118.00",
    "商品名称": "围巾", "商品数量": "1", "商品编码(自定义)": "S1", "商品已退款金额": "9.00",
}  # fmt: skip
YOUZAN_ROW: Row = {
    "订单号": "E17", "买家付款时间": PAID, "全部商品名称": "围巾,帽子", "订单实付金额": "59.00",
    "订单状态": "待发货",
}  # fmt: skip
TIKTOK_ROW: Row = {
    "Order ID": "57600017", "Order Status": "To ship", "SKU ID": "17", "Product Name": "Scarf", "Quantity": "1",
    "SKU Unit Original Price": "60.00", "SKU Subtotal After Discount": "59.00", "Order Amount": "64.00",
    "Created Time": "03/01/2026 5:58:00 PM", "Paid Time": "03/01/2026 5:59:00 PM",
}  # fmt: skip
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
    (TAOBAO_DETAILS, DETAIL, "价格", TOO_MUCH, "一千亿"),
    (TAOBAO_DETAILS, DETAIL, "订单编号", "1.23E+18", "重新导出"),
    (TAOBAO_ITEMS, ITEM, "购买数量", "两", "应写成"),
    (TAOBAO_ITEMS, ITEM, "主订单编号", "1.23E+18", "重新导出"),
    (QIANNIU, QIANNIU_ROW, "退款金额", "没有", "应写成"),
    (QIANNIU, QIANNIU_ROW, "订单编号", "1.23E+18", "重新导出"),
    (QIANNIU_ITEMS, QIANNIU_ITEM, "商品价格", TOO_MUCH, "一千亿"),
    (XIAOHONGSHU, XIAOHONGSHU_ROW, "用户应付金额(元)", TOO_MUCH, "一千亿"),
    (XIAOHONGSHU, XIAOHONGSHU_ROW, "订单状态", "飞走了", "应为"),
    (KUAISHOU, KUAISHOU_ROW, "实付款", TOO_MUCH, "一千亿"),
    (KUAISHOU, KUAISHOU_ROW, "订单支付时间", "昨天", "应写成"),
    (WEIXIN, WEIXIN_ROW, "订单实际支付金额", TOO_MUCH, "一千亿"),
    (WEIXIN, WEIXIN_ROW, "商品已退款金额", "118.01", "比实付 118.00 元还多：请核对"),
    (YOUZAN, YOUZAN_ROW, "订单实付金额", TOO_MUCH, "一千亿"),
    (YOUZAN, YOUZAN_ROW, "订单状态", "飞走了", "应为"),
    (TIKTOK, TIKTOK_ROW, "Order Amount", TOO_MUCH, "一千亿"),
    (TIKTOK, TIKTOK_ROW, "Created Time", "昨天", "应写成"),
]


@pytest.mark.parametrize(
    ("header", "row", "column", "cell", "remedy"), CASES, ids=[f"{n} {c[2]} {c[3][:6]}" for n, c in enumerate(CASES)]
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
