"""微信小店: one row for each article, what is said of the order repeated or on the first row alone."""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf, Sum
from ..layout import Layout

STATES = {
    "待付款": "unshipped",
    "待发货": "unshipped",
    "部分发货": "unshipped",
    "待收货": "shipped",
    "已发货": "shipped",
    "已收货": "delivered",
    "完成": "completed",
    "已完成": "completed",
    "已取消": "closed",
    "全部商品售后之后，订单取消": "closed",
    "用户主动取消或待付款超时取消": "closed",
}

LAYOUT = Layout(
    name="weixin_orders",
    title=Message("微信小店订单表", "WeChat shop list of orders"),
    columns={
        "number": ("订单号",),
        "created_at": ("订单下单时间",),
        "paid_at": ("支付时间",),
        "total": ("订单实际支付金额",),
        "receiver": ("收件人姓名",),
        "phone": ("收件人手机",),
        "province": ("省",),
        "city": ("市",),
        "district": ("区",),
        "address": ("收件人地址",),
        "remark": ("买家备注",),
        "fulfilment": ("订单状态",),
        "title": ("商品名称",),
        "spec": ("商品属性",),
        "quantity": ("商品数量",),
        "unit_price": ("商品价格(单件)",),
        "seller_receives": ("商品实际价格(总共)",),
    },
    derived={
        "refund": Sum(("商品已退款金额",)),
        "sku": FirstOf("SKU编码(自定义)", "商品编码(自定义)", "商品编码(平台)"),
    },
    required=frozenset({"number", "created_at", "total", "fulfilment", "title", "quantity"}),
    marks=frozenset({"商品实际价格(总共)", "商品编码(平台)", "SKU编码(自定义)"}),
    empty_marks=frozenset({"-"}),
    withheld=True,
    fulfilment_words=STATES,
)
