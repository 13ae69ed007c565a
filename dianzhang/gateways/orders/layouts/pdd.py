"""拼多多: one row for each order; the seller chooses the columns, so few are required.

The platform says no time of placing: an order counts from when it was paid.  A row whose times are blank is dated by
its number (``yymmdd-…``).  An order that its state calls refunded was given
back whole; 售后状态 alone does not say how much.
"""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf, FirstOrNumberDay, Sum, When
from ..layout import Layout

STATES = {
    "待支付": "unshipped",
    "待成团": "unshipped",
    "待发货": "unshipped",
    "已发货，待签收": "shipped",
    "已发货": "shipped",
    "已签收": "delivered",
    "已收货": "completed",
    "已完成": "completed",
    "未发货，退款成功": "closed",
    "已发货，退款成功": "closed",
    "已签收，退款成功": "completed",
    "已取消": "closed",
    "已取消，退款成功": "closed",
}
_GIVEN_BACK = frozenset(word for word in STATES if word.endswith("退款成功"))
_UNPAID = frozenset({"待支付", "已取消"})

LAYOUT = Layout(
    name="pdd_orders",
    title=Message("拼多多订单表", "Pinduoduo list of orders"),
    columns={
        "number": ("订单号",),
        "receiver": ("收货人", "收货人姓名"),
        "phone": ("手机", "收货人手机"),
        "province": ("省",),
        "city": ("市",),
        "district": ("区",),
        "address": ("街道/镇", "详细地址"),
        "remark": ("买家留言",),
        "promised_ship_at": ("承诺发货时间",),
        "fulfilment": ("订单状态",),
        "title": ("商品",),
        "spec": ("商品规格",),
        "quantity": ("商品数量(件)",),
        "seller_receives": ("商家实收金额(元)",),
    },
    derived={
        "created_at": FirstOrNumberDay("支付时间", "订单成交时间", number="订单号"),
        "paid_at": When(("支付时间", "订单成交时间"), "订单状态", frozenset(STATES) - _UNPAID),
        "total": FirstOf("用户实付金额(元)", "商家实收金额(元)", "商品总价(元)"),
        "refund": Sum(("用户实付金额(元)",), where={"订单状态": _GIVEN_BACK}),
        "sku": FirstOf("商家编码-规格维度", "商家编码-SKU维度", "商家编码-商品维度", "样式ID", "商品id"),
    },
    required=frozenset({"number", "created_at", "total", "fulfilment"}),
    marks=frozenset({
        "商品数量(件)", "商家编码-规格维度", "商家编码-SKU维度", "商家编码-商品维度", "样式ID", "用户实付金额(元)",
        "多多支付立减金额(元)",
    }),
    empty_marks=frozenset({"-", "null"}),
    one_row_per_order=True,
    withheld=True,
    fulfilment_words=STATES,
)  # fmt: skip
