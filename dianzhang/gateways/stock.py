"""What lies in the warehouses on the first day: what the columns of such a list are called."""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .tables.small import Layout, SmallTable, read_small

OPENING = Layout(
    Message("期初库存表", "list of opening stock"),
    {
        "code": (
            "商品编码", "商家编码", "SKU编码", "规格编码", "货号", "条码", "编码",
            "code", "sku", "sku code", "item code", "barcode",
        ),
        "quantity": (
            "数量", "库存", "库存数量", "实际库存", "实际库存数", "可用库存", "期初数量", "件数",
            "quantity", "qty", "stock", "on hand", "available",
        ),
        "warehouse": ("仓库", "仓库名称", "所在仓库", "仓库编码", "warehouse", "location"),
        "title": ("商品名称", "名称", "品名", "商品", "title", "name", "product", "item name"),
        "spec": ("规格", "规格名称", "颜色规格", "属性", "spec", "variant", "option"),
        "cost": ("成本", "成本价", "单件成本", "采购价", "进价", "cost", "unit cost", "cost price"),
    },
    needed=("code", "quantity"),
)  # fmt: skip


def read_opening(content: bytes) -> SmallTable:
    """The lines of a file or of what was pasted: code, quantity, warehouse, title, spec, cost."""
    return read_small(content, OPENING)
