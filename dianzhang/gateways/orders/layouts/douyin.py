"""抖店 (抖音电商): one row for each sub-order, with its own amount and state; the order is all of them.

Text is led by a tab so that Excel leaves it alone, ``-`` is empty, buyers are ciphered (``##…``, ``$$…``), gifts cost
0.00.  The file's name begins with the time of its export: an older file than the last one is not taken.
"""

from dianzhang.kernel.messages import Message

from ..derive import Behind, Earliest, OnAnyRow, Sum
from ..layout import Layout

STATES = {
    "待支付": "unshipped",
    "待确认": "unshipped",
    "备货中": "unshipped",
    "待发货": "unshipped",
    "部分发货": "unshipped",
    "已发货": "shipped",
    "已签收": "delivered",
    "已完成": "completed",
    "已关闭": "closed",
}

LAYOUT = Layout(
    name="douyin_orders",
    title=Message("抖店订单表", "Douyin list of orders"),
    columns={
        "number": ("主订单编号",),
        "created_at": ("订单提交时间",),
        "paid_at": ("支付完成时间",),
        "receiver": ("收件人",),
        "phone": ("收件人手机号",),
        "province": ("省",),
        "city": ("市",),
        "district": ("区",),
        "address": ("详细地址",),
        "title": ("选购商品",),
        "spec": ("商品规格",),
        "sku": ("商家编码",),
        "quantity": ("商品数量",),
        "unit_price": ("商品单价",),
    },
    derived={
        "total": Sum(("订单应付金额",)),
        "refund": Sum(
            ("订单应付金额",),
            where={"订单状态": frozenset({"已关闭"}), "售后状态": frozenset({"退款成功", "已全额退款"})},
        ),
        "fulfilment": Behind("订单状态", STATES),
        "promised_ship_at": Earliest("承诺发货时间"),
        "remark": OnAnyRow("买家留言"),
    },
    required=frozenset({"number", "created_at", "total", "fulfilment", "title", "quantity"}),
    marks=frozenset({"子订单编号"}),
    empty_marks=frozenset({"-"}),
    withheld=True,
    exported_in_name=r"^(\d{10})(?!\d)",
    fulfilment_words=STATES,
)
