"""小红书: one row for each article.  The file holds buyers' identity cards: dropped, also from rejected rows."""

from dianzhang.kernel.messages import Message

from ..derive import Behind, Earliest, FirstOf, OnAnyRow, Sum
from ..layout import Layout

STATES = {
    "待支付": "unshipped",
    "已支付": "unshipped",
    "清关中": "unshipped",
    "待配货": "unshipped",
    "待发货": "unshipped",
    "部分发货": "unshipped",
    "已发货": "shipped",
    "待收货": "shipped",
    "已签收": "delivered",
    "已完成": "completed",
    "已取消": "closed",
    "已关闭": "closed",
}

LAYOUT = Layout(
    name="xiaohongshu_orders",
    title=Message("小红书订单表", "Xiaohongshu list of orders"),
    columns={
        "number": ("订单号",),
        "created_at": ("订单创建时间",),
        "paid_at": ("支付时间",),
        "buyer_id": ("用户编号",),
        "receiver": ("收件人姓名",),
        "phone": ("收件人电话",),
        "province": ("省",),
        "city": ("市",),
        "district": ("区",),
        "address": ("收件人地址",),
        "spec": ("SKU规格",),
        "quantity": ("SKU件数",),
        "seller_receives": ("商家应收金额(元)（支付金额）",),
    },
    derived={
        "total": Sum(("用户应付金额(元)",)),
        "fulfilment": Behind("订单状态", STATES),
        "promised_ship_at": Earliest("承诺发货时间"),
        "remark": OnAnyRow("用户备注"),
        "sku": FirstOf("商家编码", "条形码", "小红书编码", "规格ID"),
        "title": FirstOf("SKU名称", "商品名称"),
    },
    required=frozenset({"number", "created_at", "total", "fulfilment", "quantity"}),
    marks=frozenset({"小红书编码", "SKU件数"}),
    empty_marks=frozenset({"-"}),
    withheld=True,
    dropped=frozenset({
        "订购人身份证姓名/ID Name", "订购人身份证号/ID Number", "收件人身份证姓名", "收件人身份证号",
    }),
    fulfilment_words=STATES,
)  # fmt: skip
