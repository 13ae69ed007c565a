"""The short order report of a Tmall shop: seven columns, one row per order, the province instead of the address."""

from dianzhang.kernel.messages import Message

from ..layout import Layout

LAYOUT = Layout(
    name="tmall_report",
    title=Message("天猫订单报表", "Tmall order report"),
    columns={
        "number": ("订单编号",),
        "total": ("总金额",),
        "paid": ("买家实际支付金额",),
        "province": ("收货地址",),
        "created_at": ("订单创建时间",),
        "paid_at": ("订单付款时间",),
        "refund": ("退款金额",),
    },
    required=frozenset({"number", "total", "paid", "province", "created_at", "paid_at", "refund"}),
    exact=True,  # the long export of the same platform has these headers too, and a whole address under 收货地址
    one_row_per_order=True,
    always_ends_lines=True,
    paid_is_net=True,
)
