"""京东 (POP): one row for each article, with the amounts of the whole order repeated on each.

An order's total is 应付金额, what the buyer had to pay; 订单金额 is before what was taken off.
"""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf, Part
from ..layout import Layout

_ALIVE = {
    "等待付款": "unshipped",
    "等待付款确认": "unshipped",
    "等待出库": "unshipped",
    "等待发货": "unshipped",
    "等待确认收货": "shipped",
    "完成": "completed",
    "已完成": "completed",
    "锁定": "unshipped",
    "暂停": "unshipped",
    "已取消": "closed",
    "取消": "closed",
}
# An order that was called off keeps the state in which it was.
_DELETED = {f"(删除){word}": "closed" for word in _ALIVE}
_LOCKED = {f"(锁定){word}": state for word, state in _ALIVE.items()}

LAYOUT = Layout(
    name="jd_orders",
    title=Message("京东订单表", "JD list of orders"),
    columns={
        "number": ("订单号",),
        "total": ("应付金额",),
        "created_at": ("下单时间",),
        "paid_at": ("付款确认时间",),
        "buyer_id": ("下单帐号",),
        "receiver": ("客户姓名",),
        "phone": ("联系电话",),
        "remark": ("订单备注",),
        "fulfilment": ("订单状态",),
        "title": ("商品名称",),
        "quantity": ("订购数量",),
        "unit_price": ("京东价",),
    },
    derived={
        "sku": FirstOf("商家SKUID", "货号", "商品ID"),
        "province": Part("province", "客户地址"),
        "city": Part("city", "客户地址"),
        "district": Part("district", "客户地址"),
        "address": Part("address", "客户地址"),
    },
    required=frozenset({"number", "total", "created_at", "fulfilment", "title", "quantity"}),
    marks=frozenset({"京东价", "下单帐号"}),
    withheld=True,
    fulfilment_words=_ALIVE | _DELETED | _LOCKED,
)
