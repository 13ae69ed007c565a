"""有赞: part of its columns is known.  全部商品名称 runs the articles together, so they are not taken."""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf
from ..layout import Layout

STATES = {
    "待付款": "unshipped",
    "待发货": "unshipped",
    "待成团": "unshipped",
    "已发货": "shipped",
    "待收货": "shipped",
    "已完成": "completed",
    "交易完成": "completed",
    "已关闭": "closed",
    "交易关闭": "closed",
}

LAYOUT = Layout(
    name="youzan_orders",
    title=Message("有赞订单表", "Youzan list of orders"),
    columns={
        "number": ("订单号",),
        "paid_at": ("买家付款时间",),
        "total": ("订单实付金额",),
        "phone": ("收货人手机号/提货人手机号",),
        "remark": ("买家备注",),
        "fulfilment": ("订单状态",),
    },
    derived={"created_at": FirstOf("订单创建时间", "买家付款时间")},
    required=frozenset({"number", "created_at", "total", "fulfilment"}),
    marks=frozenset({"全部商品名称", "收货人手机号/提货人手机号", "商家订单备注"}),
    empty_marks=frozenset({"-"}),
    one_row_per_order=True,
    withheld=True,
    fulfilment_words=STATES,
)
