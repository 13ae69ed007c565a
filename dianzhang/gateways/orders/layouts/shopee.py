"""Shopee: one row for each article, the order's amounts on each; the headers say the currency, times are local."""

from dianzhang.kernel.messages import Message

from ..derive import FirstOf
from ..layout import Layout

STATES = {
    "Unpaid": "unshipped",
    "To ship": "unshipped",
    "To Ship": "unshipped",
    "Ready to ship": "unshipped",
    "Shipping": "shipped",
    "Shipped": "shipped",
    "To receive": "shipped",
    "Delivered": "delivered",
    "Completed": "completed",
    "Cancelled": "closed",
}

LAYOUT = Layout(
    name="shopee_orders",
    title=Message("Shopee 订单表", "Shopee orders"),
    columns={
        "number": ("Order ID",),
        "created_at": ("Order Creation Date",),
        "paid_at": ("Order Paid Time",),
        "total": ("Grand Total",),
        "promised_ship_at": ("Estimated Ship Out Date",),
        "buyer_name": ("Username (Buyer)",),
        "receiver": ("Receiver Name",),
        "phone": ("Phone Number",),
        "fulfilment": ("Order Status",),
        "title": ("Product Name",),
        "spec": ("Variation Name",),
        "quantity": ("Quantity",),
        "unit_price": ("Deal Price",),
        "seller_receives": ("Product Subtotal",),
    },
    derived={"sku": FirstOf("SKU Reference No.", "Parent SKU Reference No.")},
    required=frozenset({"number", "created_at", "total", "fulfilment", "title", "quantity"}),
    marks=frozenset({"Order Creation Date"}),
    currency="",
    local_times=True,
    times=("%Y-%m-%d %H:%M",),
    withheld=True,
    needs=("receiver", "phone"),
    fulfilment_words=STATES,
)
