"""Taobao and Tmall: the list of orders in its four ages (41, 54, 61, 71 columns); articles have files of their own.

The list joins the titles of an order's articles in one cell, so articles are taken from ExportOrderDetailList
(宝贝报表) or ExportItemList only.  What the buyer paid has refunds already taken off, as in ``tmall_report``.
"""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf, Part
from ..layout import Layout

STATES = {
    "没有创建支付宝交易": "unshipped",
    "等待买家付款": "unshipped",
    "买家已付款，等待卖家发货": "unshipped",
    "卖家部分发货": "unshipped",
    "卖家已发货，等待买家确认": "shipped",
    "买家已签收": "delivered",
    "交易成功": "completed",
    "交易关闭": "closed",
}

ORDERS = Layout(
    name="taobao_orders",
    title=Message("淘宝天猫订单报表（ExportOrderList）", "Taobao/Tmall list of orders (ExportOrderList)"),
    columns={
        "number": ("订单编号",),
        "total": ("总金额",),
        "paid": ("买家实际支付金额",),
        "created_at": ("订单创建时间",),
        "paid_at": ("订单付款时间",),
        "refund": ("退款金额",),
        "receiver": ("收货人姓名",),
        "remark": ("买家留言",),
        "fulfilment": ("订单状态",),
    },
    derived={
        "buyer_id": FirstOf("买家会员名"),
        "buyer_name": FirstOf("买家会员昵称", "买家会员名"),
        "phone": FirstOf("联系手机", "联系电话"),
        "province": Part("province", "收货地址"),
        "city": Part("city", "收货地址"),
        "district": Part("district", "收货地址"),
        "address": Part("address", "收货地址"),
    },
    required=frozenset({"number", "total", "paid", "created_at", "paid_at", "fulfilment", "receiver", "province"}),
    empty_marks=frozenset({"null", "无"}),
    one_row_per_order=True,
    paid_is_net=True,
    withheld=True,
    fulfilment_words=STATES,
)

DETAILS = Layout(
    name="taobao_details",
    title=Message("淘宝天猫宝贝报表（ExportOrderDetailList）", "Taobao/Tmall articles (ExportOrderDetailList)"),
    columns={
        "number": ("订单编号",),
        "title": ("标题",),
        "unit_price": ("价格",),
        "quantity": ("购买数量",),
        "spec": ("商品属性",),
    },
    derived={"sku": FirstOf("商家编码", "外部系统编号")},
    required=frozenset({"number", "title", "quantity", "sku"}),
    empty_marks=frozenset({"null"}),
    part=True,
)

ITEMS = Layout(
    name="taobao_items",
    title=Message("淘宝天猫宝贝报表（ExportItemList）", "Taobao/Tmall articles (ExportItemList)"),
    columns={
        "number": ("主订单编号",),
        "title": ("标题",),
        "unit_price": ("价格",),
        "quantity": ("购买数量",),
        "spec": ("商品属性",),
        "seller_receives": ("买家应付货款",),
    },
    derived={"sku": FirstOf("商家编码", "外部系统编号")},
    required=frozenset({"number", "title", "quantity"}),
    marks=frozenset({"子订单编号"}),
    empty_marks=frozenset({"null"}),
    part=True,
)
