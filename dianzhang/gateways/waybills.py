"""Waybill numbers as warehouses and platforms' printing keep them: what the columns of such a table are called."""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .tables.small import Layout, SmallTable, read_small

WAYBILLS = Layout(
    Message("运单号表", "table of waybill numbers"),
    {
        "number": (
            "订单号", "订单编号", "平台订单号", "单号", "主订单编号", "order number", "order", "order no", "order id",
        ),
        "parcel": ("包裹", "包裹号", "包裹编号", "parcel", "parcel number"),
        "shop": ("店铺", "店铺名称", "shop", "store"),
        "carrier": (
            "承运商", "快递公司", "物流公司", "快递", "物流", "carrier", "courier", "shipping company",
        ),
        "waybill": (
            "运单号", "快递单号", "物流单号", "运单编号", "面单号", "waybill", "waybill number", "tracking number",
        ),
    },
    needed=("carrier", "waybill"),
)  # fmt: skip


def read_waybills(content: bytes) -> SmallTable:
    """The rows of a file or of what was pasted: order or parcel, shop, carrier, waybill."""
    return read_small(content, WAYBILLS)
