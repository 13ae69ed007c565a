"""快手小店: one row for each order, which has one article."""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf
from ..layout import Layout

STATES = {
    "待付款": "unshipped",
    "待发货": "unshipped",
    "部分发货": "unshipped",
    "已发货": "shipped",
    "待收货": "shipped",
    "已收货": "delivered",
    "已签收": "delivered",
    "交易成功": "completed",
    "交易关闭": "closed",
    "交易失败": "closed",
}

LAYOUT = Layout(
    name="kuaishou_orders",
    title=Message("快手订单表", "Kuaishou list of orders"),
    columns={
        "number": ("订单号",),
        "created_at": ("订单创建时间",),
        "paid_at": ("订单支付时间",),
        "total": ("实付款",),
        "receiver": ("收货人姓名",),
        "phone": ("收货人电话",),
        "province": ("收货地址-省",),
        "city": ("收货地址-市",),
        "district": ("收货地址-区",),
        "address": ("收货地址",),
        "remark": ("买家留言",),
        "promised_ship_at": ("预售/承诺发货时间",),
        "fulfilment": ("订单状态",),
        "title": ("商品名称",),
        "spec": ("商品规格",),
        "quantity": ("成交数量",),
        "unit_price": ("商品单价",),
    },
    derived={"sku": FirstOf("SKU编码", "商品ID")},
    required=frozenset({"number", "created_at", "total", "fulfilment", "quantity"}),
    marks=frozenset({"快赚客ID", "主播补贴", "CPS达人ID", "SKU编码"}),
    empty_marks=frozenset({"-"}),
    one_row_per_order=True,
    withheld=True,
    fulfilment_words=STATES,
)
