"""Lazada: one row for each piece, with its own price and state.  The currency is not said: headers or the shop tell.

No time of payment is said either: what is packed or on its way was paid as it was ordered.
"""

from dianzhang.kernel.messages import Message

from ..derive import Behind, Fixed, Sum, When
from ..layout import Layout

_PAID = {
    "packed": "unshipped",
    "ready_to_ship": "unshipped",
    "shipped": "shipped",
    "delivered": "delivered",
    "confirmed": "completed",
    "returned": "closed",
    "failed": "closed",
    "lost_by_3pl": "closed",
}
STATES = _PAID | {"unpaid": "unshipped", "pending": "unshipped", "canceled": "closed", "cancelled": "closed"}

LAYOUT = Layout(
    name="lazada_orders",
    title=Message("Lazada 订单表", "Lazada orders"),
    columns={
        "number": ("orderNumber",),
        "created_at": ("createTime",),
        "sku": ("sellerSku",),
        "title": ("itemName",),
        "spec": ("variation",),
        "unit_price": ("unitPrice",),
        "seller_receives": ("paidPrice",),
    },
    derived={
        "paid_at": When(("createTime",), "status", frozenset(_PAID)),
        "total": Sum(("paidPrice", "shippingFee")),
        "refund": Sum(("refundAmount",), where={"status": frozenset(_PAID)}),
        "fulfilment": Behind("status", STATES),
        "quantity": Fixed("1"),
    },
    required=frozenset({"number", "created_at", "total", "fulfilment", "title"}),
    marks=frozenset({"orderItemId"}),
    currency="",
    local_times=True,
    times=("%d %b %Y %H:%M", "%d %b %Y %H:%M:%S"),
    fulfilment_words=STATES,
)
