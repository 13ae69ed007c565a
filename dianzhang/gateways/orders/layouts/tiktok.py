"""TikTok Shop: one row for each article, the order's amounts on each.  A header or the shop says the currency."""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf
from ..layout import Layout

STATES = {
    "Unpaid": "unshipped",
    "On hold": "unshipped",
    "To ship": "unshipped",
    "Awaiting shipment": "unshipped",
    "Awaiting collection": "unshipped",
    "Shipped": "shipped",
    "In transit": "shipped",
    "Delivered": "delivered",
    "Completed": "completed",
    "Canceled": "closed",
    "Cancelled": "closed",
}

LAYOUT = Layout(
    name="tiktok_orders",
    title=Message("TikTok Shop 订单表", "TikTok Shop orders"),
    columns={
        "number": ("Order ID",),
        "created_at": ("Created Time",),
        "paid_at": ("Paid Time",),
        "total": ("Order Amount",),
        "refund": ("Order Refund Amount",),
        "fulfilment": ("Order Status",),
        "title": ("Product Name",),
        "spec": ("Variation",),
        "quantity": ("Quantity",),
        "unit_price": ("SKU Unit Original Price",),
        "seller_receives": ("SKU Subtotal After Discount",),
    },
    derived={"sku": FirstOf("Seller SKU", "SKU ID")},
    required=frozenset({"number", "created_at", "total", "fulfilment", "title", "quantity"}),
    marks=frozenset({"SKU Unit Original Price", "Order Substatus"}),
    currency="",
    local_times=True,
    times=("%m/%d/%Y %I:%M:%S %p",),
    fulfilment_words=STATES,
)
