"""千牛: the workbook of orders that merchants download today: 订单报表, and 销售明细 with the articles.

The list says no state and no address.  Ids that Excel turned into numbers come back, they are never guessed.
"""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf
from ..layout import Layout

ORDERS = Layout(
    name="qianniu_orders",
    title=Message("千牛订单报表", "Qianniu list of orders"),
    columns={
        "number": ("订单编号",),
        "total": ("总金额",),
        "paid": ("买家实付金额",),
        "created_at": ("订单创建时间",),
        "paid_at": ("订单付款时间",),
        "refund": ("退款金额",),
    },
    required=frozenset({"number", "total", "paid", "created_at", "paid_at"}),
    empty_marks=frozenset({"null", "-"}),
    one_row_per_order=True,
    paid_is_net=True,
)

ITEMS = Layout(
    name="qianniu_items",
    title=Message("千牛销售明细（子订单）", "Qianniu list of articles"),
    columns={
        "number": ("主订单编号",),
        "title": ("商品标题",),
        "unit_price": ("商品价格",),
        "quantity": ("购买数量",),
        "spec": ("商品属性",),
    },
    derived={"sku": FirstOf("商家编码", "外部系统编号", "商品ID")},
    required=frozenset({"number", "title", "quantity"}),
    marks=frozenset({"子订单编号"}),
    empty_marks=frozenset({"null", "-"}),
    part=True,
)
